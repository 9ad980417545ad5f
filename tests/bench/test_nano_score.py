"""How plans are scored beside the right one."""

import pytest

from bench.nano.score import calibration_error, score, summarize
from flowmason_assist.assist.plan.notation import parse
from flowmason_assist.assist.plan.plan import Plan

REQUEST = "Get https://a.io/x (not https://a.io/y) and log the mood of every item. Write a poem"
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
    summary = summarize([score(REQUEST, plan(RIGHT), plan(RIGHT.replace("a.io", "A.io")))])

    assert (summary.exact, summary.components, summary.placed, summary.wired) == (1, 1, 1, 1)


def test_two_ways_to_write_a_reference_are_the_same() -> None:
    assert score(REQUEST, plan(RIGHT), plan(RIGHT.replace("items=^", "items=@1"))).exact


def test_a_wrong_literal_leaves_order_and_wiring_right() -> None:
    given = score(REQUEST, plan(RIGHT), plan(RIGHT.replace("a.io/x", "a.io/y")))

    assert given.wired
    assert not given.exact
    assert (given.placed, given.literals) == (0, 1)


def test_a_wrong_reference_is_wrong_wiring() -> None:
    given = score(REQUEST, plan(RIGHT), plan(RIGHT.replace("message=^", "message=item")))

    assert not given.wired
    assert given.found == given.wanted == 4


def test_no_plan_is_wrong_and_finds_nothing() -> None:
    given = score(REQUEST, plan(RIGHT), None, 0.5)

    assert not given.exact
    assert not given.wired
    assert given.found == 0


def test_a_clause_without_its_joining_word_is_the_same_clause() -> None:
    right = plan('generator task="Write a poem"')
    given = plan('generator task="write a poem"')

    assert score(REQUEST, right, given).exact


def test_a_refusal_is_a_matter_of_scope() -> None:
    refusal = plan("refuse off_topic")

    assert score(REQUEST, refusal, refusal).scope
    assert not score(REQUEST, refusal, plan(RIGHT)).scope


def test_calibration_is_the_distance_between_confidence_and_success() -> None:
    right, wrong = plan(RIGHT), plan(RIGHT.replace("a.io/x", "a.io/y"))
    scores = [
        score(REQUEST, right, right, 0.9),
        score(REQUEST, right, right, 0.9),
        score(REQUEST, right, wrong, 0.9),
    ]

    assert calibration_error(scores) == pytest.approx(0.9 - 2 / 3)
