"""Runs the rules over the facts and turns what they yield into findings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from flowmason_assist.analysis.facts import Facts, analyze
from flowmason_assist.analysis.readers import READERS
from flowmason_assist.analysis.scope import Scope
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.lint.load import LoadedRule, all_rules
from flowmason_assist.lint.rule import (
    Applicability,
    Finding,
    Fix,
    Match,
    Place,
    Related,
    Severity,
)
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.lint.suppress import apply_suppressions
from flowmason_assist.syntax.document import Document
from flowmason_assist.syntax.pointer import document_pointer, path_at, render
from flowmason_assist.text.printable import printable
from flowmason_assist.text.span import Span

_Matches = tuple[tuple[LoadedRule, Match], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Linted:
    """One version of a file with its findings, in the order of the text."""

    facts: Facts
    findings: tuple[Finding, ...]
    settings: LintSettings
    memo: Mapping[str, list[tuple[Scope, _Matches]]]  # By the text of the stage.


def lint(
    document: Document,
    catalogue: Catalogue,
    settings: LintSettings,
    previous: Linted | None = None,
) -> Linted:
    """
    Give the findings of a document.

    What `previous` settled for stages that see what they saw is taken from there, provided
    that catalogue and settings are the same.
    """
    if previous and (previous.settings != settings or previous.facts.catalogue is not catalogue):
        previous = None
    reader = READERS["cli" if settings.reader == "all" else settings.reader]
    facts = analyze(document, catalogue, reader, previous.facts if previous else None)
    rules = [rule for rule in all_rules() if settings.allows(rule.code, rule.name)]
    memo: dict[str, list[tuple[Scope, _Matches]]] = {}
    findings = [*_pipeline_findings(facts, rules)]
    for index in range(len(facts.stages)):
        matches = _stage_matches(facts, index, rules, previous, memo)
        findings += [_stage_finding(facts, index, rule, match) for rule, match in matches]
    findings = apply_suppressions(facts, findings)
    findings.sort(key=lambda finding: (finding.span, finding.code, finding.message))
    return Linted(facts, tuple(findings), settings, memo)


def check(document: Document, catalogue: Catalogue, settings: LintSettings) -> list[Finding]:
    """Give the findings of a document, in the order of the text."""
    return list(lint(document, catalogue, settings).findings)


def _pipeline_findings(facts: Facts, rules: Iterable[LoadedRule]) -> Iterator[Finding]:
    for rule in rules:
        if rule.check_pipeline is None:
            continue
        for match in rule.check_pipeline(facts):
            yield _finding(
                facts, rule, match, 0, document_pointer(facts.document, match.holder or match.span)
            )


def _stage_matches(
    facts: Facts,
    index: int,
    rules: Iterable[LoadedRule],
    previous: Linted | None,
    memo: dict[str, list[tuple[Scope, _Matches]]],
) -> _Matches:
    text = facts.stages[index].stage.text
    scope = facts.scopes[index]
    matches = _known_matches(previous.memo.get(text, ()) if previous else (), scope)
    if matches is None:
        view = facts.view(index)
        checks = [(rule, rule.check_stage) for rule in rules if rule.check_stage]
        matches = tuple((rule, match) for rule, run in checks for match in run(view))
    memo.setdefault(text, []).append((scope, matches))
    return matches


def _known_matches(known: Iterable[tuple[Scope, _Matches]], scope: Scope) -> _Matches | None:
    return next((matches for seen, matches in known if seen is scope or seen == scope), None)


def _stage_finding(facts: Facts, index: int, rule: LoadedRule, match: Match) -> Finding:
    placed = facts.pipeline.stages[index]
    is_error = (match.severity or rule.severity) is Severity.ERROR
    if is_error and facts.scopes[index].survives_failure:
        match = _survived(match, expected=rule.rule.fails)
    inner = path_at(placed.stage.root, match.holder or match.span)
    pointer = render(("stages", placed.index, *inner))
    return _finding(facts, rule, match, placed.start, pointer)


def _survived(match: Match, *, expected: bool) -> Match:
    """Weaken what is said of a stage whose failure the run survives; mending it changes the run."""
    fix = match.fix and replace(match.fix, applicability=Applicability.UNSAFE)
    return replace(match, fix=fix, severity=Severity.INFO if expected else match.severity)


def _finding(facts: Facts, rule: LoadedRule, match: Match, start: int, pointer: str) -> Finding:
    fix = match.fix
    if fix and start:
        edits = tuple(edit.shifted(start) for edit in fix.edits)
        fix = Fix(fix.title, edits, fix.applicability)
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=match.severity or rule.severity,
        message=printable(match.message),
        span=match.span.shifted(start),
        pointer=pointer,
        fix=fix,
        related=tuple(_place(facts, related, start) for related in match.related),
        tag=rule.rule.tag,
    )


def _place(facts: Facts, related: Related, start: int) -> Place:
    index = facts.index_of(related.stage) if related.stage is not None else None
    span = _in_document(facts, related.span, start if index is None else facts.start(index))
    return Place(printable(related.message), span, document_pointer(facts.document, span))


def _in_document(facts: Facts, span: Span, start: int) -> Span:
    end = len(facts.document.text)
    return Span(min(span.start + start, end), min(span.end + start, end))
