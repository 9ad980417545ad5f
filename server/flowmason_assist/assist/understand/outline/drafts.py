"""The steps that a request seems to ask for, with their literals, in the order of the words."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flowmason_assist.assist.plan.vocabulary import Setting, vocabulary
from flowmason_assist.assist.understand.comparisons import Comparison
from flowmason_assist.assist.understand.features import of_token, shown
from flowmason_assist.assist.understand.outline.asked import asked_in
from flowmason_assist.assist.understand.roles import MORE, NONE, roles_for
from flowmason_assist.assist.understand.signs.fixed_words import words_said
from flowmason_assist.assist.understand.tokens import Kind
from flowmason_assist.assist.understand.understood import Understood
from flowmason_assist.assist.understand.weights import Linear
from flowmason_assist.assist.understand.words import word_set

# What fixed words must reach, each, to be wanted of a step of their own: "topics and sentiment".
_SURE = 0.6
# How much likelier a fixed word is that is said in so many words.
_SAID = 0.55
# How much less a slot is believed to be nothing: most slots are, so that models overdo it.
_NOTHING = 2.0
# In which order what one clause asks for runs: what reads, what steers, what works, what writes.
_ORDER = (
    *("trycatch", "http_request<", "mongodb<", "local_file<", "s3<", "redis<", "postgres<"),
    *("loop", "join", "sql", "filter", "foreach", "analyzer", "aggregate", "pandas"),
    *("schema_validate", "router", "return", "conditional", "embedder", "generator"),
    *("summarizer", "selector", "translator", "rewriter", "json_transform", "chat", "combiner"),
    *("critic", "improver", "s3>", "output_router", "mongodb>", "postgres>", "http_request>"),
    *("variable_set", "local_file>", "redis>", "error_router", "logger"),
)
# Who takes literals of a kind that are left over, and as what.
_OWNERS: Mapping[Kind | None, Mapping[str, str]] = {
    Kind.URL: {"http_request": "url", "output_router": "url", "error_router": "url"},
    Kind.PATH: {"local_file": "path", "s3": "key"},
    Kind.LANGUAGE: {"translator": "to"},
}
_LEFT = 0.05
# Who compares, the likeliest first where several stand in one clause.
_COMPARING = ("filter", "mongodb", "foreach", "conditional", "return")
_CHOICES = frozenset({"router", "conditional"})
_OF_ALL = frozenset({"aggregate", "pandas", "join", "sql", "loop"})
_OF_A_LOOP = frozenset({"foreach", "filter"})
_TEXT_WORK = frozenset({"generator", "summarizer", "translator", "rewriter", "analyzer"})
_WRITING = word_set("POST PUT PATCH write append upload insert execute update set push")


@dataclass(frozen=True, slots=True)
class Found:
    """A literal that was found: its pointer, where it begins, and what it is to its step."""

    pointer: str
    index: int
    """The index of its first token."""
    name: str
    """Its role, without the component."""


@dataclass(slots=True)
class Draft:
    """A step that a clause seems to ask for."""

    component: str
    clause: int
    found: list[Found] = field(default_factory=list)
    compared: list[Comparison] = field(default_factory=list)
    number: int = 0
    """Which of the steps of its component this is in its clause, counted from 0."""

    def of(self, name: str) -> list[Found]:
        """The literals of one role."""
        return [each for each in self.found if each.name == name]


def drafts(understood: Understood) -> list[Draft]:
    """The steps that a request asks for, in the order in which they run."""
    asked = asked_in(understood)
    found = _found(understood, asked)
    _take_up_left(understood, asked, found)
    made = [
        draft
        for clause in _running_order(understood, asked)
        for draft in sorted(
            (
                each
                for name in asked[clause]
                for each in _instances(understood, name, clause, found)
            ),
            key=lambda each: _rank(understood, each, asked[each.clause]),
        )
    ]
    _give_homeless(made, found)
    _list_labels(understood, made)
    for read in understood.slots.comparisons:
        clause = understood.slots.clause_of(read.first)
        here = [draft for draft in made if draft.clause == clause and draft.component in _COMPARING]
        if here:
            min(here, key=lambda draft: _COMPARING.index(draft.component)).compared.append(read)
    return _merged(made)


def _list_labels(understood: Understood, made: Sequence[Draft]) -> None:
    """Have found out which of the labels fits that the request lists and comes back to."""
    guards = (guard for guard in understood.slots.guards if guard and guard.label)
    listed = sorted({at for guard in guards if guard.label for at in guard.label.among})
    sorting = [draft for draft in made if draft.component == "analyzer" and draft.of("labels")]
    if listed and sorting:
        tokens = understood.slots.tokens
        sorting[0].found = [
            *(each for each in sorting[0].found if each.name != "labels"),
            *(
                Found(f"<{tokens[at].kind}{tokens[at].number}>", at, "labels")
                for at in listed
                if tokens[at].is_slot
            ),
        ]


def _merged(made: Sequence[Draft]) -> list[Draft]:
    """
    The drafts, those put together that two clauses say of one loop: "for each …, but only …".

    A loop around what works on all items at once, as in "the total for each country", is none.
    """
    kept: list[Draft] = []
    for draft in made:
        if kept and kept[-1].component == "foreach":
            if draft.component in _OF_A_LOOP:
                kept[-1].found.extend(draft.found)
                kept[-1].compared.extend(draft.compared)
                continue
            if draft.component in _OF_ALL:
                kept.pop()
        kept.append(draft)
    return kept


def fixed_word(understood: Understood, draft: Draft, setting: Setting, least: float) -> list[str]:
    """The fixed words that a step seems to want for a setting, the likeliest first."""
    chances = understood.candidates.clauses[draft.clause]
    clause = understood.slots.clauses[draft.clause]
    said = words_said(clause.of(understood.request), draft.component, setting.name)
    scored = sorted(
        (
            (
                chances.get(f"{draft.component}.{setting.name}={word}", 0.0)
                + (_SAID if word in said else 0.0),
                word,
            )
            for word in setting.words
        ),
        reverse=True,
    )
    return [word for chance, word in scored if chance >= least]


def _found(
    understood: Understood, asked: Sequence[Sequence[str]]
) -> dict[tuple[str, int], list[Found]]:
    """The literals of each component, by the clause in which they stand."""
    slots, model = understood.slots, understood.models["role"]
    every = frozenset(name for names in asked for name in names)
    allowed = {role for name in every for role in roles_for(name)} | {NONE, MORE}
    found: dict[tuple[str, int], list[Found]] = defaultdict(list)
    open_: tuple[str, int, int, str] | None = None
    for index, token in enumerate(slots.tokens):
        if not token.is_slot:
            continue
        clause = slots.clause_at(token.span.start)
        here = frozenset(asked[clause])
        ranked = model.ranked(of_token(slots, index, here, every - here), allowed)
        role = _best(ranked, continues=open_ is not None)
        pointer = f"<{token.kind}{token.number}>"
        if role == MORE and open_ is not None:
            component, at, first, name = open_
            start = found[component, at][-1].pointer.partition(">")[0] + ">"
            found[component, at][-1] = Found(start + pointer, first, name)
        elif role in {NONE, MORE}:
            open_ = None
        else:
            component, _, name = role.partition(".")
            found[component, clause].append(Found(pointer, index, name))
            open_ = (component, clause, index, name)
    return found


def _take_up_left(
    understood: Understood,
    asked: Sequence[list[str]],
    found: dict[tuple[str, int], list[Found]],
) -> None:
    """
    Give literals that nobody wants to who most likely does, and have it asked for.

    A URL or a path is never said for nothing.
    """
    taken = {each.index for literals in found.values() for each in literals}
    slots = understood.slots
    for index, token in enumerate(slots.tokens):
        owners = _OWNERS.get(token.kind) if token.is_slot and index not in taken else None
        if not owners:
            continue
        clause = slots.clause_at(token.span.start)
        chances = understood.candidates.clauses[clause]
        owner = max(owners, key=lambda name: chances.get(name, 0.0))
        if chances.get(owner, 0.0) >= _LEFT:
            if owner not in asked[clause]:
                asked[clause].append(owner)
            literal = Found(f"<{token.kind}{token.number}>", index, owners[owner])
            found.setdefault((owner, clause), []).append(literal)


def _best(ranked: Sequence[tuple[float, str]], *, continues: bool) -> str:
    adjusted = (
        (score - _NOTHING if role == NONE else score, role)
        for score, role in ranked
        if continues or role != MORE
    )
    return max(adjusted)[1]


def _instances(
    understood: Understood,
    component: str,
    clause: int,
    found: Mapping[tuple[str, int], list[Found]],
) -> Iterator[Draft]:
    """One draft, or as many as there are values of a setting that takes one."""
    literals = found.get((component, clause), [])
    settings = vocabulary()[component].settings
    counts = [
        len([each for each in literals if each.name == name])
        for name, setting in settings.items()
        if not setting.several
    ]
    wanted = [
        len(fixed_word(understood, Draft(component, clause), setting, _SURE))
        for setting in settings.values()
        if setting.words and not setting.several
    ]
    count = max((*counts, *wanted, 1))
    for number in range(count):
        draft = Draft(component, clause, number=number)
        for name in dict.fromkeys(each.name for each in literals):
            of_name = [each for each in literals if each.name == name]
            single = name in settings and not settings[name].several
            draft.found.extend([of_name[min(number, len(of_name) - 1)]] if single else of_name)
        yield draft


def _give_homeless(made: Sequence[Draft], found: Mapping[tuple[str, int], list[Found]]) -> None:
    """Give literals that stand in clauses of their own to the nearest step that may have them."""
    for (component, clause), literals in found.items():
        owners = [draft for draft in made if draft.component == component]
        if not owners or any(draft.clause == clause for draft in owners):
            continue
        for literal in literals:
            free = [draft for draft in owners if not draft.of(literal.name)] or owners
            nearest = min(free, key=lambda draft: (abs(draft.clause - clause), draft.clause))
            if (
                not nearest.of(literal.name)
                or vocabulary()[component].settings.get(literal.name, _SEVERAL).several
            ):
                nearest.found.append(literal)


_SEVERAL = Setting("", frozenset(), several=True)


def _rank(understood: Understood, draft: Draft, beside: Sequence[str]) -> tuple[float, float]:
    """Where a step comes among those of its clause; what is found out is found before a choice."""
    name = draft.component
    if f"{name}<" in _ORDER:
        words = [
            word
            for setting in vocabulary()[name].settings.values()
            if setting.words
            for word in fixed_word(understood, draft, setting, 0.0)[:1]
        ]
        name += ">" if _WRITING.intersection(words) else "<"
    is_choosing = name == "analyzer" and _CHOICES.intersection(beside)
    tier = _ORDER.index("generator" if name in _TEXT_WORK and not is_choosing else name)
    return tier, _place(understood.models["clause"], understood, draft)


def _place(model: Linear, understood: Understood, draft: Draft) -> float:
    """Where in its clause the words stand that ask for a step."""
    if draft.found:
        return min(each.index for each in draft.found)
    words = shown(understood.slots, draft.clause)
    weights = [model.weight(word, draft.component) for word in words]
    first = understood.slots.starts[draft.clause]
    return first + (weights.index(max(weights)) if weights else 0)


def _running_order(understood: Understood, asked: Sequence[Sequence[str]]) -> list[int]:
    """
    The clauses in the order in which they run.

    "Before translating, summarise it": what is told first runs second. "Log it after you sent it":
    the same.
    """
    order = list(range(len(asked)))
    for clause in range(len(asked)):
        opener = shown(understood.slots, clause)[:2]
        following = clause + 1 if clause + 1 < len(asked) else None
        if opener[:1] == ["before"] and not (clause and asked[clause - 1]) and following:
            order[clause], order[following] = order[following], order[clause]
        elif clause and _comes_first(opener) and asked[clause - 1] and order[clause] == clause:
            order[clause - 1], order[clause] = order[clause], order[clause - 1]
    return order


def _comes_first(opener: Sequence[str]) -> bool:
    return opener[:1] == ["after"] or opener == ["but", "first"]
