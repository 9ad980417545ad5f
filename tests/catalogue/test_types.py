"""Types are read from their JSON form and tell what the engine takes."""

import pytest

from flowmason_assist.catalogue.types import ANY, NULL, STR, Type, read_type


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("str", "str"),
        ({"list": "int"}, "list of int"),
        ({"dict": ["str", "any"]}, "dict"),
        ({"union": ["str", "null"]}, "str or null"),
        ({"union": []}, "nothing"),
        ({"literal": ["GET", 1, True]}, '"GET" or 1 or true'),
        ({"object": {"id": "str"}, "closed": True}, "dict"),
    ],
)
def test_forms(form: object, text: str) -> None:
    assert str(read_type(form)) == text  # type: ignore[arg-type]


def test_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="not the form of a type"):
        read_type({"tuple": []})


def test_known_keys_of_a_dict() -> None:
    kind = read_type({"object": {"id": "str"}})

    assert kind.field("id") == STR
    assert kind.field("name") is None
    assert not kind.closed


def test_any_may_be_null_but_the_engine_refuses_null_for_it() -> None:
    """The engine's coercion takes null only where the type is Optional."""
    assert ANY.nullable
    assert not ANY.takes_null
    assert read_type({"union": ["any", "null"]}).takes_null


def test_type_without_null() -> None:
    assert read_type({"union": ["str", "null"]}).required == STR
    assert str(read_type({"union": ["str", "int", "null"]}).required) == "str or int"
    assert NULL.required == NULL
    assert Type("union", (NULL,)).nullable
