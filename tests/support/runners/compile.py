"""Runs fixtures of the compiler: a plan, and the stages that it becomes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flowmason_assist.assist.compile.compile import Compiled, compile_plan
from flowmason_assist.assist.plan.notation import parse
from flowmason_assist.lint.engine import check
from flowmason_assist.lint.rule import Severity
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.syntax.document import parse_document
from tests.support.markdown import Block, Case, FixtureError
from tests.support.runners.ide import catalogue

HIDDEN = ("system_prompt", "temperature", "max_tokens")  # They stand in every generator.


def run(case: Case) -> Mapping[Block, list[str]]:
    """Give the blocks of a case as they should be written."""
    compiled = compiled_case(case)
    faults = [
        finding.message
        for finding in check(parse_document(compiled.text), catalogue(), LintSettings())
        if finding.severity in (Severity.ERROR, Severity.WARNING)
    ]
    expect = case.of_kind("expect")
    return {expect: faults or list(outline(compiled))} if expect else {}


def compiled_case(case: Case) -> Compiled:
    """Give the pipeline for the plan of a case; what stands above it is the request."""
    plan, problems = parse(case.main.text)
    if problems:
        raise FixtureError(f"{case.path}:{case.line}: {problems[0].message}")
    return compile_plan(plan, catalogue(), case.sentence)


def outline(compiled: Compiled) -> Iterator[str]:
    """Give the inputs and stages of a pipeline in few lines."""
    document: Any = compiled.document
    for name, schema in document.get("input_schema", {}).get("properties", {}).items():
        yield f"input {name}: {_short(schema)}"
    for stage in document["stages"]:
        after = stage.get("depends_on", ())
        yield (
            f"{stage['id']} ({stage['component_type']})"
            + (" after " if after else "")
            + ", ".join(after)
        )
        for key, value in stage["config"].items():
            if key not in HIDDEN:
                yield f"  {key}: {_short(value)}"
    yield f"output {document['output_stage_id']}"
    yield from (f"note: {note}" for note in compiled.notes)


def _short(value: object) -> str:
    return (
        value
        if isinstance(value, str) and "\n" not in value
        else json.dumps(value, ensure_ascii=False)
    )
