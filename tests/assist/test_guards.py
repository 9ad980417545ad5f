"""Which part of a request holds when, part by part."""

import pytest

from flowmason_assist.assist.understand.extract import extract


def read(request: str) -> list[str]:
    slots = extract(request)
    return [
        "-"
        if each is None
        else str(each.case)
        if each.label is None
        else f"{each.case} {slots.tokens[each.label.at].lower}"
        for each in slots.guards
    ]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "Sort mails into billing or bug. Billing goes to https://a.example, bugs are logged.",
            ["-", "label billing", "label bugs"],
        ),
        (
            "Find the mood; if it's negative, write an apology, otherwise log it",
            ["-", "label negative", "-", "else"],
        ),
        (
            'if type is "refund" summarise it, if type is "exchange" log it',
            ["label refund", "-", "label exchange", "-"],
        ),
        ("fetch https://a.example and if that fails log it", ["-", "catch", "-"]),
        ("when total is over 5 log it", ["test"]),
        ("Fetch it. On a hiccup, log that.", ["catch"]),
        ("Fetch it. Should they not let us, send what went wrong to https://a.example", ["catch"]),
        ("Call it; whatever goes awry is logged.", ["catch"]),
        ("Bugs go to https://a.example; whatever remains is logged.", ["else"]),
        ("Fetch it, and as soon as total is over 5 log it.", ["test"]),
        ("Is it a bug or a wish? Only bugs get logged.", ["label bugs"]),
        ("If n is below 5 log it; anything less gets a note.", ["test", "else"]),
        ("It needs id. If it's fine add it to the table.", ["test"]),
        ("Look up the key; on a miss fetch https://a.example", ["test"]),
        ("It needs id and name. All there? Log it. Something missing? Stop.", ["test", "else"]),
        ("Without them: log it. With them: into the table.", ["else", "test"]),
    ],
)
def test_when_the_parts_of_a_request_hold(request_: str, expected: list[str]) -> None:
    assert [each for each in read(request_) if each != "-"] == [
        each for each in expected if each != "-"
    ]


@pytest.mark.parametrize(
    "request_",
    [
        "read the file, sort it by name and log it",
        "translate it to German, French and Dutch",
        'rename "old" to "new" and log it',
    ],
)
def test_parts_that_always_hold(request_: str) -> None:
    assert set(read(request_)) == {"-"}


def test_a_request_that_repeats_itself_is_read_at_once() -> None:
    assert read("if it is " * 200)
