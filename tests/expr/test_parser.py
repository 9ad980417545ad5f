"""What authors mean by templates that the engine does not have."""

import pytest

from flowmason_assist.expr.nodes import Form, TroubleKind
from flowmason_assist.expr.parser import intent_of, read

FORMS = [
    ("input.a", Form.PORTABLE, "input.a"),
    ("input", Form.PORTABLE, "input"),
    ("upstream.1.a-b.my key", Form.PORTABLE, "upstream.1.a-b.my key"),
    ("env.KEY", Form.PORTABLE, "env.KEY"),
    ("context.run_id", Form.PORTABLE, "context.run_id"),
    ("stages.x.output.f.g", Form.STAGES_OUTPUT, "upstream.x.f.g"),
    ("stages.x.f", Form.STAGES, "upstream.x.f"),
    ("upstream.x.output.f", Form.UPSTREAM_OUTPUT, "upstream.x.f"),
    ("upstream.x.output", Form.UPSTREAM_OUTPUT, "upstream.x"),
    ("x.output.f", Form.STAGE_OUTPUT, "upstream.x.f"),
    ("topic", Form.NAME, "input.topic"),
    ("x.f", Form.PATH, "upstream.x.f"),
    ("item", Form.LOOP, "context.item"),
    ("item.f", Form.LOOP, "context.item.f"),
    ("index", Form.LOOP, "context.index"),
    ("this.f", Form.LOOP, "context.item.f"),
    ("INPUT.a", Form.WRONG_CASE, "input.a"),
    ("Upstream.x.f", Form.WRONG_CASE, "upstream.x.f"),
    ("variables.a", Form.VARIABLES, "context.a"),
    ("secrets.KEY", Form.SECRETS, "env.KEY"),
    ("inputs.a", Form.ALIAS, "input.a"),
    ("steps.x.output.f", Form.ALIAS, "upstream.x.f"),
]


@pytest.mark.parametrize(("path", "form", "portable"), FORMS)
def test_a_plain_path_has_a_form_and_no_trouble(path: str, form: Form, portable: str) -> None:
    meant = intent_of(path)

    assert read(path) == (form, None)
    assert meant is not None
    assert (meant.path, meant.rest) == (portable, "")


TROUBLES = [
    ("input.l[0].n", TroubleKind.INDEX, "[0]", "input.l", "[0].n"),
    ("input.l.0", TroubleKind.NUMBER, "0", "input.l", ".0"),
    ('input["s"].t', TroubleKind.QUOTED_KEY, '["s"]', "input.s.t", ""),
    ("input.s | upper", TroubleKind.FILTER, "|", "input.s", " | upper"),
    ("input.n > 3", TroubleKind.OPERATOR, ">", "input.n", " > 3"),
    ("input.n + 1", TroubleKind.OPERATOR, "+", "input.n", " + 1"),
    ("input.n - 1", TroubleKind.OPERATOR, "-", "input.n", " - 1"),
    ('input.s or "x"', TroubleKind.OPERATOR, "or", "input.s", ' or "x"'),
    ("input.a ?? input.b", TroubleKind.OPERATOR, "??", "input.a", " ?? input.b"),
    ("input.a || input.b", TroubleKind.OPERATOR, "||", "input.a", " || input.b"),
    ("input.a if input.b", TroubleKind.OPERATOR, "if", "input.a", " if input.b"),
    ("input.s.upper()", TroubleKind.CALL, "upper(", "input.s", ".upper()"),
    ("stages.x.output.l[0]", TroubleKind.INDEX, "[0]", "upstream.x.l", "[0]"),
    ("input .a", TroubleKind.SPACED_DOT, " .", "input.a", ""),
    ("input..a", TroubleKind.EMPTY_SEGMENT, ".", "input.a", ""),
    ("{input.a", TroubleKind.BRACE, "{", "input.a", ""),
    ("{{input.a", TroubleKind.OPENING, "{{", "input.a", ""),
    ("input.a and {{input.b", TroubleKind.OPENING, "{{", "input.a", " and {{input.b"),
    ("$input.a", TroubleKind.SYMBOL, "$", "input.a", ""),
    ("$.input.a", TroubleKind.SYMBOL, "$", "input.a", ""),
]


@pytest.mark.parametrize(("path", "kind", "text", "portable", "rest"), TROUBLES)
def test_what_is_no_path_is_pointed_out(
    path: str, kind: TroubleKind, text: str, portable: str, rest: str
) -> None:
    _, trouble = read(path)
    meant = intent_of(path)

    assert trouble is not None
    assert (trouble[0], trouble[1].of(path)) == (kind, text)
    assert meant is not None
    assert (meant.path, meant.rest) == (portable, rest)


@pytest.mark.parametrize(
    ("path", "form", "kind"),
    [
        ("", Form.EMPTY, TroubleKind.EMPTY),
        ("now()", Form.EXPRESSION, TroubleKind.CALL),
        ("len(input.a) > 2", Form.EXPRESSION, TroubleKind.CALL),
        ('"text"', Form.EXPRESSION, TroubleKind.LITERAL),
        ("3.5", Form.EXPRESSION, TroubleKind.LITERAL),
        ("true", Form.EXPRESSION, TroubleKind.LITERAL),
        ("not input.a", Form.EXPRESSION, TroubleKind.OPERATOR),
        ("#if input.a", Form.BLOCK, TroubleKind.BLOCK),
        ("/if", Form.BLOCK, TroubleKind.BLOCK),
        ("else", Form.BLOCK, TroubleKind.BLOCK),
        ("- input.a -", Form.BLOCK, TroubleKind.BLOCK),
    ],
)
def test_what_begins_with_no_path_means_no_reference(
    path: str, form: Form, kind: TroubleKind
) -> None:
    found, trouble = read(path)

    assert found == form
    assert trouble is not None
    assert trouble[0] == kind
    assert intent_of(path) is None


@pytest.mark.parametrize("path", ["endpoint", "input.order", "input.is-new", "input.user's name"])
def test_words_that_only_contain_an_operator_are_no_trouble(path: str) -> None:
    assert read(path)[1] is None


def test_long_texts_take_linear_time() -> None:
    for piece in ("a", "a.", "a ", "a(", "[", '["', " ", "1", "'", "-", "a-"):
        read("input." + piece * 100_000 + "}")
