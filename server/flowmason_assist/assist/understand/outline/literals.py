"""Which literals of a request belong to which of the steps that it asks for."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from flowmason_assist.assist.plan.vocabulary import Setting, vocabulary
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.features import of_token
from flowmason_assist.assist.understand.outline.draft import Draft, Found
from flowmason_assist.assist.understand.outline.inputs import give_inputs
from flowmason_assist.assist.understand.outline.lists import complete_lists
from flowmason_assist.assist.understand.outline.shapes import ENVIRONMENT, fits
from flowmason_assist.assist.understand.outline.stores import give_objects
from flowmason_assist.assist.understand.renamings import Renaming, renamings
from flowmason_assist.assist.understand.roles import MORE, NONE, roles_for
from flowmason_assist.assist.understand.tokens import Kind
from flowmason_assist.assist.understand.understood import Understood

# How much less a slot is believed to be nothing: most slots are, so that models overdo it.
_NOTHING = 2.0
# Who takes literals of a kind that are left over, and as what.
_OWNERS: Mapping[Kind | None, Mapping[str, str]] = {
    Kind.URL: {"http_request": "url", "output_router": "url", "error_router": "url"},
    Kind.PATH: {"local_file": "path", "s3": "key"},
    Kind.LANGUAGE: {"translator": "to"},
    Kind.IDENTIFIER: {"redis": "key"},
}
# What a literal must look like to be left over.
_LEFT_SHAPES = {Kind.IDENTIFIER: re.compile(r"[A-Za-z][\w-]*(?::[\w{}*-]+)+")}
_LEFT = 0.05
# What people say in several words, of which kinds they are.
_SPOKEN = frozenset({"to", "from", "labels", "criteria", "style", "audience", "focus", "strategy"})
_WORDY = frozenset({Kind.WORD, Kind.LANGUAGE})
# What reads as a path and is none.
_ABBREVIATION = re.compile(r"w/o?|/+|n/a|c/o|\w/\w")
# What steps can hardly do without, so that it is looked for among all words that nobody has taken,
# and how much likelier than it a word may be to be nothing.
_NEEDED: Mapping[str, Sequence[str]] = {
    "pandas": ("by",),
    "aggregate": ("by", "of"),
    "redis": ("key",),
    "mongodb": ("collection",),
    "loop": ("size",),
    "join": ("on",),
    "schema_validate": ("require",),
    "variable_set": ("name",),
    "s3": ("bucket", "key"),
    "translator": ("to",),
    "critic": ("criteria",),
    "selector": ("criteria",),
    "rewriter": ("style",),
}
_DOUBT = 3.0
_COUNTING = frozenset({"top", "best", "first", "only", "worst", "highest", "lowest"})
_SEVERAL = Setting("", frozenset(), several=True)


def literals_in(
    understood: Understood, asked: Sequence[list[str]]
) -> dict[tuple[str, int], list[Found]]:
    """The literals of each component by the clause in which they stand; `asked` may grow by it."""
    slots, model = understood.slots, understood.models["role"]
    every = frozenset(name for names in asked for name in names)
    allowed = {role for name in every for role in roles_for(name)} | {NONE, MORE}
    found: dict[tuple[str, int], list[Found]] = defaultdict(list)
    open_: tuple[str, int, int, str] | None = None
    for index, token in enumerate(slots.tokens):
        if not token.is_slot or _ABBREVIATION.fullmatch(token.lower):
            continue
        clause = slots.clause_at(token.span.start)
        here = frozenset(asked[clause])
        ranked = model.ranked(of_token(slots, index, here, every - here), allowed)
        able = [(score, each) for score, each in ranked if fits(each, token)]
        role = _best(able, continues=open_ is not None)
        pointer = f"<{token.kind}{token.number}>"
        if open_ is not None and (role == MORE or _is_one(slots, index, role, open_)):
            component, at, first, name = open_
            start = found[component, at][-1].pointer.partition(">")[0] + ">"
            found[component, at][-1] = Found(start + pointer, first, name)
        elif role in {NONE, MORE}:
            open_ = None
        else:
            component, _, name = role.partition(".")
            if role == "local_file.path" and "*" in token.text:
                name = "pattern"
            found[component, clause].append(Found(pointer, index, name))
            open_ = (component, clause, index, name)
    _take_up_left(understood, asked, found)
    give_objects(slots, asked, found)
    give_inputs(slots, asked, found)
    complete_lists(slots, found)
    return {owner: _keyed(slots, literals) for owner, literals in found.items()}


def _is_one(slots: Slots, index: int, role: str, before: tuple[str, int, int, str]) -> bool:
    """Whether two words side by side are one value: "Brazilian Portuguese"."""
    component, _, first, name = before
    is_same = (
        name in _SPOKEN and role == f"{component}.{name}" and slots.tokens[index].kind in _WORDY
    )
    near = slots.tokens[index].span.start - slots.tokens[index - 1].span.end
    return is_same and index - 1 >= first and near == 1 and slots.tokens[index - 1].kind in _WORDY


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
    _give_secrets(slots, asked, found, taken)
    for index, token in enumerate(slots.tokens):
        owners = _OWNERS.get(token.kind) if token.is_slot and index not in taken else None
        if not owners or _ABBREVIATION.fullmatch(token.lower):
            continue
        shape = _LEFT_SHAPES.get(token.kind) if token.kind else None
        if shape and not shape.fullmatch(token.text):
            continue
        clause = slots.clause_at(token.span.start)
        chances = understood.candidates.clauses[clause]
        owner = max(owners, key=lambda name: chances.get(name, 0.0))
        if chances.get(owner, 0.0) >= _LEFT or token.kind is Kind.URL:
            if owner not in asked[clause]:
                asked[clause].append(owner)
            literal = Found(f"<{token.kind}{token.number}>", index, owners[owner])
            found.setdefault((owner, clause), []).append(literal)


def _give_secrets(
    slots: Slots,
    asked: Sequence[list[str]],
    found: dict[tuple[str, int], list[Found]],
    taken: set[int],
) -> None:
    """Give what is named like a secret to the call before it that has none."""
    for index, token in enumerate(slots.tokens):
        if not token.is_slot or not ENVIRONMENT.fullmatch(token.text) or index in taken:
            continue
        clause = slots.clause_of(index)
        calls = [at for at in range(clause + 1) if "http_request" in asked[at]]
        literals = found.setdefault(("http_request", calls[-1]), []) if calls else []
        if calls and not any(each.name == "token" for each in literals):
            literals.append(Found(f"<{token.kind}{token.number}>", index, "token"))


def _keyed(slots: Slots, literals: list[Found]) -> list[Found]:
    """The literals without those names of a place that stand beside no keyword, if one does."""
    for name, keyword in _KEYWORDS.items():
        several = [each for each in literals if each.name == name]
        beside = [each for each in several if _is_beside(slots, each.index, keyword)]
        if len(several) > 1 and beside:
            literals = [each for each in literals if each.name != name or each in beside]
    return literals


def _is_beside(slots: Slots, index: int, keyword: re.Pattern[str]) -> bool:
    return any(keyword.fullmatch(token.lower) for token in slots.tokens[max(index - 2, 0) : index])


_KEYWORDS: Mapping[str, re.Pattern[str]] = {
    "collection": re.compile("coll|collections?"),
    "database": re.compile("db|databases?"),
    "table": re.compile("tables?"),
    "bucket": re.compile("buckets?"),
}


def _best(ranked: Sequence[tuple[float, str]], *, continues: bool) -> str:
    adjusted = (
        (score - _NOTHING if role == NONE else score, role)
        for score, role in ranked
        if continues or role != MORE
    )
    return max(adjusted)[1]


def give_homeless(made: Sequence[Draft], found: Mapping[tuple[str, int], list[Found]]) -> None:
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


def find_needed(understood: Understood, made: Sequence[Draft]) -> None:
    """Look again for what steps can hardly do without, among the words that nobody has taken."""
    taken = {each.index for draft in made for each in draft.found}
    for draft in made:
        for name in _NEEDED.get(draft.component, ()):
            role = f"{draft.component}.{name}"
            if draft.of(name) or role not in understood.models["role"].classes:
                continue
            leads = {
                index: _lead(understood, index, role)
                for index, token in enumerate(understood.slots.tokens)
                if token.is_slot
                and index not in taken
                and understood.slots.clause_of(index) == draft.clause
                and fits(role, token)
            }
            best = max(leads, key=lambda index: leads[index], default=None)
            if best is not None and leads[best] > -_DOUBT:
                token = understood.slots.tokens[best]
                draft.found.append(Found(f"<{token.kind}{token.number}>", best, name))
                taken.add(best)


def give_limits(slots: Slots, made: Sequence[Draft]) -> None:
    """Have as many of the sorted rows taken as the request says: "the best 4", "only 3"."""
    compared = {read.value for read in slots.comparisons}
    for draft in made:
        if draft.component != "pandas" or draft.of("limit"):
            continue
        for index, token in enumerate(slots.tokens):
            before = {each.lower for each in slots.tokens[max(index - 2, 0) : index]}
            is_near = slots.clause_of(index) - draft.clause in {0, 1}
            is_number = token.is_slot and token.kind is Kind.NUMBER and index not in compared
            if is_near and is_number and before & _COUNTING:
                for other in made:
                    other.found = [each for each in other.found if each.index != index]
                draft.found.append(found_at(slots, index, "limit"))
                break


def _lead(understood: Understood, index: int, role: str) -> float:
    """How much likelier a token is to have a role than to be nothing."""
    features = of_token(understood.slots, index, (role.partition(".")[0],), ())
    ranked = understood.models["role"].ranked(features, {role, NONE})
    scores = {name: score for score, name in ranked}
    return scores[role] - scores[NONE]


def give_renamings(slots: Slots, made: Sequence[Draft]) -> None:
    """Have the fields renamed that the request says, and no others."""
    renaming = [draft for draft in made if draft.component == "json_transform"]
    if not renaming:
        return
    by_owner: dict[int, list[Renaming]] = defaultdict(list)
    for each in renamings(slots.tokens):
        clause = slots.clause_of(each.new)
        nearest = min(range(len(renaming)), key=lambda at: abs(renaming[at].clause - clause))
        by_owner[nearest].append(each)
    for at, pairs in by_owner.items():
        draft = renaming[at]
        old = {pair.old for pair in pairs}
        draft.found = [
            each
            for each in draft.found
            if each.name not in {"old", "new"} and not (each.name == "pick" and each.index in old)
        ]
        for pair in pairs:
            draft.found += [found_at(slots, pair.old, "old"), found_at(slots, pair.new, "new")]


def found_at(slots: Slots, index: int, name: str) -> Found:
    """A token as a literal."""
    token = slots.tokens[index]
    return Found(f"<{token.kind}{token.number}>", index, name)
