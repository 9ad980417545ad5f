"""Compiled plans run in the real engine, in both of its readers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from flowmason_assist.assist.compile.compile import compile_plan
from flowmason_assist.assist.plan.plan import Plan
from flowmason_assist.engine.options import DryRunOptions, Reader
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.lint.engine import check
from flowmason_assist.lint.rule import Severity
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.syntax.document import parse_document
from tests.support.markdown import Case, read_cases
from tests.support.plans import plans
from tests.support.runners.compile import compiled_case
from tests.support.runners.ide import catalogue

FIXTURES = sorted((Path(__file__).parent / "compile").glob("*.md"))
CASES = [case for path in FIXTURES for case in read_cases(path, path.read_text(encoding="utf-8"))]
READERS: tuple[Reader, ...] = ("cli", "core")


@pytest.fixture(scope="module")
def engine() -> Iterator[EngineSession]:
    """Give an engine for all runs."""
    with EngineSession() as session:
        yield session


def assert_runs(text: str, engine: EngineSession) -> None:
    """Show why a pipeline does not run, if it does not."""
    for reader in READERS:
        run = engine.run(text, None, DryRunOptions(reader=reader))
        assert run.runs, (reader, run.failed_stage, run.error_message)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path.stem}-{case.title}")
def test_fixtures_run(case: Case, engine: EngineSession) -> None:
    assert_runs(compiled_case(case).text, engine)


@settings(max_examples=60)
@given(plans())
def test_any_plan_becomes_a_pipeline_without_faults(plan: Plan) -> None:
    text = compile_plan(plan, catalogue()).text

    findings = check(parse_document(text), catalogue(), LintSettings())

    faults = [each for each in findings if each.severity in (Severity.ERROR, Severity.WARNING)]
    assert faults == []
    assert compile_plan(plan, catalogue()).text == text


@settings(max_examples=25)
@given(plan=plans())
def test_any_plan_runs(plan: Plan, engine: EngineSession) -> None:
    assert_runs(compile_plan(plan, catalogue()).text, engine)
