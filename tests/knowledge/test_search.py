"""Questions find the sections that answer them, in other words and misspelt."""

from collections.abc import Iterator

import pytest

from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.knowledge.index import Guide, index, open_guide
from flowmason_assist.knowledge.lexicon import Lexicon, read_lexicon
from flowmason_assist.knowledge.query import read_query
from flowmason_assist.knowledge.read import read_page
from flowmason_assist.knowledge.search import search
from flowmason_assist.resources import folder

PAGE = """# Page

What stands before the first heading belongs to none.

## First

One sentence.
- `item` of a list.

```json broken
{}
```

## Second

Another `component_type` sentence.
"""


@pytest.fixture(scope="module")
def guide() -> Iterator[Guide]:
    """Give the guide that we ship, indexed once."""
    opened = open_guide(folder("guide"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Give the words that go with it."""
    return read_lexicon(folder("guide"), load_catalogue(folder("schemas")))


def headings(question: str, guide: Guide, lexicon: Lexicon) -> list[str]:
    """Give the headings that a question finds, best first."""
    hits = search(read_query(question, guide, lexicon), guide, lexicon)
    return [hit.section.heading for hit in hits]


def test_a_page_is_read_into_sections() -> None:
    first, second = read_page("page", PAGE)

    assert (first.page, first.title, first.heading) == ("page", "Page", "First")
    assert first.sentences == ("One sentence.", "`item` of a list.")
    assert [(sample.info, sample.text) for sample in first.samples] == [("json broken", "{}\n")]
    assert second.name == "Page: Second"


def test_words_are_found_in_any_form_and_identifiers_in_parts() -> None:
    small = index(tuple(read_page("page", PAGE)))

    assert small.sections_with("sentences") == {0, 1}
    assert small.sections_with("component_type") == {1}
    assert small.sections_with("component type") == {1}
    assert small.sections_with("second", "heading") == {1}
    assert small.sections_with('"quoted" (oddly:') == frozenset()
    small.close()


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("How do I iterate over an array?", "Loop over a list with foreach"),
        ("how do i iterrate over an aray", "Loop over a list with foreach"),
        ("where do API keys go", "Where API keys go"),
        ("what does for-each do", "What foreach does"),
        ("http-request component", "What http_request does"),
        ("do sub-pipelines run", "Call another pipeline"),
        ("how do I retry a stage", "Retry a stage"),
        ("largest timeout_ms", "Timeouts of a stage"),
        ("whats the diffrence betwen contnue and propogate", "Go on after an error"),
        ("which model is used when flowmason.json names none", "Choose a model"),
        ("what does the component summarizer output", "Outputs of summarizer"),
    ],
)
def test_a_question_finds_its_section(
    question: str, heading: str, guide: Guide, lexicon: Lexicon
) -> None:
    assert heading in headings(question, guide, lexicon)[:2]


def test_words_of_the_lexicon_stand_in_the_guide(guide: Guide, lexicon: Lexicon) -> None:
    meant = {each for meanings in lexicon.meanings.values() for each in meanings}

    assert [each for each in sorted(meant) if not guide.sections_with(each)] == []


@pytest.mark.parametrize("question", ["", "?", "the of and", "\x00", "日本語", '"" NEAR( OR *'])
def test_odd_questions_find_little_and_break_nothing(
    question: str, guide: Guide, lexicon: Lexicon
) -> None:
    assert len(headings(question, guide, lexicon)) <= 5
