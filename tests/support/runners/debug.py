"""
Runs fixtures of errors: a pipeline, what somebody pasted ("text" file), and what is found out.

Without a pasted text, the error comes from a dry run. The word behind "expect" is a stage to ask
about. The engine is the real one.
"""

import atexit
from collections.abc import Iterator, Mapping
from functools import cache

from flowmason_assist.assist.debug.diagnose import diagnose, diagnose_run
from flowmason_assist.assist.debug.diagnosis import Diagnosis
from flowmason_assist.assist.debug.given import given_for
from flowmason_assist.assist.debug.paste import read
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.result import DryRun
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.syntax.document import parse_document
from tests.support.markdown import Block, Case
from tests.support.runners.ide import catalogue


def run(case: Case) -> Mapping[Block, list[str]]:
    """Give the blocks of a case as they should be written."""
    expect = case.of_kind("expect")
    if expect is None:
        return {}
    text = case.main.text
    pasted = next((read(each.text) for each in case.files if each.name.endswith(".txt")), None)
    reader = (pasted.reader if pasted else None) or "cli"
    settings = LintSettings(reader="core" if reader == "core" else "all")
    linted = lint(parse_document(text), catalogue(), settings)

    given = given_for(linted.facts, pasted) if pasted else None

    def probe(candidate: str) -> DryRun:
        return engine().run(candidate, given, DryRunOptions(reader=reader))

    stage = next(iter(expect.options), None)
    found = (
        diagnose(linted, pasted, probe, stage)
        if pasted is not None
        else diagnose_run(linted, probe(text), probe, stage)
    )
    return {expect: [*_lines(linted, found)]}


@cache
def engine() -> EngineSession:
    """Give the engine, started once for all fixtures."""
    session = EngineSession()
    atexit.register(session.close)
    return session


def _lines(linted: Linted, found: Diagnosis) -> Iterator[str]:
    yield f"{found.kind}: {found.cause}"
    if found.span is not None:
        shown = found.span.of(linted.facts.document.text).splitlines()[:1]
        yield f"stage: {found.stage}, path: {found.pointer}, shown: {''.join(shown)}"
    if found.rules:
        yield f"rules: {', '.join(found.rules)}"
    yield from (f"hint: {hint}" for hint in found.hints)
    yield from (f"fix, {each.outcome}: {each.fix.title}" for each in found.fixes)
