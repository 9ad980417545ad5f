"""SARIF 2.1.0, which code scanning services and review tools read."""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from flowmason_assist import __version__
from flowmason_assist.cli.checking.report import Failure, Report
from flowmason_assist.cli.output.outcome import Outcome
from flowmason_assist.cli.output.place import range_of
from flowmason_assist.lint.load import LoadedRule
from flowmason_assist.lint.rule import Finding, Fix, Place, Severity
from flowmason_assist.text.line_index import LineIndex
from flowmason_assist.text.span import Span

Json = dict[str, Any]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
BASE = "SRCROOT"
FINGERPRINT = "flowmasonAssist/v1"

_LEVELS: Mapping[Severity, str] = MappingProxyType(
    {
        Severity.ERROR: "error",
        Severity.WARNING: "warning",
        Severity.INFO: "note",
        Severity.HINT: "note",
    }
)


def render(outcome: Outcome) -> str:
    """Give one log with one run; paths are relative to the folder of the run."""
    rules = sorted({finding.code for _, finding in outcome.findings})
    indexes = {code: index for index, code in enumerate(rules)}
    run = {
        "tool": {"driver": _driver(outcome.rules[code] for code in rules)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"uri": f"{outcome.root.as_uri().rstrip('/')}/"}},
        "invocations": [_invocation(outcome.failures, outcome.root)],
        "results": list(_results(outcome, indexes)),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _driver(rules: Iterable[LoadedRule]) -> Json:
    return {
        "name": "flowmason-assist",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [
            {
                "id": rule.code,
                "name": rule.name,
                "shortDescription": {"text": rule.summary},
                "fullDescription": {"text": rule.summary},
                "help": {"text": rule.documentation, "markdown": rule.documentation},
                "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            }
            for rule in rules
        ],
    }


def _invocation(failures: Iterable[Failure], root: Path) -> Json:
    notifications = [
        {
            "level": "error",
            "message": {"text": failure.message},
            "locations": [{"physicalLocation": _artifact(failure.name, root)}],
        }
        for failure in failures
    ]
    return {
        "executionSuccessful": not notifications,
        "toolExecutionNotifications": notifications,
    }


def _results(outcome: Outcome, rule_indexes: Mapping[str, int]) -> Iterator[Json]:
    for report in outcome.reports:
        lines = LineIndex(report.text)
        artifact = _artifact(report.name, outcome.root)
        prints = _fingerprints(report, lines)
        for finding, fingerprint in zip(report.findings, prints, strict=True):
            result: Json = {
                "ruleId": finding.code,
                "ruleIndex": rule_indexes[finding.code],
                "level": _LEVELS[finding.severity],
                "message": {"text": finding.message},
                "locations": [_location(artifact, lines, finding)],
                "partialFingerprints": {FINGERPRINT: fingerprint},
            }
            if finding.related:
                result["relatedLocations"] = [
                    _related(artifact, lines, place, number)
                    for number, place in enumerate(finding.related, 1)
                ]
            if finding.fix and finding.fix.edits:
                result["fixes"] = [_fix(artifact, lines, finding.fix)]
            yield result


def _fingerprints(report: Report, lines: LineIndex) -> Iterator[str]:
    """
    Give for each finding a text that survives changes elsewhere in the file.

    It is made of the rule, the line's content, and which of the like lines it is.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for finding in report.findings:
        start, end = lines.line_span(lines.position(finding.span.start)[0])
        key = finding.code, report.text[start:end].strip()
        seen[key] += 1
        text = "\n".join((*key, str(seen[key])))
        yield hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def _artifact(name: str, root: Path) -> Json:
    path = Path(os.path.abspath(root / name))  # noqa: PTH100 - resolve() would follow links.
    if not path.is_relative_to(root):
        return {"artifactLocation": {"uri": path.as_uri()}}
    uri = quote(os.fsencode(path.relative_to(root).as_posix()))
    return {"artifactLocation": {"uri": uri, "uriBaseId": BASE}}


def _region(lines: LineIndex, span: Span) -> Json:
    place = range_of(lines, span)
    return {
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    }


def _location(artifact: Json, lines: LineIndex, finding: Finding) -> Json:
    location: Json = {"physicalLocation": {**artifact, "region": _region(lines, finding.span)}}
    if finding.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.pointer, "kind": "value"}]
    return location


def _related(artifact: Json, lines: LineIndex, place: Place, number: int) -> Json:
    return {
        "id": number,
        "message": {"text": place.message},
        "physicalLocation": {**artifact, "region": _region(lines, place.span)},
    }


def _fix(artifact: Json, lines: LineIndex, fix: Fix) -> Json:
    replacements = [
        {
            "deletedRegion": _region(lines, edit.span),
            "insertedContent": {"text": edit.new_text},
        }
        for edit in fix.edits
    ]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{**artifact, "replacements": replacements}],
        "properties": {"applicability": str(fix.applicability)},
    }
