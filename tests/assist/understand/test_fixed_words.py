"""Fixed words of settings are read from how people say them."""

import pytest

from flowmason_assist.assist.plan.vocabulary import vocabulary
from flowmason_assist.assist.understand.signs.fixed_words import words_said


@pytest.mark.parametrize(
    ("text", "setting", "words"),
    [
        ("sum up the takings per shop", "aggregate.fn", {"sum"}),
        ("the lowest and the highest mark for each subject", "aggregate.fn", {"min", "max"}),
        ("where price is empty in the sheet it should say 0", "pandas.op", {"fillna"}),
        ("lose the column phone", "pandas.op", {"drop"}),
        ("the ten dearest on the list", "pandas.order", {"desc"}),
        ("one more on covers:tonight", "redis.op", {"incr"}),
        ("nuke everything in the collection ghosts", "mongodb.op", {"delete"}),
        ("get rid of drafts/old.md in the bucket", "s3.op", {"delete"}),
        ("at the bottom of ledger.txt", "local_file.op", {"append"}),
        ("the rest goes there with PATCH", "http_request.method", {"PATCH"}),
        ("put a patch on it", "http_request.method", set()),
        ("unmatched lines on either side stay", "join.how", {"outer"}),
    ],
)
def test_words_are_read_from_what_is_said(text: str, setting: str, words: set[str]) -> None:
    component, _, name = setting.partition(".")

    assert words_said(text, component, name) == words


def test_only_words_that_a_setting_knows_are_said() -> None:
    everything = "sum average count sort blanks read write delete error inner POST bullets mood"
    known = vocabulary()

    for component in known.values():
        for name, setting in component.settings.items():
            assert words_said(everything, component.name, name) <= set(setting.words)
