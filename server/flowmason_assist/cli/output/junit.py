"""JUnit's XML, which most build servers show as test results: a suite for each file."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from flowmason_assist.cli.checking.report import Failure, Report
from flowmason_assist.cli.output.outcome import FAILING, Outcome
from flowmason_assist.lint.rule import Finding
from flowmason_assist.shapes.place import range_of
from flowmason_assist.text.line_index import LineIndex
from flowmason_assist.text.printable import printable

# XML knows no escape for these.
_NOT_XML = re.compile(r"[\ufffe\uffff]")


def render(outcome: Outcome) -> str:
    """Give one document: findings that fail a check are failures, others are only printed."""
    suites = ET.Element("testsuites", name="flowmason-assist")
    for report in outcome.reports:
        suites.append(_report_suite(report))
    for failure in outcome.failures:
        suites.append(_failure_suite(failure))
    for attribute in ("tests", "failures", "errors"):
        total = sum(int(suite.get(attribute, "0")) for suite in suites)
        suites.set(attribute, str(total))
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _report_suite(report: Report) -> ET.Element:
    suite = ET.Element("testsuite", name=_clean(report.name))
    suite.extend(_cases(report))
    failures = sum(case.find("failure") is not None for case in suite)
    _count(suite, len(suite), failures, 0)
    return suite


def _cases(report: Report) -> Iterator[ET.Element]:
    lines = LineIndex(report.text)
    for finding in report.findings:
        yield _case(report, finding, lines)
    if not report.findings:
        yield ET.Element("testcase", name="check", classname=_clean(report.name))


def _case(report: Report, finding: Finding, lines: LineIndex) -> ET.Element:
    start = range_of(lines, finding.span).start
    name = f"{finding.code} {finding.name} at line {start.line}, column {start.column}"
    case = ET.Element(
        "testcase",
        name=name,
        classname=_clean(report.name),
        file=_clean(report.name),
        line=str(start.line),
    )
    message = _clean(finding.message)
    place = f"{_clean(report.name)}:{start.line}:{start.column}"
    if finding.severity in FAILING:
        failure = ET.SubElement(case, "failure", type=str(finding.severity), message=message)
        failure.text = f"{place}: {message}"
    else:
        ET.SubElement(case, "system-out").text = f"{place}: {finding.severity}: {message}"
    return case


def _failure_suite(failure: Failure) -> ET.Element:
    suite = ET.Element("testsuite", name=_clean(failure.name))
    case = ET.SubElement(suite, "testcase", name="check", classname=_clean(failure.name))
    ET.SubElement(case, "error", type="unreadable", message=_clean(failure.message))
    _count(suite, 1, 0, 1)
    return suite


def _count(suite: ET.Element, tests: int, failures: int, errors: int) -> None:
    counts = {"tests": tests, "failures": failures, "errors": errors}
    for attribute, count in counts.items():
        suite.set(attribute, str(count))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", printable(text))
