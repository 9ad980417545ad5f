"""What the results of steps are called when a request speaks of them again."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from flowmason_assist.assist.plan.families import STORES
from flowmason_assist.assist.plan.material import is_writing
from flowmason_assist.assist.plan.plan import Step
from flowmason_assist.assist.understand.cues import stem
from flowmason_assist.assist.understand.outline.draft import Draft
from flowmason_assist.assist.understand.tokens import Kind
from flowmason_assist.assist.understand.understood import Understood
from flowmason_assist.assist.understand.verbs import is_verb, is_verb_and_noun
from flowmason_assist.assist.understand.words import word_set

# One line a component, or one of its fixed words: what is said of its result.
_TABLE = """
analyzer: analysis finding findings
analyzer=sentiment: sentiment sentiments mood moods tone feeling
analyzer=intent: intent intents intention
analyzer=topics: topic topics theme themes subject subjects
analyzer=entities: entity entities names people persons places
analyzer=keywords: keyword keywords tag tags terms
analyzer=language: language
analyzer=labels: label labels labelled category categories class classes classification tag tags
summarizer: summary summaries summarised summarized short shorter gist digest condensed recap
summarizer=headline: headline headlines title
summarizer=bullets: bullets points
translator: translation translations translated version
rewriter: reworded rewritten rewording rephrased rewrite wording version
improver: improved revised better version revision
critic: critique review judgement judgment criticism verdict feedback remarks
selector: chosen best better winner selected picked
combiner: merged combined briefing
generator: draft drafts drafted
chat: reply replies answer response
embedder: vector vectors embedding embeddings
filter: filtered reduced kept matching remaining remainder rest subset selected cleaned left
aggregate: figure figures number numbers
aggregate=sum: sum sums total totals
aggregate=avg: average averages mean means
aggregate=count: count counts number tally
aggregate=min: minimum minima lowest smallest
aggregate=max: maximum maxima highest biggest peak peaks
pandas: table
pandas=sort: sorted ranked ranking ordered
pandas=fillna: filled cleaned
pandas=drop: cleaned
join: joined merged matched combined match matches duplicates enriched
json_transform: reduced renamed flattened reshaped slimmed trimmed
loop: batches chunks
"""
_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_UNREAD_OPS = frozenset({"delete", "update", "execute", "incr"})
_WHOLE = frozenset(
    map(stem, word_set("original originals raw full complete touched entire source"))
)
"""What is said of what a chain of steps begins with."""
_ADDRESSES = word_set("bucket key redis s3 database collection path url endpoint api log pipeline")
_OF_MODELS = frozenset({"generator", "chat"})
_PASSING_ON = frozenset({"filter", "pandas", "json_transform", "join"})
_WORDS = re.compile(r"[^\W\d_]+")
_SURE, _ORIGINAL, _SPOKEN, _BESIDE = 2.0, 3.0, 1.0, 0.5
_HANDED_ON = 0.9


class Results:
    """The drafts of a request with what each of their results is called."""

    def __init__(self, understood: Understood, drafts: Sequence[Draft]) -> None:
        self._understood = understood
        self._drafts = drafts
        self._steps: list[Step] = []
        self._names: list[Mapping[str, float]] = []

    def add(self, step: Step) -> None:
        """Have the next step give what its draft and its settings say."""
        self._steps.append(step)
        self._names.append(self._called(len(self._names)))

    def change(self, step: Step) -> None:
        """Have the last step be another one."""
        self._steps.pop()
        self._names.pop()
        self.add(step)

    def gives(self, index: int) -> bool:
        """Whether a step gives something that can be spoken of."""
        return bool(self._names[index])

    def score(self, index: int, stems: Sequence[str]) -> float:
        """Say how well words fit to the result of a step; 0 for not at all."""
        return sum(self._names[index].get(each, 0.0) for each in stems)

    def reads(self, index: int) -> bool:
        """Whether a step fetches what others work on."""
        step = self._steps[index]
        if step.component not in STORES or is_writing(step):
            return False
        return step.text("method") not in _CHANGING and step.text("op") not in _UNREAD_OPS

    def _called(self, index: int) -> dict[str, float]:
        step = self._steps[index]
        names: dict[str, float] = {}
        reads = self.reads(index)
        if not reads and step.component not in _table():
            return names
        beside = _SPOKEN if reads or step.component in _OF_MODELS else _BESIDE
        _add(names, self._spoken(index), beside)
        for key in _keys(step):
            _add(names, _table().get(key, ()), _SURE)
        if reads:
            _add(names, _WHOLE, _ORIGINAL)
        _add(names, self._literals(index), _SPOKEN if step.component == "aggregate" else _SURE)
        if step.component in _PASSING_ON:
            before = next((at for at in reversed(range(index)) if self._names[at]), None)
            handed = {} if before is None else self._names[before]
            for name, weight in handed.items():
                if name not in _WHOLE:
                    names[name] = max(names.get(name, 0.0), weight * _HANDED_ON)
        return names

    def _literals(self, index: int) -> Iterator[str]:
        tokens = self._understood.slots.tokens
        named = (each for each in self._drafts[index].found if each.name != "labels")
        for each in named:
            yield from map(stem, _WORDS.findall(tokens[each.index].lower))

    def _spoken(self, index: int) -> Iterator[str]:
        """The nouns of a clause that asks for a step."""
        begin, end = segment(self._understood, self._drafts, index)
        for token in self._understood.slots.tokens[begin:end]:
            word = token.lower
            is_noun = token.kind is Kind.WORD and (not is_verb(word) or is_verb_and_noun(word))
            if is_noun and word not in _ADDRESSES:
                yield stem(word)


def is_result(word: str) -> bool:
    """Whether a word is what people call the result of some step."""
    return any(stem(word) in words for words in _table().values())


def segment(understood: Understood, drafts: Sequence[Draft], index: int) -> tuple[int, int]:
    """Give where the words of a step begin and end among those that its clause asks for."""
    slots, draft = understood.slots, drafts[index]
    starts = (*slots.starts, len(slots.tokens))
    begin, end = starts[draft.clause], starts[draft.clause + 1]
    own = _last_literal(draft)
    if own is None:
        return begin, end
    others = [
        last
        for each in drafts
        if each is not draft and each.clause == draft.clause
        if (last := _last_literal(each)) is not None
    ]
    begin = max((last + 1 for last in others if last < own), default=begin)
    end = end if all(last <= own for last in others) else own + 1
    return begin, end


def _last_literal(draft: Draft) -> int | None:
    return max((each.index for each in draft.found), default=None)


def _keys(step: Step) -> Iterator[str]:
    yield step.component
    if "labels" in step.settings:
        yield f"{step.component}=labels"
    for name in ("kind", "style", "fn", "op"):
        for value in step.settings.get(name, ()):
            yield f"{step.component}={value}"


def _add(
    names: dict[str, float], stems: Iterator[str] | Sequence[str] | frozenset[str], weight: float
) -> None:
    for each in stems:
        names[each] = max(names.get(each, 0.0), weight)


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    rows = (line.partition(":") for line in _TABLE.strip().splitlines())
    return {name: tuple(map(stem, words.split())) for name, _, words in rows}
