"""What the guide shows is real: its pipelines run, its commands exist, its code compiles."""

import ast
import json
import re
import shlex
from collections.abc import Iterator
from typing import Any

import click
import pytest
import typer.main

from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.cli.main import command as assist
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.knowledge.read import read_guide
from flowmason_assist.knowledge.section import Sample, Section
from flowmason_assist.lint.engine import check
from flowmason_assist.lint.rule import Severity
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document

SECTIONS = read_guide(folder("guide"))
CATALOGUE = load_catalogue(folder("schemas"))
SERIOUS = {Severity.ERROR, Severity.WARNING}
LONGEST = 300  # Words of a section, samples left out.

# What the guide shows of other programs.
OTHERS = {
    *("cd", "cp", "curl", "docker", "echo", "export", "make", "npm", "pip", "python", "sam"),
    *("sf", "sfdx", "wrangler", "zip", "./bin/ticket_triage", "PYTHONHASHSEED=0"),
}


def samples(*kinds: str) -> list[object]:
    """Give the samples of a kind as test parameters named after their sections."""
    return [
        pytest.param(sample, id=f"{section.page}-{section.heading}")
        for section in SECTIONS
        for sample in section.samples
        if sample.info in kinds
    ]


@pytest.fixture(scope="module")
def engine() -> Iterator[EngineSession]:
    """Give the real engine, in one process for all samples."""
    with EngineSession() as session:
        yield session


@pytest.mark.parametrize("sample", samples("json"))
def test_a_pipeline_is_clean_and_runs(sample: Sample, engine: EngineSession) -> None:
    findings = check(parse_document(sample.text), CATALOGUE, LintSettings())
    run = engine.run(sample.text, None, DryRunOptions())

    assert [each.message for each in findings if each.severity in SERIOUS] == []
    assert run.runs, run.error_message


@pytest.mark.parametrize("sample", samples("json core"))
def test_a_pipeline_for_the_core_reader_runs_there(sample: Sample, engine: EngineSession) -> None:
    settings = LintSettings(reader="core")
    findings = check(parse_document(sample.text), CATALOGUE, settings)
    run = engine.run(sample.text, None, DryRunOptions(reader="core"))

    assert [each.message for each in findings if each.severity is Severity.ERROR] == []
    assert run.runs, run.error_message


@pytest.mark.parametrize("sample", samples("json broken"))
def test_what_is_broken_on_purpose_is_found(sample: Sample, engine: EngineSession) -> None:
    findings = check(parse_document(sample.text), CATALOGUE, LintSettings())

    assert any(each.severity is Severity.ERROR for each in findings)
    assert not engine.run(sample.text, None, DryRunOptions()).runs


def test_other_json_is_json() -> None:
    for section in SECTIONS:
        for sample in section.samples:
            if sample.info.startswith("json "):
                assert json.loads(sample.text)


@pytest.mark.parametrize("sample", samples("python"))
def test_python_compiles(sample: Sample) -> None:
    ast.parse(sample.text)


def test_every_kind_of_sample_is_known() -> None:
    known = re.compile(r"json( broken| core| [\w.-]+\.json)?|python|sh|toml")
    kinds = {sample.info for section in SECTIONS for sample in section.samples}

    assert [kind for kind in kinds if not known.fullmatch(kind)] == []


@pytest.mark.parametrize("section", SECTIONS, ids=lambda each: f"{each.page}-{each.heading}")
def test_commands_exist(section: Section) -> None:
    for line in commands_of(section):
        assert unknown_part(line) is None, line


def commands_of(section: Section) -> Iterator[str]:
    """Give the commands of a section: lines of shell samples, and code in its sentences."""
    for sample in section.samples:
        if sample.info == "sh":
            yield from sample.text.splitlines()
    for sentence in section.sentences:
        yield from re.findall(r"`(flowmason(?:-assist)? [^`…]*)`", sentence)


def unknown_part(line: str) -> str | None:
    """Give what does not exist in a command line, None when everything does."""
    line = line.removeprefix("PYTHONHASHSEED=0 ").split(" | ")[-1]
    program, *words = shlex.split(line.split(" && ")[-1])
    match program:
        case "flowmason":
            return _unknown_word(typer.main.get_command(_engine_program()), words)
        case "flowmason-assist":
            return _unknown_word(assist, words)
    return None if program in OTHERS else program


def _engine_program() -> typer.Typer:
    from flowmason_core.cli.main import app

    program: typer.Typer = app
    return program


def _unknown_word(command: Any, words: list[str]) -> str | None:  # noqa: ANN401 - of two libraries.
    # Typer brings a click of its own, so classes do not tell what a group is.
    context = click.Context(command) if isinstance(command, click.Command) else None
    while hasattr(command, "get_command") and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        if found is None:
            return words[0]
        command, words = found, words[1:]
    options = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    given = (word.split("=")[0] for word in words if word.startswith("-") and len(word) > 1)
    return next((word for word in given if word not in options | {"--version", "--help"}), None)


def test_sections_are_short_and_told_in_sentences() -> None:
    for section in SECTIONS:
        count = sum(len(sentence.split()) for sentence in section.sentences)
        assert section.sentences or section.samples, section.name
        # Pages of reference list what there is, however much that is.
        assert section.is_reference or count <= LONGEST, section.name


def test_headings_of_a_page_are_unique() -> None:
    names = [(section.page, section.heading) for section in SECTIONS]

    assert len(names) == len(set(names))
