"""The command `ask`: its texts, its JSON, its exit codes."""

import json

from tests.cli.conftest import Invoke, Write


def test_an_answer_names_its_sources(invoke: Invoke) -> None:
    result = invoke("ask", "How", "do", "I", "loop", "over", "a", "list?")

    assert result.exit_code == 0
    assert "Sources\n  Control flow: Loop over a list with foreach" in result.stdout


def test_json_has_the_shape_of_the_contract(invoke: Invoke) -> None:
    result = invoke("ask", "Where do API keys go?", "--output-format", "json")
    found = json.loads(result.stdout)

    assert set(found) == {"answer", "sources", "in_scope", "route"}
    assert found["in_scope"] is True
    assert found["sources"][0] == {
        "title": "Language models and settings",
        "section": "Where API keys go",
    }
    assert found["route"]["task"] == "ask"


def test_what_is_out_of_scope_is_an_answer_too(invoke: Invoke) -> None:
    result = invoke("ask", "Who won the world cup?", "--output-format", "json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["in_scope"] is False


def test_a_question_comes_from_standard_input(invoke: Invoke) -> None:
    result = invoke("ask", "-", stdin=b"Is YAML supported?\xff\n")

    assert "FlowMason reads JSON only" in result.stdout


def test_a_file_may_be_asked_about(invoke: Invoke, write: Write) -> None:
    write("greet.pipeline.json")

    result = invoke("ask", "How many stages has this pipeline?", "--file", "greet.pipeline.json")

    assert "The pipeline has 1 stage" in result.stdout


def test_a_stage_needs_a_file(invoke: Invoke) -> None:
    result = invoke("ask", "what feeds this stage?", "--stage", "a")

    assert result.exit_code == 2
    assert "--stage needs --file" in result.stderr
