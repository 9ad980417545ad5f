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
from flowmason_assist.lint.load import LoadedRule
from flowmason_assist.lint.rule import Severity
from flowmason_assist.shapes.finding import describe
from flowmason_assist.text.line_index import LineIndex

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
        **run_head([outcome.rules[code] for code in rules], outcome.failures, outcome.root),
        "results": list(_results(outcome, indexes)),
    }
    return json.dumps(log_of(run), indent=2, ensure_ascii=False) + "\n"


def log_of(run: Json) -> Json:
    """Give the document around one run."""
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def run_head(rules: Iterable[LoadedRule], failures: Iterable[Failure], root: Path) -> Json:
    """Give what a run says besides its results; `rules` are those that results refer to."""
    return {
        "tool": {"driver": _driver(rules)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"uri": f"{root.as_uri().rstrip('/')}/"}},
        "invocations": [_invocation(failures, root)],
    }


def result(file: str, finding: Json, root: Path, rule_indexes: Mapping[str, int]) -> Json:
    """Give the result of a finding, which is as CONTRACT describes it, with its fingerprint."""
    artifact = _artifact(file, root)
    described: Json = {
        "ruleId": finding["code"],
        "ruleIndex": rule_indexes[finding["code"]],
        "level": _LEVELS[Severity(finding["severity"])],
        "message": {"text": finding["message"]},
        "locations": [_location(artifact, finding)],
        "partialFingerprints": {FINGERPRINT: finding["fingerprint"]},
    }
    if finding["related"]:
        described["relatedLocations"] = [
            _related(artifact, place, number) for number, place in enumerate(finding["related"], 1)
        ]
    if finding["fix"] and finding["fix"]["edits"]:
        described["fixes"] = [_fix(artifact, finding["fix"])]
    return described


def described_with_fingerprints(report: Report) -> Iterator[Json]:
    """
    Give a report's findings as CONTRACT describes them, each with a fingerprint.

    That is a text that survives changes elsewhere in the file: it is made of the rule, the
    line's content, and which of the like lines it is.
    """
    lines = LineIndex(report.text)
    seen: Counter[tuple[str, str]] = Counter()
    for finding in report.findings:
        start, end = lines.line_span(lines.position(finding.span.start)[0])
        key = finding.code, report.text[start:end].strip()
        seen[key] += 1
        text = "\n".join((*key, str(seen[key])))
        fingerprint = hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
        yield {**describe(finding, lines), "fingerprint": fingerprint}


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
        for finding in described_with_fingerprints(report):
            yield result(report.name, finding, outcome.root, rule_indexes)


def _artifact(name: str, root: Path) -> Json:
    path = Path(os.path.abspath(root / name))  # noqa: PTH100 - resolve() would follow links.
    if not path.is_relative_to(root):
        return {"artifactLocation": {"uri": path.as_uri()}}
    uri = quote(os.fsencode(path.relative_to(root).as_posix()))
    return {"artifactLocation": {"uri": uri, "uriBaseId": BASE}}


def _location(artifact: Json, finding: Json) -> Json:
    place = {**artifact, "region": _region(finding["range"])}
    location: Json = {"physicalLocation": place}
    if finding["path"]:
        location["logicalLocations"] = [{"fullyQualifiedName": finding["path"], "kind": "value"}]
    return location


def _related(artifact: Json, place: Json, number: int) -> Json:
    return {
        "id": number,
        "message": {"text": place["message"]},
        "physicalLocation": {**artifact, "region": _region(place["range"])},
    }


def _fix(artifact: Json, fix: Json) -> Json:
    replacements = [
        {
            "deletedRegion": _region(edit["range"]),
            "insertedContent": {"text": edit["new_text"]},
        }
        for edit in fix["edits"]
    ]
    return {
        "description": {"text": fix["title"]},
        "artifactChanges": [{**artifact, "replacements": replacements}],
        "properties": {"applicability": fix["applicability"]},
    }


def _region(place: Json) -> Json:
    start, end = place["start"], place["end"]
    return {
        "startLine": start["line"],
        "startColumn": start["column"],
        "endLine": end["line"],
        "endColumn": end["column"],
    }
