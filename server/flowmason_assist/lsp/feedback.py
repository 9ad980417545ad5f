"""Answers that were given, watched for what their user does with them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.lsp.convert import path_of
from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.feedback import (
    RETRY_SECONDS,
    Applied,
    is_same_request,
    pieces_of,
)
from flowmason_assist.routing.ledger.entry import Verdict

Tell = Callable[[Path | None, int, Verdict], None]


@dataclass(frozen=True, slots=True)
class _Request:
    text: str
    number: int
    at: float


class Feedback:
    """
    The answers whose use is still open: the last for each file and job, and the last in a file.

    `tell` takes the file, the decision's number and what became of its answer, once for each.
    `latest` is the number of the last answer, 0 before the first.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self.latest = 0
        self._requests: dict[tuple[Path | None, str], _Request] = {}
        self._applied: dict[str, Applied] = {}

    def asking(self, asked: Asked) -> None:
        """Take note of a request; the same one again soon judges the answer before."""
        before = self._requests.pop((asked.path, asked.task), None)
        if before is None or time.monotonic() - before.at > RETRY_SECONDS:
            return
        if is_same_request(before.text, asked.text):
            self._applied = {
                uri: each for uri, each in self._applied.items() if each.number != before.number
            }
            self._tell(asked.path, before.number, Verdict.RETRIED)

    def answered(self, asked: Asked, number: int) -> None:
        """Take note of an answer to words; the same file explained twice means nothing."""
        self.latest = number
        if asked.text.strip():
            request = _Request(asked.text, number, time.monotonic())
            self._requests[asked.path, asked.task] = request

    def applied(self, uri: str, number: int, before: str, after: str) -> None:
        """Take note that an answer goes into a file; the one before it has been built on."""
        self._look(uri, before, is_over=True)
        self._applied[uri] = Applied.of(number, before, after, time.monotonic())

    def withdraw(self, uri: str) -> None:
        """Forget an answer that the editor did not put into the file."""
        self._applied.pop(uri, None)

    def changed(self, uri: str, text: str) -> None:
        """Look at a file that was edited."""
        self._look(uri, text)

    def saved(self, uri: str, text: str) -> None:
        """Look at a file that was saved."""
        self._look(uri, text, is_saved=True)

    def closed(self, uri: str, text: str) -> None:
        """Look at a file for the last time; of what was not saved, nothing is known."""
        applied = self._applied.get(uri)
        self._look(uri, text, is_over=applied is not None and applied.is_saved)
        self._applied.pop(uri, None)

    def ended(self, text_of: Callable[[str], str | None]) -> None:
        """Look at every file for the last time: the client leaves without closing them."""
        for uri in tuple(self._applied):
            self.closed(uri, text_of(uri) or "")

    def _look(self, uri: str, text: str, *, is_saved: bool = False, is_over: bool = False) -> None:
        applied = self._applied.get(uri)
        pieces = pieces_of(text) if applied else None
        if applied is None or pieces is None:
            return
        applied = applied.seen(pieces, is_saved=is_saved)
        self._applied[uri] = applied
        verdict = applied.verdict(pieces, time.monotonic(), is_over=is_over)
        if verdict is not None:
            del self._applied[uri]
            self._forget_request(applied.number)
            self._tell(path_of(uri), applied.number, verdict)

    def _forget_request(self, number: int) -> None:
        self._requests = {
            key: each for key, each in self._requests.items() if each.number != number
        }
