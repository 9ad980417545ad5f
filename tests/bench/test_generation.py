"""How generated pipelines are judged beside the plan that a request deserves."""

import json

import pytest

from bench.generation.behavior import Behavior, behavior
from bench.generation.judge import EXTRA, INPUT, LITERAL, MISSING, OUTPUT, PLACE, WIRING
from bench.generation.makers import Made
from bench.generation.report import BEGIN, END, placed, tables
from bench.generation.rows import Row, calibration_error
from flowmason_assist.assist.compile.compile import compile_plan
from flowmason_assist.assist.plan.notation import parse
from flowmason_assist.assist.plan.plan import Plan
from tests.support.runners.ide import catalogue

DRAFT = """\
summarizer text=$text max_words=50
translator text=^ to="German"
http_request url="https://a.io/x" method=POST body=^
"""
LOOP = """\
foreach items=$items
  analyzer text=item kind=sentiment
  conditional value=^ is="negative"
    then
      generator task="write an apology" about=item
    else
      logger message=item
"""
CHECKED = """\
trycatch
  try
    http_request url="https://a.io/x"
  catch
    logger message="down" level=error
critic content=@2 criteria="tone"
improver content=@2 feedback=^
output @5
"""


def plan(text: str) -> Plan:
    parsed, problems = parse(text)
    assert not problems
    return parsed


def judged(wanted: str, built: str) -> Behavior:
    return behavior(plan(wanted), compile_plan(plan(built), catalogue(), "").document)


@pytest.mark.parametrize("text", [DRAFT, LOOP, CHECKED])
def test_what_the_compiler_makes_of_the_right_plan_is_right(text: str) -> None:
    assert judged(text, text).is_exact


@pytest.mark.parametrize(
    ("wanted", "old", "new", "fault"),
    [
        (DRAFT, 'translator text=^ to="German"\n', "", MISSING),
        (DRAFT, "translator text=^", "translator text=$text", WIRING),
        (DRAFT, '"German"', '"French"', LITERAL),
        (DRAFT, "max_words=50", "max_words=80", LITERAL),
        (DRAFT, "https://a.io/x", "https://a.io/y", LITERAL),
        (DRAFT, "method=POST", "method=PUT", LITERAL),
        (LOOP, 'task="write an apology"', 'task="praise the weather"', LITERAL),
        (LOOP, 'is="negative"', 'is="positive"', LITERAL),
        (CHECKED, "improver content=@2", "improver content=@4", WIRING),
        (CHECKED, "output @5", "output @4", OUTPUT),
        (CHECKED, "  catch\n    logger", "  finally\n    logger", PLACE),
    ],
)
def test_a_pipeline_of_another_plan_has_this_fault(
    wanted: str, old: str, new: str, fault: str
) -> None:
    built = wanted.replace(old, new)
    assert built != wanted

    assert fault in judged(wanted, built).faults


def test_a_step_on_something_else_than_the_input_is_told() -> None:
    wanted = 'translator text=$text to="German"\nsummarizer text=$text\n'

    assert judged(wanted, wanted.replace("summarizer text=$text", "summarizer text=^")).faults == {
        INPUT
    }


def test_a_step_besides_leaves_the_rest_right() -> None:
    found = judged(DRAFT, DRAFT + 'logger message="done"\n')

    assert found.faults == {EXTRA}
    assert found.is_faithful


def test_one_prompt_that_asks_for_everything_is_one_step() -> None:
    found = judged(DRAFT, 'generator task="summarize in 50 words, translate to German, post it"')

    assert set(found.missing) <= {"summarizer", "translator", "http_request"}
    assert len(found.missing) == 2


@pytest.mark.parametrize(
    ("wanted", "built"),
    [
        ('translator text=$text to="German"', 'generator task="translate to German" about=$text'),
        ('generator task="a summary of the text" about=$text', "summarizer text=$text"),
        (
            'output_router data=$text url="https://a.io/x"',
            'http_request url="https://a.io/x" method=POST body=$text',
        ),
    ],
)
def test_components_that_do_the_same_count(wanted: str, built: str) -> None:
    assert judged(wanted, built).has_all


def row(wanted: str, status: str, confidence: float | None = None) -> Row:
    right = plan(wanted)
    document = compile_plan(right, catalogue(), "").document if status == "ok" else None
    made = Made(status, json.loads(json.dumps(document)), 0.1, confidence=confidence)
    return Row(right, made, behavior(right, document), 2 if document else 0)


def test_questions_and_refusals_are_right_where_they_are_deserved() -> None:
    assert row("ask goal", "needs_clarification").is_right
    assert not row("ask goal", "refused").is_right
    assert list(row(DRAFT, "needs_clarification").faults) == ["asked back instead of built"]


def test_calibration_is_the_distance_between_confidence_and_success() -> None:
    rows = [row(DRAFT, "ok", 0.9), row("ask goal", "refused", 0.9)]

    assert calibration_error(rows) == pytest.approx(0.4)


def test_tables_are_written_between_their_marks() -> None:
    rows = [row(DRAFT, "ok", 1.0), row("ask goal", "refused", 0.5)]

    written = placed(f"before\n{BEGIN}\nold\n{END}\nafter\n", tables({"ours": rows}))

    assert written.startswith("before\n")
    assert written.endswith("\nafter\n")
    assert "| ours | 1 | 100 % | 100 % | 100 % |" in written
    assert "refused instead of asked back" in written
