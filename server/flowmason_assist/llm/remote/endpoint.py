"""Where a model answers over HTTP."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Endpoint:
    """
    A model behind a URL; `name` is ours for it, `model` the server's.

    `key` is shown nowhere, nor is `url`, which may hold a password.
    `context` is in tokens, `timeout` in seconds without a byte.
    """

    name: str
    url: str = field(repr=False)
    model: str
    key: str = field(default="", repr=False)
    context: int = 32_768
    timeout: float = 120.0

    @property
    def place(self) -> str:
        """The URL as it may be shown: no path, no user, no query."""
        parts = urlsplit(self.url)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")
