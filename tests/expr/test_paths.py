"""How plain data paths are read."""

import pytest

from flowmason_assist.expr.paths import PathProblemKind, parse_path

KINDS = PathProblemKind


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("", []),
        ("name", ["name"]),
        ("items[0].name", ["items", 0, "name"]),
        ("a[0][1]", ["a", 0, 1]),
        ("[2]", [2]),
        ("first name.x", ["first name", "x"]),
        ("$.a", ["$", "a"]),
    ],
)
def test_steps_are_keys_and_indexes(text: str, steps: list[str | int]) -> None:
    path = parse_path(text)

    assert [step.value for step in path.steps] == steps
    assert path.problems == ()


@pytest.mark.parametrize(
    ("text", "kind", "at_fault"),
    [
        ("a[*].b", KINDS.BAD_INDEX, "[*]"),
        ('a["b"]', KINDS.BAD_INDEX, '["b"]'),
        ("a[]", KINDS.BAD_INDEX, "[]"),
        ("a[0", KINDS.OPEN_INDEX, "[0"),
        ("a[0]b", KINDS.OPEN_INDEX, "[0]b"),
        ("a[-1]", KINDS.NEGATIVE_INDEX, "[-1]"),
        ("a..b", KINDS.EMPTY_STEP, "."),
        ("a.[0]", KINDS.EMPTY_STEP, "."),
        ("a. b", KINDS.BLANK, " b"),
    ],
)
def test_oddities_have_their_place(text: str, kind: PathProblemKind, at_fault: str) -> None:
    (problem,) = parse_path(text).problems

    assert (problem.kind, problem.span.of(text)) == (kind, at_fault)
