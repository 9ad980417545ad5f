"""The last place before a text leaves this machine, where somebody may still say no."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An HTTP request that is about to leave: where to, and every byte of its body."""

    url: str
    body: bytes

    @property
    def fingerprint(self) -> str:
        """Give the SHA-256 of the body."""
        return sha256(self.body).hexdigest()


# Called with each request, each time it is sent; raises `ModelRefused` when it may not leave.
Gate = Callable[[Outgoing], None]
