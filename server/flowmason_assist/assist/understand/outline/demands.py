"""
Components that the build of a request demands, however it is worded.

"If it fails" wants something tried before, two labels want a choice, a threshold wants a test.
"""

import re
from collections.abc import Callable, Mapping

from flowmason_assist.assist.plan.families import DECIDING
from flowmason_assist.assist.understand.guards import Case
from flowmason_assist.assist.understand.outline.asking import Asked
from flowmason_assist.assist.understand.outline.cases import CASE_RULES
from flowmason_assist.assist.understand.outline.failures import reported, tried
from flowmason_assist.assist.understand.outline.results import is_result
from flowmason_assist.assist.understand.outline.telling import (
    COMPARING,
    compared_only,
    composed,
    denied,
    found_out,
    narrowed,
)
from flowmason_assist.assist.understand.outline.texts import TEXT_RULES
from flowmason_assist.assist.understand.renamings import renamings
from flowmason_assist.assist.understand.signs.demanding import (
    ADDRESS,
    DATABASE,
    FIRST,
    FIRST_OF,
    IMPROVES,
    JOINS,
    NUMBERED,
    OVER_DATA,
    PICKS,
    POSTPOSED,
    RANKED,
    REPEATED,
    STATEMENT,
    STOPS,
    THERE,
)
from flowmason_assist.assist.understand.tokens import Kind
from flowmason_assist.assist.understand.understood import Understood


def add_demanded(understood: Understood, asked: list[list[str]]) -> None:
    """Add to what each clause asks for the components that the whole of a request demands."""
    view = Asked(understood, asked)
    for rule in (*_RULES, *CASE_RULES, *TEXT_RULES):
        rule(view)


def _statements(view: Asked) -> None:
    """A statement runs: over rows where it says so, else in a database."""
    slots = view.slots
    for index, token in enumerate(slots.tokens):
        if token.kind is not Kind.QUOTED or not token.is_slot or not STATEMENT.match(token.text):
            continue
        clause = slots.clause_of(index)
        if {"sql", "postgres"}.isdisjoint(view.names[clause]):
            is_over_data = OVER_DATA.search(slots.request) and not DATABASE.search(slots.request)
            view.add(clause, "sql" if is_over_data else "postgres")


def _chosen(view: Asked) -> None:
    """Parts that begin with labels are cases of a choice; those that begin with results are not."""
    labelled = [
        (at, view.slots.tokens[guard.label.listed])
        for at, guard in enumerate(view.slots.guards)
        if guard and guard.label
    ]
    told = [at for at, token in labelled if token.kind is Kind.WORD and is_result(token.lower)]
    for at in told:
        view.names[at][:] = [name for name in view.names[at] if name != "router"]
    cases = [(at, token) for at, token in labelled if at not in told]
    for clause in view.cases(Case.ELSE) if cases else ():
        if clause > cases[0][0] and not view.has(DECIDING, range(clause)):
            view.names[clause][:] = [each for each in view.names[clause] if each not in DECIDING]
    if not cases or view.has(DECIDING, range(len(view.names))):
        return
    labels = {token.lower for _, token in cases}
    view.add(cases[0][0], "router" if len(labels) > 1 else "conditional")


def _otherwise(view: Asked) -> None:
    """What holds otherwise needs a decision before."""
    for clause in view.cases(Case.ELSE):
        if not view.names[clause] or view.has(DECIDING | {"trycatch"}, range(clause + 1)):
            continue
        tests = [at for at in (*view.cases(Case.TEST), *view.cases(Case.LABEL)) if at < clause]
        if tests:
            view.add(max(tests), "conditional")


def _tested(view: Asked) -> None:
    """A clause that begins with "if" and compares decides; one that ends the run returns."""
    compared = {view.slots.clause_of(read.first) for read in view.slots.comparisons}
    for clause in view.cases(Case.TEST):
        if view.has(COMPARING, range(clause, clause + 1)):
            continue
        if clause in compared:
            view.add(clause, "conditional")


def _stopped(view: Asked) -> None:
    """Where a run is to end, a decision ends it, rather than do something."""
    for clause, guard in enumerate(view.slots.guards):
        names = view.names[clause]
        if "return" in names or not STOPS.search(view.words(clause)):
            continue
        if names == ["conditional"]:
            names[:] = ["return"]
        elif not names and clause and view.names[clause - 1] == ["conditional"]:
            view.names[clause - 1][:] = ["return"]
        elif not names and guard and guard.case in {Case.ELSE, Case.TEST}:
            names.append("return")


def _addressed(view: Asked) -> None:
    """An address or a file is never named for nothing: something reads it, or writes to it."""
    for index, token in enumerate(view.slots.tokens):
        owners = _USERS.get(token.kind) if token.kind and token.is_slot else None
        if not owners:
            continue
        clause = view.slots.clause_of(index)
        if not set(owners).intersection(view.names[clause]):
            view.add(clause, max(owners, key=lambda name: view.chances[clause].get(name, 0.0)))


def _once(view: Asked) -> None:
    """One address is used by one step, unless another one is in a field."""
    for clause, names in enumerate(view.names):
        inside = [
            token
            for at, token in enumerate(view.slots.tokens)
            if view.slots.clause_of(at) == clause
        ]
        urls = [token for token in inside if token.kind is Kind.URL]
        is_held = any(
            token.kind is Kind.IDENTIFIER and ADDRESS.search(token.text) for token in inside
        )
        takers = [name for name in names if name in _USERS[Kind.URL]]
        if len(urls) == 1 and takers and not is_held:
            best = max(takers, key=lambda name: view.chances[clause].get(name, 0.0))
            names[:] = [name for name in names if name not in takers or name == best]


def _drafted(view: Asked) -> None:
    """What is chosen from has been made before, where its number is said."""
    for clause, names in enumerate(view.names):
        if "selector" not in names or view.has(_MAKING, range(clause + 1)):
            continue
        said = " ".join(view.words(at) for at in range(clause + 1))
        if NUMBERED.search(said) and not THERE.search(view.slots.request):
            view.add(clause, "generator")


def _improved(view: Asked) -> None:
    """A text that was judged is improved where the judgement is put to use."""
    if view.has(frozenset({"improver"}), range(len(view.names))):
        return
    judged = view.last(("critic",), len(view.names))
    for clause in range(judged if judged is not None else len(view.names), len(view.names)):
        if IMPROVES.search(view.words(clause)):
            view.add(clause, "improver")
            return


def _picked(view: Asked) -> None:
    """Of several drafts the one is chosen that is said to be the most of something."""
    if view.has(frozenset({"selector", "pandas", "aggregate"}), range(len(view.names))):
        return
    made = view.last(("generator",), len(view.names))
    for clause in range(made if made is not None else len(view.names), len(view.names)):
        before = " ".join(view.words(at) for at in range(clause + 1))
        if PICKS.search(view.words(clause)) and NUMBERED.search(before):
            view.add(clause, "selector")
            return


_USERS: Mapping[Kind, tuple[str, ...]] = {
    Kind.URL: ("http_request", "output_router", "error_router"),
    Kind.PATH: ("local_file", "s3"),
}
_MAKING = frozenset(
    {"generator", "rewriter", "translator", "summarizer", "foreach", "http_request", "local_file"}
)


def _ranked(view: Asked) -> None:
    """The first of some rows, by a field, are sorted before they are taken."""
    for clause, names in enumerate(view.names):
        words = view.words(clause)
        by_field = RANKED.search(words) and re.search(r"\bby \w", words)
        is_of_drafts = view.has(frozenset({"generator"}), range(clause + 1))
        if {"pandas", "selector"}.isdisjoint(names) and (
            (by_field and not is_of_drafts) or FIRST_OF.search(words)
        ):
            view.add(clause, "pandas")


def _joined(view: Asked) -> None:
    """Lists are joined where it says so in as many words."""
    if view.has(frozenset({"join", "combiner"}), range(len(view.names))):
        return
    for clause in range(len(view.names)):
        if JOINS.search(view.words(clause)):
            view.add(clause, "join")
            return


def _ordered(view: Asked) -> None:
    """Rows are sorted where it says which are first."""
    for clause in range(len(view.names)):
        if FIRST.search(view.words(clause)) and not view.has(
            frozenset({"pandas", "sql", "selector", "generator"}), range(clause, clause + 1)
        ):
            view.add(clause, "pandas")


def _renamed(view: Asked) -> None:
    """Fields that get other names are renamed somewhere."""
    for each in renamings(view.slots.tokens):
        clause = view.slots.clause_of(each.new)
        near = range(max(clause - 1, 0), min(clause + 2, len(view.names)))
        if not view.has(frozenset({"json_transform", "pandas", "variable_set"}), near):
            view.add(clause, "json_transform")


def _one_by_one(view: Asked) -> None:
    """Have a list gone through where it says "child by child" or "one after the other"."""
    if view.has(frozenset({"foreach", "loop"}), range(len(view.names))):
        return
    for clause in range(len(view.names)):
        if REPEATED.search(view.words(clause)) and not _OF_ALL.intersection(view.names[clause]):
            later = range(clause, len(view.names))
            working = (view.first(_OF_ITEMS, each) for each in (later, range(clause)))
            view.add(next((at for at in working if at is not None), clause), "foreach")
            return


def _batches(view: Asked) -> None:
    """What lists are cut into is sent piece by piece."""
    cut = view.last(("loop",), len(view.names))
    if cut is None or view.has(frozenset({"foreach"}), range(len(view.names))):
        return
    sent = view.first(_SENDING, range(cut, len(view.names)))
    if sent is not None:
        view.add(sent, "foreach")


def _bodies(view: Asked) -> None:
    """A loop at the end of a request does something: what its clause says."""
    asking = [clause for clause, names in enumerate(view.names) if names]
    if asking and view.names[asking[-1]] == ["foreach"]:
        words = view.words(asking[-1])
        if len(words.split()) > _FEW and not POSTPOSED.match(words):
            view.add(asking[-1], "generator")


def _each_file(view: Asked) -> None:
    """What is found in a folder is gone through, where texts are worked on."""
    paths = [
        view.slots.clause_of(at)
        for at, token in enumerate(view.slots.tokens)
        if token.kind is Kind.PATH and "*" in token.text
    ]
    if not paths or view.has(frozenset({"foreach", "loop"}), range(len(view.names))):
        return
    for clause in range(paths[0], len(view.names)):
        if _TEXT_WORK.intersection(view.names[clause]):
            view.add(clause, "foreach")
            return


_TEXT_WORK = frozenset({"analyzer", "summarizer", "translator", "rewriter", "critic", "embedder"})
_SENDING = frozenset({"http_request", "output_router", "redis", "postgres", "mongodb"})
_OF_ITEMS = _TEXT_WORK | _SENDING | {"generator", "conditional", "router", "logger"}
_OF_ALL = frozenset({"aggregate", "pandas", "join", "sql"})
_FEW = 4
_RULES: tuple[Callable[[Asked], None], ...] = (
    denied,
    _statements,
    _addressed,
    _once,
    tried,
    reported,
    _chosen,
    _tested,
    narrowed,
    compared_only,
    found_out,
    composed,
    _otherwise,
    _stopped,
    _drafted,
    _improved,
    _picked,
    _ranked,
    _joined,
    _ordered,
    _renamed,
    _one_by_one,
    _batches,
    _bodies,
    _each_file,
)
