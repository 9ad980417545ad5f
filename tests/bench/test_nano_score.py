"""How plans are scored beside the right one."""

import pytest

from bench.nano.score import calibration_error, score, summarize
from flowmason_assist.assist.plan.notation import parse
from flowmason_assist.assist.plan.plan import Plan

RIGHT = """\
http_request url="https://a.io/x"
foreach items=^
  analyzer text=item kind=sentiment
  logger message=^
"""


def plan(text: str) -> Plan:
    parsed, problems = parse(text)
    assert not problems
    return parsed


def test_the_right_plan_is_right_in_everything() -> None:
    summary = summarize([score(plan(RIGHT), plan(RIGHT.replace("a.io", "A.io")))])

    assert (summary.exact, summary.components, summary.placed, summary.wired) == (1, 1, 1, 1)


def test_two_ways_to_write_a_reference_are_the_same() -> None:
    assert score(plan(RIGHT), plan(RIGHT.replace("items=^", "items=@1"))).exact


def test_a_wrong_literal_leaves_order_and_wiring_right() -> None:
    given = score(plan(RIGHT), plan(RIGHT.replace("a.io/x", "a.io/y")))

    assert given.wired
    assert not given.exact
    assert (given.placed, given.literals) == (0, 1)


def test_a_wrong_reference_is_wrong_wiring() -> None:
    given = score(plan(RIGHT), plan(RIGHT.replace("message=^", "message=item")))

    assert not given.wired
    assert given.found == given.wanted == 4


def test_no_plan_is_wrong_and_finds_nothing() -> None:
    given = score(plan(RIGHT), None, 0.5)

    assert not given.exact
    assert not given.wired
    assert given.found == 0


def test_a_refusal_is_a_matter_of_scope() -> None:
    refusal = plan("refuse off_topic")

    assert score(refusal, refusal).scope
    assert not score(refusal, plan(RIGHT)).scope


def test_calibration_is_the_distance_between_confidence_and_success() -> None:
    right, wrong = plan(RIGHT), plan(RIGHT.replace("a.io/x", "a.io/y"))
    scores = [score(right, right, 0.9), score(right, right, 0.9), score(right, wrong, 0.9)]

    assert calibration_error(scores) == pytest.approx(0.9 - 2 / 3)
