"""Classes of words: other words for the same work, in any form."""

import pytest

from flowmason_assist.assist.understand.cues import cues


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("boiling it all down", "summary"),
        ("weed out the old ones", "where"),
        ("poke some holes in it", "critique"),
        ("stashed in a folder", "save"),
        ("should the call bomb", "failure"),
        ("a half-hour tl;dr", "summary"),
    ],
)
def test_words_are_known_in_other_forms_and_apart(words: str, name: str) -> None:
    assert name in {found for _, found in cues(words.split())}


def test_words_that_belong_together_count_only_together() -> None:
    assert "summary" not in {found for _, found in cues(["the", "water", "boils"])}


def test_a_cue_stands_where_its_first_word_does() -> None:
    assert (1, "summary") in set(cues(["please", "summarise", "it"]))
