"""The steps that a request seems to ask for, with their literals, in the order of the words."""

from collections.abc import Iterator, Mapping, Sequence

from flowmason_assist.assist.plan.families import CHOOSING
from flowmason_assist.assist.plan.vocabulary import Setting, vocabulary
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.features import shown
from flowmason_assist.assist.understand.guards import Case
from flowmason_assist.assist.understand.outline.arranged import arranged
from flowmason_assist.assist.understand.outline.asked import asked_in
from flowmason_assist.assist.understand.outline.compared import give_comparisons, without_fields
from flowmason_assist.assist.understand.outline.draft import Draft, Found
from flowmason_assist.assist.understand.outline.figures import with_figures
from flowmason_assist.assist.understand.outline.fixed import fixed_word
from flowmason_assist.assist.understand.outline.literals import (
    find_needed,
    give_homeless,
    give_limits,
    give_renamings,
    literals_in,
)
from flowmason_assist.assist.understand.outline.order import running_order
from flowmason_assist.assist.understand.outline.stores import give_places, share_places
from flowmason_assist.assist.understand.signs.demanding import GIVEN, TOWARDS
from flowmason_assist.assist.understand.understood import Understood
from flowmason_assist.assist.understand.weights import Linear
from flowmason_assist.assist.understand.words import word_set

# What fixed words must reach, each, to be wanted of a step of their own: "topics and sentiment".
_SURE = 0.6
# In which order what one clause asks for runs: what reads, what steers, what works, what writes.
_ORDER = (
    *("trycatch", "http_request<", "mongodb<", "local_file<", "s3<", "redis<", "postgres<"),
    *("loop", "join", "sql", "filter", "foreach", "analyzer", "aggregate", "pandas"),
    *("schema_validate", "router", "return", "conditional", "embedder", "generator"),
    *("summarizer", "selector", "translator", "rewriter", "json_transform", "chat", "combiner"),
    *("critic", "improver", "s3>", "output_router", "mongodb>", "postgres>", "http_request>"),
    *("variable_set", "local_file>", "redis>", "error_router", "logger"),
)
_RISKY = frozenset({"http_request", "postgres", "mongodb", "s3", "redis", "output_router"})
_OF_ALL = frozenset({"aggregate", "pandas", "join", "sql", "loop"})
_OF_A_LOOP = frozenset({"foreach", "filter"})
_TEXT_WORK = frozenset({"generator", "summarizer", "translator", "rewriter", "analyzer"})
_WRITING = word_set("POST PUT PATCH write append upload insert execute update set push")


def drafts(understood: Understood) -> list[Draft]:
    """The steps that a request asks for, in the order in which they run."""
    asked = asked_in(understood)
    found = literals_in(understood, asked)
    made = [
        draft
        for clause in running_order(understood.slots, asked)
        for draft in sorted(
            (
                each
                for name in asked[clause]
                for each in _instances(understood, name, clause, found)
            ),
            key=lambda each: _rank(understood, each, asked[each.clause]),
        )
    ]
    give_homeless(made, found)
    find_needed(understood, made)
    give_limits(understood.slots, made)
    give_renamings(understood.slots, made)
    give_places(understood.slots, made)
    share_places(understood.slots, made)
    _deliver(understood, made)
    _list_labels(understood, made)
    give_comparisons(understood, made)
    made = without_fields(understood, made)
    order = arranged(understood, _tried_first(understood, _merged(made)))
    order = with_figures(understood.slots, order)
    return [apart for draft in order for apart in _apart(draft)]


def _tried_first(understood: Understood, made: list[Draft]) -> list[Draft]:
    """
    The drafts, each try block before what it tries.

    "Fetch it; if that fails, tell …" speaks of the block where it speaks of the error.
    """
    order = list(made)
    for draft in made:
        at = order.index(draft)
        if draft.component != "trycatch" or not at or not _speaks_of_error(understood, order, at):
            continue
        risky = [before for before in range(at) if order[before].component in _RISKY] or [
            before for before in range(at) if order[before].component == "local_file"
        ]
        first = max(risky, default=at - 1)
        draft.clause = order[first].clause
        order.insert(first, order.pop(at))
    return [
        draft
        for at, draft in enumerate(order)
        if draft.component != "trycatch" or not at or order[at - 1].component != "trycatch"
    ]


def _speaks_of_error(understood: Understood, order: Sequence[Draft], at: int) -> bool:
    """Whether what follows a try block is what is done about an error."""
    guard = understood.slots.guards[order[at].clause]
    tried = [draft.component for draft in order[at + 1 :]]
    is_caught = guard is not None and guard.case is Case.CATCH
    return is_caught or tried[:1] == ["error_router"] or not _RISKY.intersection(tried)


def _apart(draft: Draft) -> Iterator[Draft]:
    """A draft, or two of one that takes what lies inside of data, and then some fields of that."""
    of_inside = [each for each in draft.found if each.name in {"pick", "old", "new"}]
    if draft.component != "json_transform" or not draft.of("path") or not of_inside:
        yield draft
        return
    draft.found = [each for each in draft.found if each not in of_inside]
    yield draft
    yield Draft(draft.component, draft.clause, found=of_inside)


def _deliver(understood: Understood, made: Sequence[Draft]) -> None:
    """Have delivered what goes to an address, where requests would only be asked for an answer."""
    for draft in made:
        if draft.component != "http_request" or draft.of("token"):
            continue
        if fixed_word(understood, draft, vocabulary()["http_request"].settings["method"], _LIKELY):
            continue
        if _goes_there(understood.slots, draft):
            draft.component = "output_router"
            draft.found = draft.of("url")


def _goes_there(slots: Slots, draft: Draft) -> bool:
    """Whether something goes to the address of a step, rather than comes from there."""
    urls = draft.of("url")
    if not urls:
        return False
    span = slots.tokens[urls[0].index].span
    before = slots.request[max(span.start - _BEFORE, 0) : span.start]
    is_given = GIVEN.match(slots.request[span.end :]) is not None
    return is_given or TOWARDS.search(before) is not None


def _is_deed(slots: Slots, draft: Draft) -> bool:
    """Whether a step is what is done in the case that its clause begins with."""
    guard = slots.guards[draft.clause]
    if guard is None or not draft.found:
        return False
    first = min(each.index for each in draft.found)
    if guard.label is not None:
        return first > guard.label.at
    tested = [read for read in slots.comparisons if slots.clause_of(read.first) == draft.clause]
    return guard.case is Case.TEST and bool(tested) and first > tested[0].last


_LIKELY = 0.3
_BEFORE = 40


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
        len(_meanings(fixed_word(understood, Draft(component, clause), setting, _SURE)))
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


def _meanings(words: Sequence[str]) -> set[str]:
    """Fixed words without those that say the same: a table is read as any file is."""
    return {"read" if word == "read_csv" else word for word in words}


def _rank(understood: Understood, draft: Draft, beside: Sequence[str]) -> tuple[float, float]:
    """Where a step comes among those of its clause; what is found out is found before a choice."""
    name = draft.component
    if f"{name}<" in _ORDER:
        words = [
            word
            for setting in vocabulary()[name].settings.values()
            if setting.words
            for word in fixed_word(understood, draft, setting, _least_sure(setting))[:1]
        ]
        slots = understood.slots
        is_late = _goes_there(slots, draft) or _is_deed(slots, draft)
        name += ">" if is_late or _WRITING.intersection(words) else "<"
    is_choosing = name == "analyzer" and CHOOSING.intersection(beside)
    tier = _ORDER.index("generator" if name in _TEXT_WORK and not is_choosing else name)
    return tier, _place(understood.models["clause"], understood, draft)


def _least_sure(setting: Setting) -> float:
    """How sure a fixed word must be to say what a step does; one must be said of some settings."""
    return 0.0 if setting.required else _LIKELY


def _place(model: Linear, understood: Understood, draft: Draft) -> float:
    """Where in its clause the words stand that ask for a step."""
    if draft.found:
        return min(each.index for each in draft.found)
    words = shown(understood.slots, draft.clause)
    weights = [model.weight(word, draft.component) for word in words]
    first = understood.slots.starts[draft.clause]
    return first + (weights.index(max(weights)) if weights else 0)
