"""The schemas of replies are those of the types."""

from tools import replies


def test_the_schemas_are_fresh() -> None:
    outdated = [
        path.name
        for path, text in replies.schemas().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]

    assert not outdated, "run `make docs`"
