"""
Runs lint fixtures: the findings of a pipeline, and the text after its fixes.

A fixture is about the rule that it is named after: each finding of that rule is annotated, and
so are those of other rules that the case wants to show. A file that says "all rules" in its
introduction annotates every finding, and its fixes are those of every rule.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.catalogue.project import read_project_components
from flowmason_assist.config.configuration import Configuration, override
from flowmason_assist.config.table import Scope
from flowmason_assist.lint.engine import check
from flowmason_assist.lint.fix import fix_text
from flowmason_assist.lint.load import find_rule
from flowmason_assist.lint.rule import Applicability, Finding
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document
from tests.support import render
from tests.support.annotations import Annotation, read_annotated, write_annotated
from tests.support.markdown import Block, Case, FixtureError

_ALL_RULES = re.compile(r"\ball rules\b", re.IGNORECASE)


def run(case: Case) -> Mapping[Block, list[str]]:
    """Give the blocks of a case as they should be written."""
    name = _rule_name(case)
    settings = _settings(case)
    components = _components(case)
    written = read_annotated(case.main.lines)
    findings = check(parse_document(written.text), components, settings)
    shown = [
        Annotation(finding.span, render.finding_label(finding))
        for finding in findings
        if name in (None, finding.name) or _is_annotated(finding, written.annotations)
    ]
    settled = list(render.settled(written.annotations, shown))
    blocks: dict[Block, list[str]] = {}
    if sorted(settled) != list(written.annotations):
        blocks[case.main] = write_annotated(written.text, settled)
    if fixed := case.of_kind("fixed"):
        blocks[fixed] = _fixed(written.text, components, _only(settings, name), fixed)
    if expect := case.of_kind("expect"):
        own = [finding for finding in findings if name in (None, finding.name)]
        blocks[expect] = list(render.findings(written.text, own))
    return blocks


@cache
def catalogue() -> Catalogue:
    """Give the components that FlowMason ships, read once."""
    return load_catalogue(folder("schemas"))


def _components(case: Case) -> Catalogue:
    """Give what FlowMason ships, and the components in the case's Python files."""
    files = [(Path(block.name), block.text) for block in case.files if block.name.endswith(".py")]
    found, problems = read_project_components(files)
    assert not problems, problems
    return catalogue().with_components(found) if found else catalogue()


def _rule_name(case: Case) -> str | None:
    if _ALL_RULES.search(case.intro):
        return None
    rule = find_rule(case.path.stem)
    if rule is None:
        raise FixtureError(f'{case.path}: no rule is named "{case.path.stem}"')
    return rule.name


def _settings(case: Case) -> LintSettings:
    block = case.of_kind("settings")
    values = tomllib.loads(block.text) if block else {}
    configuration = override(Configuration(), values, "the fixture", Scope.PROJECT)
    return configuration.lint_settings(Path(case.main.name))


def _only(settings: LintSettings, name: str | None) -> LintSettings:
    return replace(settings, select=(name,)) if name else settings


def _is_annotated(finding: Finding, annotations: tuple[Annotation, ...]) -> bool:
    found = Annotation(finding.span, render.finding_label(finding))
    return any(each in annotations for each in render.settled(annotations, [found]))


def _fixed(text: str, components: Catalogue, settings: LintSettings, block: Block) -> list[str]:
    unsafe = "unsafe" in block.options
    applicability = Applicability.UNSAFE if unsafe else Applicability.SAFE
    fixed = fix_text(text, components, settings, applicability).text
    again = fix_text(fixed, components, settings, applicability).text
    assert fixed == again, "applying the fixes a second time changes the text again"
    shown = write_annotated(fixed, [])
    return list(block.lines) if read_annotated(block.lines).text == fixed else shown
