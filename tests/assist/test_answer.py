"""Answers come from the guide, or from the pipeline; a model may put them into words."""

import asyncio

import pytest

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.answer import MOST_CHARACTERS, Answer, Opened, Shelf, answer
from flowmason_assist.assist.asking.composed import is_grounded
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.errors import ModelTimeout, ModelUnavailable
from flowmason_assist.knowledge.index import open_guide
from flowmason_assist.knowledge.lexicon import read_lexicon
from flowmason_assist.knowledge.section import Section
from flowmason_assist.lint.engine import lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.llm.api import Dialect
from flowmason_assist.llm.drive import drive, run_without_model
from flowmason_assist.llm.providers.scripted import Scripted
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document

PIPELINE = """{
  "id": "report", "name": "report",
  "input_schema": { "properties": { "topic": { "type": "string" } }, "required": ["topic"] },
  "stages": [
    { "id": "fetch", "component_type": "http_request",
      "config": { "url": "{{env.NEWS}}", "params": { "q": "{{input.topic}}" } } },
    { "id": "write", "component_type": "generator", "depends_on": ["fetch"],
      "config": { "prompt": "Report on {{input.topic}}: {{upstream.fetch.body}}" } },
    { "id": "log", "component_type": "logger", "depends_on": ["write"],
      "config": { "message": "done" } }
  ],
  "output_stage_id": "write"
}"""

LOOP = "How do I loop over a list?"


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Give the guide and its words."""
    guide = folder("guide")
    return Shelf(open_guide(guide), read_lexicon(guide, load_catalogue(folder("schemas"))))


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Give the facts of the pipeline above."""
    document = parse_document(PIPELINE)
    return lint(document, load_catalogue(folder("schemas")), LintSettings()).facts


def told(question: str, shelf: Shelf, opened: Opened | None = None) -> Answer:
    """Give the answer without a model."""
    return run_without_model(answer(question, shelf, opened))


def test_an_answer_quotes_the_guide_and_names_its_sections(shelf: Shelf) -> None:
    found = told(LOOP, shelf)

    assert found.in_scope
    assert "`foreach` runs the stages in `loop_stages` once for every item" in found.text
    assert '"component_type": "foreach"' in found.text
    assert found.sources[0].section == "Loop over a list with foreach"


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of France?",
        "How do I center a div in CSS?",
        "Write me a complete web shop in React",
        "Paint a picture of a cat",
        "x",
        "",
        "パイプラインとは何ですか",
        "\x00\x01\x02",
    ],
)
def test_what_is_out_of_scope_is_told(question: str, shelf: Shelf) -> None:
    found = told(question, shelf)

    assert not found.in_scope
    assert found.text
    assert not found.sources


def test_a_larger_model_may_answer_what_is_not_ours(shelf: Shelf) -> None:
    model = Scripted(["Use flexbox."])

    found = asyncio.run(drive(answer("How do I center a div in CSS?", shelf), model))

    assert found.text.startswith("Use flexbox.\n\nThis is what a model knows by itself")
    assert not found.in_scope
    assert model.requests[0].beyond_local


@pytest.mark.parametrize("reply", ["", ModelUnavailable("gone")])
def test_without_a_good_answer_it_is_told_that_it_is_not_ours(
    reply: str | ModelUnavailable, shelf: Shelf
) -> None:
    question = "How do I center a div in CSS?"

    found = asyncio.run(drive(answer(question, shelf), Scripted([reply])))

    assert found == told(question, shelf)


def test_a_huge_question_is_answered_from_its_beginning(shelf: Shelf) -> None:
    found = told(LOOP + " padding" * 700_000, shelf)

    assert len(found.text) < MOST_CHARACTERS
    assert "flowmason-assist debug" in found.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What feeds the stage write?", 'reads the input "topic" and the stage "fetch"'),
        ("what does fetch read?", 'reads the input "topic" and the variable NEWS'),
        ("Which stages use fetch?", '"write" reads it'),
        ("what waits for write?", '"log" only waits for it'),
        ("Where is the input topic used?", '"fetch" and "write"'),
        ("Which inputs does this pipeline need?", 'needs "topic"'),
        ("What is the result of this pipeline?", 'output of the stage "write" (generator)'),
        ("How many stages does this pipeline have?", "3 stages"),
        ("In which order do the stages run?", 'first "fetch", then "write", then "log"'),
        ("Which stages here ask a model?", '"write" asks a language model'),
        ("What leaves this machine?", '"fetch" reaches another system'),
        ("Which environment variables does it need?", "NEWS"),
        ("What does fetch do?", '"fetch" sends a GET request'),
        ("how does write work", '"write" asks a language model'),
        ("When does log run?", 'It runs in wave 3, after "write"'),
        ("What does this pipeline do?", '"report" takes "topic" and runs 3 stages'),
        ("what if I delete fetch", '"write" reads it. Without "fetch"'),
        ("can log be removed?", "breaks no other stage"),
        ("which stages run in parallel", 'first "fetch", then "write"'),
    ],
)
def test_questions_about_the_file_are_answered_from_facts(
    question: str, said: str, shelf: Shelf, facts: Facts
) -> None:
    found = told(question, shelf, Opened(facts, "report.pipeline.json"))

    assert said in found.text
    assert found.sources[0].title == "report.pipeline.json"


def test_this_stage_is_the_one_at_hand(shelf: Shelf, facts: Facts) -> None:
    found = told("what feeds this stage?", shelf, Opened(facts, "report", stage="write"))

    assert found.text.startswith('The stage "write" reads')


def test_the_stage_at_hand_is_meant_only_by_those_who_point_at_it(
    shelf: Shelf, facts: Facts
) -> None:
    found = told("where does the result come from?", shelf, Opened(facts, "report", stage="fetch"))

    assert found.text == 'The result is the output of the stage "write" (generator).'


def test_how_to_do_something_stands_in_the_guide_whatever_is_open(
    shelf: Shelf, facts: Facts
) -> None:
    found = told("How do I declare inputs of my pipeline?", shelf, Opened(facts, "report"))

    assert found.sources[0].section == "Declare inputs"


def test_a_model_that_chats_puts_the_answer_into_words(shelf: Shelf) -> None:
    model = Scripted(["Use `foreach` and name the stages in `loop_stages`."])

    found = asyncio.run(drive(answer(LOOP, shelf), model))

    assert found.text == "Use `foreach` and name the stages in `loop_stages`."
    assert "Loop over a list with foreach" in model.requests[0].messages[1].content


@pytest.mark.parametrize(
    "reply",
    [
        "Use the component `super_loop`.",
        "Run `flowmason-assist loop --all`.",
        "Set `max_rounds` to 12345.",
        "UNKNOWN",
        "",
        ModelUnavailable("gone"),
        ModelTimeout("too slow"),
    ],
)
def test_words_that_the_guide_does_not_bear_out_are_dropped(
    reply: str | ModelTimeout | ModelUnavailable, shelf: Shelf
) -> None:
    found = asyncio.run(drive(answer(LOOP, shelf), Scripted([reply])))

    assert found == told(LOOP, shelf)


def test_our_own_small_model_composes_nothing(shelf: Shelf) -> None:
    model = Scripted(["Use `foreach`."], dialect=Dialect.NANO)

    assert asyncio.run(drive(answer(LOOP, shelf), model)) == told(LOOP, shelf)


def test_names_commands_and_numbers_must_stand_in_the_sections() -> None:
    section = Section("p", "P", "H", ("Set `max_tokens` to 4096 with `flowmason run`.",), ())

    assert is_grounded("`max_tokens` is 4096, see {{input.topic}}.", (section,), "input topic?")
    assert not is_grounded("`top_p` is 0.5.", (section,), "?")
    assert not is_grounded("Use --turbo.", (section,), "?")
