"""Words that say where in a chain of steps something stands that is told elsewhere."""

from typing import Final

from flowmason_assist.assist.understand.signs.pattern import pattern

STANDS: Final = pattern(
    r"\b(?:is|are|comes?|coming|starts?|begins?|lies?|lives?|sits?|stands?|stored|kept|found|held)"
    r"(?: \w+){0,3} ?(?:in|from|out of|as|at|under|:)?(?: \w+){0,3} \S*[./]\S+",
    r"\b(?:source|input|data|file|origin) ?(?::|=|is|are|being)",
)
"""What says where something is that other parts of a request work on."""
COMES: Final = pattern(
    r"\b(?:from|out of|of|off|GET|fetch\w*|load\w*|source|input|data|is|are|under|in)"
    r"(?: \w+){0,3}\W*$",
    r"^(?:\w+ ){0,2}\W*$",
)
"""What stands before an address that something is got from."""
ENDS: Final = pattern(
    r"\b(?:last|lastly|final step|at the (?:very )?end|in the end|end of (?:it|the|all)"
    r"|finally|eventually|ultimately)\b"
)
"""What says of a step that is told first that it runs last."""
