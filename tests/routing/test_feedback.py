"""What a user does with an answer says how good it was."""

import json

import pytest

from flowmason_assist.routing.feedback import (
    SETTLED_SECONDS,
    UNDO_SECONDS,
    Applied,
    is_same_request,
    pieces_of,
)
from flowmason_assist.routing.ledger.entry import Verdict

DRAFT = {"id": "draft", "component_type": "generator", "config": {"prompt": "Write."}}
SENT = {"id": "send", "component_type": "http_request", "depends_on": ["draft"]}
BEFORE = json.dumps({"name": "p", "stages": [DRAFT]})
AFTER = json.dumps({"name": "p", "stages": [DRAFT, SENT]})
CHANGED = json.dumps({"name": "p", "stages": [DRAFT, SENT | {"id": "post"}]})
ELSEWHERE = json.dumps({"name": "p", "stages": [DRAFT | {"id": "sketch"}, SENT]})
INDENTED = json.dumps(json.loads(AFTER), indent=4, sort_keys=True)


def verdict(*states: tuple[str, float], is_saved: bool = False) -> Verdict | None:
    """Give what is said after a file was seen with texts at seconds after the answer."""
    applied, said = Applied.of(1, BEFORE, AFTER, at=0.0), None
    for text, now in states:
        pieces = pieces_of(text)
        assert pieces is not None
        applied = applied.seen(pieces, is_saved=is_saved)
        said = said or applied.verdict(pieces, now)
    return said


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([(AFTER, 0), (BEFORE, 20)], Verdict.UNDONE),
        ([(AFTER, 0), (CHANGED, 20), (BEFORE, 40)], Verdict.UNDONE),
        ([(AFTER, 0)], None),
        ([(AFTER, 0), (CHANGED, 20)], None),
        ([(AFTER, 0), (AFTER, SETTLED_SECONDS)], Verdict.ACCEPTED),
        ([(AFTER, 0), (INDENTED, SETTLED_SECONDS)], Verdict.ACCEPTED),
        ([(AFTER, 0), (ELSEWHERE, SETTLED_SECONDS)], Verdict.ACCEPTED),
        ([(AFTER, 0), (CHANGED, SETTLED_SECONDS)], Verdict.EDITED),
        ([(BEFORE, 0), (BEFORE, SETTLED_SECONDS)], None),  # It never arrived.
    ],
)
def test_a_file_tells(states: list[tuple[str, float]], expected: Verdict | None) -> None:
    assert verdict(*states) is expected


def test_saving_says_nothing_while_it_may_be_undone() -> None:
    assert verdict((AFTER, UNDO_SECONDS - 1), is_saved=True) is None
    assert verdict((AFTER, UNDO_SECONDS), is_saved=True) is Verdict.ACCEPTED
    assert verdict((AFTER, 5), (BEFORE, 30), is_saved=True) is Verdict.UNDONE


def test_an_empty_file_that_was_filled_can_be_emptied_again() -> None:
    applied = Applied.of(1, "", AFTER, at=0.0).seen(pieces_of(AFTER) or frozenset())

    assert applied.verdict(frozenset(), 10) is Verdict.UNDONE


@pytest.mark.parametrize("text", ["{", "[1]", "[" * 100_000])
def test_what_cannot_be_read_says_nothing(text: str) -> None:
    assert pieces_of(text) is None


def test_requests_are_the_same_but_for_case_and_blanks() -> None:
    assert is_same_request("Add a  Retry", "add a retry ")
    assert not is_same_request("add a retry", "add two retries")
