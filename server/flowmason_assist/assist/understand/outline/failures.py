"""What a request wants done when something fails."""

from flowmason_assist.assist.understand.guards import Case
from flowmason_assist.assist.understand.outline.asking import Asked
from flowmason_assist.assist.understand.signs.demanding import ERROR, TELLS
from flowmason_assist.assist.understand.tokens import Kind

_CONNECTING = ("http_request", "postgres", "mongodb", "redis", "s3", "local_file", "output_router")


def tried(view: Asked) -> None:
    """What is said for the case that something fails needs something that is tried."""
    if view.has(frozenset({"trycatch"}), range(len(view.names))):
        return
    telling = (at for at, names in enumerate(view.names) if "error_router" in names)
    for clause in (*view.cases(Case.CATCH), *telling):
        tried = view.last(_CONNECTING, clause)
        if tried is None:
            tried = clause
        view.add(tried, "trycatch")
        return


def reported(view: Asked) -> None:
    """Who is told in case of an error is told the error."""
    for clause in view.cases(Case.CATCH):
        for at in range(clause, min(clause + 2, len(view.names))):
            names = view.names[at]
            if at > clause and (view.slots.guards[at] or view.names[clause]):
                break
            for wrong in ("http_request", "output_router"):
                if wrong in names and _is_told(view, at):
                    names[names.index(wrong)] = "error_router"


def _is_told(view: Asked, clause: int) -> bool:
    """Whether something goes to the address in a clause, of which nobody says what."""
    slots = view.slots
    for index, token in enumerate(slots.tokens):
        if token.kind is Kind.URL and slots.clause_of(index) == clause:
            before = slots.request[slots.clauses[clause].start : token.span.start]
            return TELLS.search(before) is not None or ERROR.search(view.words(clause)) is not None
    return False
