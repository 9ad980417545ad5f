"""What holds for templates, paths and JMESPath in any text; the installed engine is the judge."""

import json
import warnings
from itertools import pairwise

import jmespath
from flowmason_core.config.template_resolver import TemplateResolver
from flowmason_lab.operators.core.json_transform import JsonTransformOperator
from hypothesis import example, given
from hypothesis import strategies as st

from flowmason_assist.expr.escapes import Decoded, decode, encode
from flowmason_assist.expr.jmespath_expression import parse_jmespath
from flowmason_assist.expr.nodes import Template
from flowmason_assist.expr.parser import intent
from flowmason_assist.expr.paths import parse_path
from flowmason_assist.expr.scanner import scan, scan_raw
from flowmason_assist.text.span import Span

PIECES = (
    *("{{", "}}", "{", "}", "${", "{%", "%}", "{#", "#}", " ", "\n", "\u00a0", "-", "|", "||"),
    *("input", "upstream", "stages", "output", "item", "a", "é", "😀", "0", ".", "..", "[0]"),
    *("[", "]", '["k"]', "(", ")", "'", '"', "`", "\\", "or", "==", ">", "$", "@", "?", "&", "*"),
    *(",", ":", "<", "!", "\ud800", "\t", "length(", "sort_by(", "[?", "[]", "[*]"),
)
values = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text()
raw_pieces = st.sampled_from((*PIECES, "\\n", "\\u0041", "\\ud83d", "\\ude00", "\\x", "\\u12"))
raws = st.lists(raw_pieces, max_size=25).map(lambda pieces: f'"{"".join(pieces)}"') | st.text()


def bare(value: str) -> Decoded:
    """Give a value as if it were written without quotes and escapes."""
    return Decoded(value, (0,), (0,), ())


@given(raws)
def test_any_literal_is_decoded_and_its_characters_stand_in_order(raw: str) -> None:
    decoded = decode(raw)
    offsets = [decoded.offset(index) for index in range(len(decoded.value) + 1)]

    assert offsets == sorted(set(offsets))
    assert all(0 <= offset <= len(raw) for offset in offsets)
    assert all(Span(0, len(raw)).encloses(problem.span) for problem in decoded.problems)
    assert [decoded.value_index(offset) for offset in offsets] == list(range(len(offsets)))
    assert all(0 <= decoded.value_index(offset) < len(offsets) for offset in range(len(raw) + 2))


@given(raws)
@example('"\\ud83d\\ude00"')
def test_a_literal_means_what_json_says(raw: str) -> None:
    """What JSON refuses has a problem, unless a quote is missing or ends the literal too early."""
    try:
        value = json.loads(raw)
    except ValueError:
        has_its_quotes = raw.startswith('"') and raw.endswith('"') and raw.count('"') == 2
        assert not has_its_quotes or raw.endswith('\\"') or decode(raw).problems
    else:
        if isinstance(value, str):
            assert decode(raw.strip(" \t\r\n")).value == value


@given(st.text() | values)
def test_what_is_encoded_is_decoded_again(value: str) -> None:
    decoded = decode(f'"{encode(value)}"')

    assert decoded.value == value
    assert json.loads(f'"{encode(value)}"') == value


@given(values)
@example("{{input.a and {{input.b}}")
@example("{{{a}}}")
@example("{{}}{{a}}")
def test_templates_are_those_that_the_engine_finds(value: str) -> None:
    resolver = TemplateResolver()

    templates = scan(bare(value)).templates

    assert [template.path_text for template in templates] == resolver.find_templates(value)
    assert any(template.whole for template in templates) == resolver._is_single_template(value)  # noqa: SLF001
    for template in templates:
        names = [segment.name for segment in template.segments]
        assert names == template.path_text.split(".")
        intent(template)


@given(raws)
def test_spans_of_templates_nest_in_the_literal(raw: str) -> None:
    decoded = decode(raw)
    found = scan(decoded)

    assert scan_raw(raw) == found
    templates = [template.span for template in found.templates]
    everything = sorted([*templates, *(each.span for each in found.look_alikes)])
    assert all(Span(0, len(raw)).encloses(span) for span in everything)
    assert all(first.end <= second.start for first, second in pairwise(everything))
    for template in found.templates:
        assert_nested(template)
        for segment in template.segments:
            inside = slice(
                decoded.value_index(segment.span.start), decoded.value_index(segment.span.end)
            )
            assert decoded.value[inside] == segment.name


def assert_nested(template: Template) -> None:
    assert template.span.encloses(template.path_span)
    assert all(template.path_span.encloses(segment.span) for segment in template.segments)
    if template.trouble is not None:
        assert template.path_span.encloses(template.trouble.span)


@given(values)
@example("a[0].b[1]")
def test_data_paths_lead_where_the_engine_goes(text: str) -> None:
    """Data is built that has a value at the end of the path; the engine must find it."""
    path = parse_path(text)
    data: object = "found"
    for step in reversed(path.steps):
        match step.value:
            case int(index):
                if not 0 <= index < 1000:
                    return
                data = [None] * index + [data]
            case str(key):
                data = {key: data}
            case None:
                data = None

    reached = JsonTransformOperator()._get_nested_value(data, text)  # noqa: SLF001

    is_broken = any(step.value is None for step in path.steps)
    assert reached == (None if is_broken else "found")
    spans = [step.span for step in path.steps] + [problem.span for problem in path.problems]
    assert all(Span(0, len(text)).encloses(span) for span in spans)


names = st.sampled_from(("a", "b", '"my-key"', "items"))
functions = st.sampled_from(("length", "sort_by", "keys", "nope", "not_null", "merge", "join"))
jmespaths = st.recursive(
    names | st.sampled_from(("@", "*", "'text'", "`1`", "a.b.c", "items[0]", "items[1:]")),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from((" || ", " && ", " | ", " == ", ".")), inner).map("".join),
        st.tuples(inner, st.sampled_from(("[*]", "[]", "[0]", ".*", "[::2]"))).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"{pair[0]}[?{pair[1]}].name"),
        st.tuples(functions, inner).map(lambda pair: f"{pair[0]}({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"map(&{pair[0]}, {pair[1]})"),
        st.tuples(names, inner).map(lambda pair: f"{{{pair[0]}: {pair[1]}}}"),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"[{', '.join(parts)}]"),
    ),
    max_leaves=8,
)


@given(jmespaths | values)
def test_jmespath_is_refused_exactly_when_the_library_refuses_it(text: str) -> None:
    reading = parse_jmespath(text)

    if not scan(bare(text)).templates:
        is_refused = any(problem.kind == "syntax" for problem in reading.problems)
        assert is_refused == (not compiles(text))
    spans = [problem.span for problem in reading.problems] + [read.span for read in reading.reads]
    assert all(Span(0, len(text)).encloses(span) for span in spans)


@given(jmespaths)
def test_each_field_read_stands_where_its_name_stands(text: str) -> None:
    for read in parse_jmespath(text).reads:
        assert read.span.of(text).strip('"') == read.path[-1]


def compiles(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            jmespath.compile(text)
    except (ValueError, LookupError, TypeError, AttributeError):
        return False
    return True
