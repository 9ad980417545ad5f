"""What a request asks for by what it denies, compares and wants to know."""

from flowmason_assist.assist.plan.families import DECIDING
from flowmason_assist.assist.understand.comparisons import Comparison
from flowmason_assist.assist.understand.outline.asking import Asked
from flowmason_assist.assist.understand.signs.demanding import DENIED, FINDS_OUT, NAMED, WRITES
from flowmason_assist.assist.understand.signs.fixed_words import words_said
from flowmason_assist.assist.understand.tokens import Kind
from flowmason_assist.assist.understand.words import FUNCTION_WORDS, word_set

COMPARING = DECIDING | {"filter", "foreach", "mongodb", "postgres", "sql", "trycatch"}
"""Components that compare."""
_MEASURES = word_set("words word sentences sentence characters tokens lines bullets points seconds")
_ORDERED = frozenset({"gt", "ge", "lt", "le"})
_WORKING = frozenset({"aggregate", "pandas", "schema_validate", "variable_set", "loop"})


def denied(view: Asked) -> None:
    """What is said not to be done is not done."""
    for clause, names in enumerate(view.names):
        words = view.words(clause)
        names[:] = [name for name in names if not _is_denied(words, name)]


def _is_denied(words: str, name: str) -> bool:
    """Whether a component is never named but where it is denied."""
    if name not in DENIED:
        return False
    return len(DENIED[name].findall(words)) >= len(NAMED[name].findall(words)) > 0


def narrowed(view: Asked) -> None:
    """A comparison that no step makes keeps some of the items."""
    for read in view.slots.comparisons:
        clause = view.slots.clause_of(read.first)
        guard = view.slots.guards[clause]
        before = range(max(clause - 1, 0), clause + 1)
        is_said = read.test in _ORDERED or not (view.names[clause] or _is_saying(view, read))
        if guard is not None or not is_said or _is_length(view, read):
            continue
        if not view.has(COMPARING | _WORKING, before):
            view.add(clause, "filter")


def composed(view: Asked) -> None:
    """A text that is told of by its name alone is written."""
    if view.has(frozenset({"generator", "chat"}), range(len(view.names))):
        return
    for clause, names in enumerate(view.names):
        if set(names) <= {"foreach"} and WRITES.search(view.words(clause)):
            view.add(clause, "generator")
            return


def _is_saying(view: Asked, read: Comparison) -> bool:
    """Whether a comparison may only say what something is: "the input is one clause"."""
    held = read.value
    token = None if held is None or isinstance(held, bool) else view.slots.tokens[held]
    return token is not None and token.kind is not Kind.QUOTED and not token.text[0].isdigit()


def _is_length(view: Asked, read: Comparison) -> bool:
    """Whether a comparison says how long a text is to be: "in at most 120 words"."""
    following = view.slots.tokens[read.last + 1 : read.last + 2]
    return any(token.lower in _MEASURES for token in following) or all(
        view.slots.tokens[at].lower in FUNCTION_WORDS for at in read.key
    )


def compared_only(view: Asked) -> None:
    """Figures are not taken where their words name what is compared: "a total over 100"."""
    for clause, names in enumerate(view.names):
        if not {"aggregate", "filter"} <= set(names):
            continue
        compared = {
            at
            for read in view.slots.comparisons
            if view.slots.clause_of(read.first) == clause
            for at in (*read.key, *range(read.first, read.last + 1))
        }
        free = " ".join(
            token.text
            for at, token in enumerate(view.slots.tokens)
            if at not in compared and view.slots.clause_of(at) == clause
        )
        if compared and not words_said(free, "aggregate", "fn"):
            names.remove("aggregate")


def found_out(view: Asked) -> None:
    """A question that no other step answers is answered from the text."""
    for clause, names in enumerate(view.names):
        is_free = not names and view.slots.guards[clause] is None
        if is_free and FINDS_OUT.search(view.words(clause)):
            view.add(clause, "analyzer")
