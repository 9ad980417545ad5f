"""Takes an answer out of the guide: the sentences of the best sections that fit a question."""

from collections.abc import Sequence
from dataclasses import dataclass

from flowmason_assist.knowledge.query import Query
from flowmason_assist.knowledge.search import Hit
from flowmason_assist.knowledge.section import Sample, Section

MOST_SECTIONS = 3

_CLOSE = 0.66  # Of the best section's score: another one that says something too.
_MOST_SENTENCES = (8, 4, 2)  # Of the best section, the second, the third.
_LIST_SHARE = 0.6  # Of the best item's weight: other items of a list worth quoting.
# Those who begin like this want to know something rather than to write it.
_ASKS_WHAT = frozenset(
    (
        *("why", "is", "are", "can", "does", "do", "did", "who", "when", "which"),
        *("how many", "how long", "what happens", "what does"),
    )
)


@dataclass(frozen=True, slots=True)
class Extract:
    """An answer in the guide's own words, as Markdown, and the sections it is taken from."""

    text: str
    sections: tuple[Section, ...]


def extract(query: Query, hits: Sequence[Hit]) -> Extract:
    """Give the answer that the best sections hold; `hits` has at least one, best first."""
    best = hits[0]
    chosen = [best, *(hit for hit in hits[1:MOST_SECTIONS] if _adds(hit, best))]
    parts = [_text(hit, most) for hit, most in zip(chosen, _MOST_SENTENCES, strict=False)]
    parts += (_fenced(sample) for sample in best.section.samples[:1] if _helps(query, sample))
    return Extract("\n\n".join(filter(None, parts)), tuple(hit.section for hit in chosen))


def _adds(hit: Hit, best: Hit) -> bool:
    # One part of a page of reference is what was asked for; the others are not.
    is_same_reference = best.section.is_reference and hit.section.page == best.section.page
    return hit.score >= _CLOSE * best.score and not is_same_reference


def _helps(query: Query, sample: Sample) -> bool:
    """Whether code helps: commands always do, whole files only those who want to write one."""
    language, _, kind = sample.info.partition(" ")
    if language == "sh" or kind == "broken":
        return kind != "broken"
    return _ASKS_WHAT.isdisjoint((query.said[0], " ".join(query.said[:2])))


def _fenced(sample: Sample) -> str:
    return f"```{sample.info.split(' ')[0]}\n{sample.text}```"


def _text(hit: Hit, most: int) -> str:
    sentences = _sentences(hit, most)
    if hit.section.is_list:
        return "\n".join(f"- {sentence}" for sentence in sentences)
    return " ".join(sentences)


def _sentences(hit: Hit, most: int) -> list[str]:
    """Give the sentences that fit best, in their own order."""
    places = range(len(hit.weights))
    ranked = sorted(places, key=lambda place: (-hit.weights[place], place))
    if hit.section.is_list:
        least = _LIST_SHARE * max(hit.weights, default=0.0)
        kept = [place for place in ranked if hit.weights[place] >= least][:most]
    else:
        # The first sentence says what a section is about.
        kept = [0, *(place for place in ranked if place)][:most] if hit.weights else []
    return [hit.section.sentences[place] for place in sorted(kept)]
