"""What components have in common: which of them fetch, work on rows, choose, decide or send."""

from typing import Final

STORES: Final = frozenset({"http_request", "local_file", "mongodb", "postgres", "redis", "s3"})
"""What holds data outside of a run, to be read or written."""
ON_ROWS: Final = frozenset({"aggregate", "filter", "join", "json_transform", "pandas", "sql"})
"""What takes rows and gives rows or figures."""
CHOOSING: Final = frozenset({"conditional", "router"})
"""What does one thing or another."""
DECIDING: Final = CHOOSING | {"return"}
"""What goes on, or not, as a value says."""
MOODS: Final = frozenset({"mixed", "negative", "neutral", "positive"})
"""What an analysis of the sentiment comes to."""
SENDING: Final = frozenset({"PATCH", "POST", "PUT"})
"""The methods of requests that have a body."""
