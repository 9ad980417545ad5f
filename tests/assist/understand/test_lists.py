"""What is listed together belongs to the same setting."""

import pytest

from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.outline.draft import Found
from flowmason_assist.assist.understand.outline.lists import complete_lists


@pytest.mark.parametrize(
    ("request_", "component", "name", "known", "expected"),
    [
        ("keep name, price and ean", "json_transform", "pick", ["name", "price"], "name price ean"),
        ("it must have id, athlete, seal", "schema_validate", "require", ["id"], "id athlete seal"),
        ('sort it into "a", "b" or "c"', "analyzer", "labels", ["b", "c"], "a b c"),
        ("must have id + plan + seats", "schema_validate", "require", ["id"], "id plan seats"),
        ("sum price per region and log it", "aggregate", "by", ["region"], "region"),
        ("fill seat, I mean seat", "pandas", "by", ["seat", "seat"], "seat"),
        ("order the column by tax_code", "pandas", "by", ["column", "tax_code"], "tax_code"),
    ],
)
def test_lists_are_completed(
    request_: str, component: str, name: str, known: list[str], expected: str
) -> None:
    slots = extract(request_)
    texts = [token.text for token in slots.tokens]
    indexes: list[int] = []
    for word in known:
        indexes.append(texts.index(word, indexes[-1] + 1 if indexes else 0))
    found = {
        (component, 0): [
            Found(f"<{slots.tokens[at].kind}{slots.tokens[at].number}>", at, name) for at in indexes
        ]
    }

    complete_lists(slots, found)

    assert " ".join(texts[each.index] for each in found[component, 0]) == expected
