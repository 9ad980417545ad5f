"""What an editor asks of any text: always an answer, in the text, and no damage."""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.ide.actions.offer import Request, offered
from flowmason_assist.ide.formatting import format_file, format_range
from flowmason_assist.ide.inlay_hints import hints
from flowmason_assist.ide.lenses import lenses
from flowmason_assist.ide.project.check import check
from flowmason_assist.ide.project.complete import project_completions
from flowmason_assist.ide.project.describe import project_hover
from flowmason_assist.ide.project.files import project_schema
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.ide.tokens import tokens
from flowmason_assist.ide.workspace import make_snapshot
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.resources import folder
from flowmason_assist.text.diff import line_edits
from flowmason_assist.text.edit import Edit, apply, overlap
from flowmason_assist.text.span import Span
from tests.support import json_texts, pipeline_texts

texts = pipeline_texts.texts | json_texts.texts
places = st.tuples(st.integers(0, 3_000), st.integers(0, 200))
indents = st.sampled_from(["  ", "    ", "\t", ""])


@cache
def catalogue() -> Catalogue:
    """Give the components that FlowMason ships, read once."""
    return load_catalogue(folder("schemas"))


def opened(text: str, name: str = "main.pipeline.json") -> Snapshot:
    """Give a text as an editor has it open."""
    return make_snapshot(Path(name), text, 1, catalogue(), LintSettings())


def part(text: str, place: tuple[int, int]) -> Span:
    """Give a range in a text."""
    start = place[0] % (len(text) + 1)
    return Span(start, min(start + place[1], len(text)))


def check_edits(text: str, edits: list[Edit]) -> None:
    """Fail for edits outside the text, and for edits that cannot be applied together."""
    ordered = sorted(edits, key=lambda each: each.span)
    assert all(0 <= each.span.start <= each.span.end <= len(text) for each in ordered)
    replacements = [each for each in ordered if each.span.start < each.span.end]
    assert not any(overlap(one, other) for one, other in pairwise(replacements))


@given(texts, places)
def test_actions_can_be_taken_anywhere(text: str, place: tuple[int, int]) -> None:
    """Whatever is offered has edits in the text, and sound JSON stays sound."""
    snapshot = opened(text)
    is_sound = _value(text) is not None
    for action in offered(snapshot, Request(part(text, place))):
        edits = list(action.plan())
        check_edits(text, edits)
        assert not is_sound or _value(apply(text, edits)) is not None


@given(texts, indents)
def test_tidying_changes_no_value_and_settles(text: str, indent: str) -> None:
    """A tidy file says what it said before, and stays as it is when tidied again."""
    edits = format_file(opened(text), indent)
    check_edits(text, edits)
    tidy = apply(text, edits)

    assert _value(tidy) == _value(text)
    assert format_file(opened(tidy), indent) == []


@given(texts, places, indents)
def test_tidying_a_part_changes_no_value(text: str, place: tuple[int, int], indent: str) -> None:
    """A file with a tidy part says what it said before."""
    edits = format_range(opened(text), part(text, place), indent)
    check_edits(text, edits)

    assert _value(apply(text, edits)) == _value(text)


@given(texts, places)
def test_what_is_shown_lies_in_the_text(text: str, place: tuple[int, int]) -> None:
    """Lenses, hints and tokens stand in the text; tokens do not overlap."""
    snapshot, span = opened(text), part(text, place)
    words = tokens(snapshot, span)

    assert all(one.span.end <= other.span.start for one, other in pairwise(words))
    assert all(word.span.end <= len(text) for word in words)
    assert all(hint.offset <= len(text) and hint.label for hint in hints(snapshot, span))
    assert all(lens.span.end <= len(text) and lens.title for lens in lenses(snapshot))


@given(texts, places, st.sampled_from(["flowmason.json", "a.test.json"]))
def test_other_files_are_answered_too(text: str, place: tuple[int, int], name: str) -> None:
    """Project files and test files may hold anything."""
    snapshot = opened(text, name)
    schema = project_schema(snapshot.path)
    assert schema is not None
    offset = part(text, place).start
    project_hover(snapshot, schema, offset)

    for item in project_completions(snapshot, schema, offset).items:
        check_edits(text, [item.edit])
    for finding in check(snapshot.document.root, schema, Path()):
        assert finding.span.end <= len(text)


@given(st.text("ab\n\r", max_size=40), st.text("ab\n\r", max_size=40))
def test_the_edits_between_two_texts_lead_from_one_to_the_other(old: str, new: str) -> None:
    assert new == apply(old, line_edits(old, new))


def _value(text: str) -> str | None:
    """Give what a text says as JSON, in one form for all that says the same; None for no JSON."""
    try:
        return json.dumps(json.loads(text.removeprefix("\ufeff")), sort_keys=True)
    except (ValueError, RecursionError):
        return None
