"""What holds of lint for every text, pipeline or not."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.lint.engine import check, lint
from flowmason_assist.lint.fix import fix_text
from flowmason_assist.lint.rule import Applicability, Finding, Severity
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document
from flowmason_assist.text.span import Span
from tests.support import json_texts, pipeline_texts

CATALOGUE = load_catalogue(folder("schemas"))
SETTINGS = LintSettings()


def findings_of(text: str) -> list[Finding]:
    return check(parse_document(text), CATALOGUE, SETTINGS)


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


@given(pipeline_texts.texts | json_texts.texts)
def test_findings_stand_in_the_text_and_can_be_shown(text: str) -> None:
    whole = Span(0, len(text))
    for finding in findings_of(text):
        places = [finding.span, *(place.span for place in finding.related)]
        edits = finding.fix.edits if finding.fix else ()
        assert all(span.start <= span.end for span in places)
        assert all(whole.encloses(span) for span in places)
        assert all(whole.encloses(edit.span) for edit in edits)
        assert finding.message.isprintable()
        assert all(place.message.isprintable() for place in finding.related)


@given(pipeline_texts.texts, st.lists(json_texts.small_changes, min_size=1, max_size=4))
def test_after_an_edit_lint_says_what_it_says_of_a_new_text(
    text: str, changes: list[json_texts.Change]
) -> None:
    document = parse_document(text)
    linted = lint(document, CATALOGUE, SETTINGS)
    for change in changes:
        text = json_texts.changed(text, change)
        document = parse_document(text, document)
        linted = lint(document, CATALOGUE, SETTINGS, linted)

        assert list(linted.findings) == findings_of(text)


@given(pipeline_texts.texts, st.sampled_from(Applicability))
def test_fixes_end_and_give_a_sound_file_no_errors(text: str, applicability: Applicability) -> None:
    fixed = fix_text(text, CATALOGUE, SETTINGS, applicability)

    again = fix_text(fixed.text, CATALOGUE, SETTINGS, applicability)
    assert again.text == fixed.text
    assert list(fixed.remaining) == findings_of(fixed.text)
    if not has_errors(findings_of(text)):
        assert not has_errors(fixed.remaining)
