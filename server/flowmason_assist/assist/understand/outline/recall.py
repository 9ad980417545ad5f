"""
Which earlier result a step works on, where its clause speaks of one.

"The Polish version goes to …" keeps what was translated, whatever stands between, and asks for no
second translation.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from flowmason_assist.assist.plan.material import MAIN, is_sending, is_writing
from flowmason_assist.assist.plan.plan import Reference, Step
from flowmason_assist.assist.plan.vocabulary import vocabulary
from flowmason_assist.assist.understand.cues import stem
from flowmason_assist.assist.understand.features import shape
from flowmason_assist.assist.understand.outline.draft import Draft
from flowmason_assist.assist.understand.outline.fixed import fixed_word
from flowmason_assist.assist.understand.outline.mentions import (
    Mention,
    lettered,
    mentions,
    stands_alone,
)
from flowmason_assist.assist.understand.outline.results import Results, segment
from flowmason_assist.assist.understand.outline.settings import said
from flowmason_assist.assist.understand.understood import Understood

_SINKS = frozenset(
    {"local_file", "s3", "redis", "postgres", "mongodb", "output_router", "http_request", "logger"}
    | {"variable_set"}
)
_MAKERS = frozenset(
    {"analyzer", "summarizer", "translator", "rewriter", "improver", "critic", "aggregate", "join"}
    | {"pandas", "combiner", "selector", "filter"}
)
TAKES: Mapping[str, tuple[str, ...]] = {
    **{name: (setting,) for name, setting in MAIN.items()},
    **dict.fromkeys(("filter", "aggregate", "pandas", "json_transform"), ("data",)),
    **dict.fromkeys(("foreach", "loop"), ("items",)),
    "generator": ("about",),
    "combiner": ("inputs",),
    "selector": ("candidates",),
    "join": ("left", "right"),
}
"""The settings that say what a step works on; two where it is two things."""
_TURNED: Mapping[str, Mapping[str, str]] = {
    "local_file": {"read": "write", "read_csv": "write", "list": "write"},
    "s3": {"download": "upload"},
    "redis": {"get": "set"},
}
_READING = frozenset({"read", "read_csv", "download", "get"})
_PAIRED = frozenset(map(stem, ("former", "latter")))
_SAID = 0.5
_DEFINITE, _BARE = 1.0, 2.0
"""How well words must fit to a result to mean it: with an article or so, and without."""


class Recall:
    """The drafts of a request, and which of their results each clause speaks of."""

    def __init__(self, understood: Understood, drafts: Sequence[Draft]) -> None:
        self._understood = understood
        self._drafts = drafts
        self._results = Results(understood, drafts)
        self.steps: list[Step] = []
        """The steps of the drafts, without what they refer to."""
        self.sources: list[tuple[int, ...]] = []
        """For each step the numbers of those that it works on, where its words name any."""
        for index, draft in enumerate(drafts):
            step = said(understood, draft)
            self._results.add(step)
            sources = tuple(self._sources(index, step))
            if draft.component in _TURNED and (sources or self._is_end(index)):
                step = _writing(step)
                self._results.change(step)
            self.sources.append(tuple(at + 1 for at in sources))
            self.steps.append(step)

    def _is_end(self, index: int) -> bool:
        """Whether nothing could work on what a step reads, and much on what it would keep."""
        later = self._drafts[index + 1 :]
        op = vocabulary()[self._drafts[index].component].settings["op"]
        likeliest = fixed_word(self._understood, self._drafts[index], op, _SAID)
        return (
            any(self._results.gives(at) for at in range(index))
            and all(each.component in _SINKS for each in later)
            and not _READING.intersection(likeliest)
        )

    def _sources(self, index: int, step: Step) -> Iterator[int]:
        takes = TAKES.get(step.component, ())
        is_given = any(name in step.settings for name in takes) or "sql" in step.settings
        if not takes or is_given or self._is_made_here(index):
            return
        is_sink = is_writing(_writing(step)) or is_sending(step)
        if step.component in _SINKS and not is_sink:
            return
        found = list(self._lettered(index))[:1]
        for mention in self._mentions(index):
            if is_sink or mention.is_definite:
                meant = self._meant(mention, index)
                found.extend(at for at in meant if not self._is_own(mention, index, at))
        several = len(takes) > 1 or vocabulary()[step.component].settings[takes[0]].several
        distinct = tuple(dict.fromkeys(found))
        yield from distinct if several and not is_sink else distinct[:1]

    def stands_alone(self, index: int) -> bool:
        """Whether a step has nothing to do with what the one before it made."""
        return stands_alone(self._understood.slots, *segment(self._understood, self._drafts, index))

    def is_repeated(self, index: int) -> bool:
        """Whether a step would make again what its clause only speaks of."""
        draft = self._drafts[index]
        before = [at for at in self._made_before(index) if self._is_same(at, index)]
        if draft.component not in _MAKERS or not before:
            return False
        evidence = self._evidence(draft)
        return any(
            mention.first <= evidence <= mention.last
            and not set(before).isdisjoint(self._meant(mention, index))
            for mention in self._mentions(index)
            if mention.is_definite
        )

    def _mentions(self, index: int) -> Iterator[Mention]:
        yield from mentions(self._understood.slots, *segment(self._understood, self._drafts, index))

    def _meant(self, mention: Mention, index: int) -> Iterator[int]:
        """Give the steps that words mean, the last one of those to which they fit best."""
        draft = self._drafts[index]
        scored = [
            (self._results.score(at, mention.stems), at)
            for at in range(index)
            if self._drafts[at].clause <= draft.clause
        ]
        if mention.count > 1:
            yield from self._several(mention.count, scored)
            return
        best, at = max(scored, default=(0.0, 0))
        if _PAIRED.isdisjoint(mention.stems):
            if best >= (_DEFINITE if mention.is_definite else _BARE):
                yield at
            return
        alike = self._pair(index)
        if alike:
            yield alike[stem("former") not in mention.stems]

    def _several(self, count: int, scored: Sequence[tuple[float, int]]) -> Iterator[int]:
        """Give as many steps as words count, those that they name or else the last ones."""
        named = [at for score, at in scored if score >= _DEFINITE]
        made = [at for _, at in scored if self._results.gives(at) and not self._results.reads(at)]
        for found in (named, made):
            if len(found) >= count:
                yield from found[-count:]
                return

    def _pair(self, index: int) -> tuple[int, int] | None:
        """Give the last two steps of one kind, "the former" and "the latter"."""
        giving = [at for at in range(index) if self._results.gives(at)]
        alike = (
            (first, second)
            for first, second in pairwise(giving)
            if self._drafts[first].component == self._drafts[second].component
        )
        return max(alike, default=None)

    def _lettered(self, index: int) -> Iterator[int]:
        """Give the step whose words followed a letter that the words of another one repeat."""
        begin, end = segment(self._understood, self._drafts, index)
        labels = lettered(self._understood.slots)
        firsts = sorted(places[0] for places in labels.values())
        for places in labels.values():
            if any(begin <= at < end for at in places[1:]):
                last = next((at for at in firsts if at > places[0]), places[1])
                made = [at for at in range(index) if places[0] <= self._place(at) < last]
                yield from (at for at in reversed(made) if self._results.gives(at))

    def _place(self, index: int) -> int:
        """Give the token that shows where a request asks for a step."""
        draft, slots = self._drafts[index], self._understood.slots
        own = [each.index for each in draft.found]
        if draft.part is not None:
            part = range(draft.part.start, draft.part.end)
            inside = [at for at, each in enumerate(slots.tokens) if each.span.start in part]
            own = [at for at in inside if at in own] or inside
        return min(own, default=self._evidence(draft))

    def _is_own(self, mention: Mention, index: int, at: int) -> bool:
        """Whether words name what a step makes itself rather than what it works on."""
        if self._drafts[index].component in _SINKS:
            return False
        own, other = (self._results.score(each, mention.stems) for each in (index, at))
        return own >= other

    def _made_before(self, index: int) -> Iterator[int]:
        draft = self._drafts[index]
        for at in range(index):
            each = self._drafts[at]
            if each.component == draft.component and each.clause < draft.clause:
                yield at

    def _is_same(self, at: int, index: int) -> bool:
        """Whether a step says nothing that an earlier one does not say."""
        draft, before = self._drafts[index], self._drafts[at]
        tokens = self._understood.slots.tokens
        said_before = {tokens[each.index].lower for each in before.found}
        words = (
            (name, word)
            for name, setting in vocabulary()[draft.component].settings.items()
            if setting.words
            for word in fixed_word(self._understood, draft, setting, _SAID)
        )
        return all(tokens[each.index].lower in said_before for each in draft.found) and all(
            word in self.steps[at].settings.get(name, ()) for name, word in words
        )

    def _evidence(self, draft: Draft) -> int:
        """Give the token of a clause that speaks most for a step."""
        slots, model = self._understood.slots, self._understood.models["clause"]
        starts = (*slots.starts, len(slots.tokens))
        words = range(starts[draft.clause], starts[draft.clause + 1])
        return max(
            [at for at in words if slots.tokens[at].is_slot] or words,
            key=lambda at: model.weight(shape(slots.tokens[at]), draft.component),
        )

    def _is_made_here(self, index: int) -> bool:
        """Whether the clause of a step asks for something else that the step then works on."""
        draft = self._drafts[index]
        return any(
            each.clause == draft.clause and self._results.gives(at) and not self._results.reads(at)
            for at, each in enumerate(self._drafts[:index])
        )


def _writing(step: Step) -> Step:
    """Give a step that keeps what it was thought to read."""
    turned = _TURNED.get(step.component, {}).get(step.text("op") or "")
    if turned is None:
        return step
    return step.model_copy(update={"settings": {**step.settings, "op": (turned,)}})


def assigned(component: str, sources: Sequence[Reference]) -> dict[str, tuple[Reference, ...]]:
    """Give the settings of a step that works on some things; none where there are too few."""
    takes = TAKES.get(component, ())
    if len(takes) > 1:
        both = zip(takes, sources, strict=False)
        return {name: (one,) for name, one in both} if len(sources) == len(takes) else {}
    return dict.fromkeys(takes, tuple(sources)) if sources else {}


def without_repeated(understood: Understood, drafts: Sequence[Draft]) -> list[Draft]:
    """Give the drafts without those that would make again what is only spoken of."""
    recall = Recall(understood, drafts)
    return [draft for index, draft in enumerate(drafts) if not recall.is_repeated(index)]
