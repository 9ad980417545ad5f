"""Which parts of a string the engine resolves, and which it only seems to."""

import json

import pytest

from flowmason_assist.expr.escapes import decode, encode
from flowmason_assist.expr.nodes import LookAlikeKind
from flowmason_assist.expr.scanner import scan


def literal(value: str) -> str:
    """Give a string literal for a value."""
    return f'"{encode(value)}"'


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        ("{{input.a}}", ["input.a"]),
        ("{{ input.a }}", ["input.a"]),
        ("{{\n\tinput.a\n}}", ["input.a"]),
        ("Hello {{input.a}} and {{upstream.b.c}}!", ["input.a", "upstream.b.c"]),
        ("{{input.my key}}", ["input.my key"]),
        ("{{{input.a}}}", ["{input.a"]),
        ("{{{{input.a}}}}", ["{{input.a"]),
        ("{{input.a and {{input.b}}", ["input.a and {{input.b"]),
        ("{{ }}", [""]),
        ("{{}}", []),
        ("{{input.a", []),
        ("{{input.a}", []),
        ("{{input.a} }", []),
        ("{{input.a} {{input.b}}", ["input.b"]),
        ('{{ {"a": 1} }}', []),
        ("{input.a}", []),
        ("no braces at all", []),
    ],
)
def test_templates_are_those_of_the_engine(value: str, paths: list[str]) -> None:
    found = scan(decode(literal(value)))

    assert [template.path_text for template in found.templates] == paths


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("{{input.a}}", True),
        ("  {{input.a}}\n", True),
        ("{{input.a}}!", False),
        ("{{input.a}}{{input.b}}", False),
        ("{{{input.a}}}", False),
    ],
)
def test_a_string_that_is_one_template_keeps_its_type(value: str, whole: bool) -> None:  # noqa: FBT001
    found = scan(decode(literal(value)))

    assert {template.whole for template in found.templates} == {whole}


@pytest.mark.parametrize(
    "raw",
    [
        '"say {{ upstream.a-b.c d }} now"',
        r'"\n\t{{ upstream.a-b.c d }}"',
        r'"\u007b{ upstream\u002ea-b.\u0063 d }} now"',
    ],
)
def test_segments_have_their_place_in_the_file(raw: str) -> None:
    (template,) = scan(decode(raw)).templates

    assert [segment.name for segment in template.segments] == ["upstream", "a-b", "c d"]
    assert [json.loads(f'"{segment.span.of(raw)}"') for segment in template.segments] == [
        "upstream",
        "a-b",
        "c d",
    ]
    assert json.loads(f'"{template.path_span.of(raw)}"') == "upstream.a-b.c d"
    assert json.loads(f'"{template.span.of(raw)}"') == "{{ upstream.a-b.c d }}"


@pytest.mark.parametrize(
    ("value", "kind", "text", "path"),
    [
        ("see {{input.a and", LookAlikeKind.UNCLOSED, "{{input.a", "input.a"),
        ("see {{input.a} and", LookAlikeKind.HALF_CLOSED, "{{input.a}", "input.a"),
        ('{{ {"a": 1} }}', LookAlikeKind.BRACE_INSIDE, '{{ {"a": 1} }}', '{"a": 1}'),
        ("a {{}} b", LookAlikeKind.EMPTY, "{{}}", ""),
        ("a {input.b} c", LookAlikeKind.SINGLE, "{input.b}", "input.b"),
        ("a ${input.b} c", LookAlikeKind.DOLLAR, "${input.b}", "input.b"),
        ("{% if input.b %}x", LookAlikeKind.BLOCK, "{% if input.b %}", "if input.b"),
        ("{# why #}x", LookAlikeKind.BLOCK, "{# why #}", "why"),
        ("{{upstream.a.b}} {{input.c", LookAlikeKind.UNCLOSED, "{{input.c", "input.c"),
    ],
)
def test_look_alikes_pass_through(value: str, kind: LookAlikeKind, text: str, path: str) -> None:
    raw = literal(value)

    (found,) = scan(decode(raw)).look_alikes

    assert (found.kind, found.span.of(raw), found.path_text) == (kind, encode(text), path)


@pytest.mark.parametrize(
    "value", ["{{input.a}}", '{"a": {"b": 1}}', "a } b", "{ not a path }", "{a: 1}", "}}"]
)
def test_other_braces_are_no_look_alikes(value: str) -> None:
    assert scan(decode(literal(value))).look_alikes == ()


def test_braces_that_never_close_take_linear_time() -> None:
    """The engine's regular expression would need hours for this."""
    found = scan(decode('"' + "{{" * 500_000 + "} x" + '"'))

    assert found.templates == ()
