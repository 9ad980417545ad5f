"""What is read is worked on: tables side by side, rows in order, whole lists."""

from collections.abc import Iterator
from typing import Final

from flowmason_assist.assist.plan.families import ON_ROWS
from flowmason_assist.assist.plan.places import ITEM, step_reference
from flowmason_assist.assist.plan.plan import Reference, Step, Value, walk
from flowmason_assist.assist.plan.tidying import Tidying

# What gives rows, and what takes them; of two steps in a row each has its own.
_MAIN: Final = {"summarizer": "text", **dict.fromkeys(ON_ROWS - {"join"}, "data")}
_READERS: Final = {
    "http_request": frozenset({None, "GET"}),
    "local_file": frozenset({"read", "read_csv"}),
    "s3": frozenset({"download"}),
    "postgres": frozenset({"query"}),
    "mongodb": frozenset({"find"}),
}
_OF_LISTS: Final = frozenset({"aggregate", "pandas", "filter", "join", "sql"})
# What gives lists of lists.
_OF_GROUPS: Final = frozenset({"loop", "foreach"})
_AT_RISK: Final = frozenset(
    {*_READERS, "redis", "output_router", "error_router", "generator", "chat"}
)
_STEADY: Final = frozenset(
    {"analyzer", "summarizer", "rewriter", "translator", *ON_ROWS, "schema_validate"}
)
_TWO: Final = 2


def each_its_own(it: Tidying, number: int) -> None:
    """Have steps that do the same work on one each of as many sources as stand before them."""
    run = _run_of(it, number)
    before = _run_of(it, run[0] - 1, is_reader=True) if run and run[0] > 1 else []
    sources = before[-len(run) :]
    if len(run) < _TWO or len(before) != len(run) or number != run[-1]:
        return
    if any(it.is_read(source, other) for source in sources[:-1] for other in range(1, number + 1)):
        return
    for step, source in zip(run, sources, strict=True):
        it.set(step, **{_MAIN[it.steps[step].component]: (step_reference(source),)})


def sorted_rows(it: Tidying, number: int) -> None:
    """Sort where an order or the number of the first rows is all that is said."""
    step = it.steps[number]
    if (
        step.component == "pandas"
        and not step.one("op")
        and (step.one("order") or step.one("limit"))
    ):
        it.set(number, op=("sort",))


def whole_list(it: Tidying, number: int) -> None:
    """Take work on a list out of a loop that would give it single items."""
    step = it.steps[number]
    body = step.block("body")
    items = step.settings.get("items")
    if step.component != "foreach" or body is None or not items or "where" in step.settings:
        return
    inside = range(number + 1, number + 1 + len(tuple(walk(body.steps))))
    before = it.read(number, "items")
    if before is not None and before[1].component in _OF_GROUPS:
        return
    if not body.steps or any(it.steps[each].blocks for each in inside):
        return
    reading = [each for each in inside if ITEM in _values(it.steps[each])]
    names = {it.steps[each].component for each in inside}
    is_of_rows = all(it.steps[each].component in ON_ROWS for each in reading)
    if not reading or not is_of_rows or not names & _OF_LISTS:
        return
    for each in inside:
        changed = {
            name: tuple(items[0] if value == ITEM else value for value in values)
            for name, values in it.steps[each].settings.items()
        }
        it.set(each, **changed)
    it.hoisted.add(number)
    it.left_out[number] = step_reference(inside[-1])


def nothing_tried(it: Tidying, number: int) -> None:
    """Leave out a try block without a catch around what can hardly fail."""
    step = it.steps[number]
    if step.component != "trycatch" or any(block.name != "try" for block in step.blocks):
        return
    inside = list(walk(tuple(each for block in step.blocks for each in block.steps)))
    if inside and not any(each.component in _AT_RISK for each in inside):
        it.hoisted.add(number)
        it.left_out[number] = step_reference(number + len(inside))


def same_again(it: Tidying, number: int) -> None:
    """Leave out a step that does again what one before it did, or does it to its result."""
    step = it.steps[number]
    if step.component not in _STEADY or step.blocks:
        return
    place = it.places[number - 1]
    for before in range(1, number):
        other = it.steps[before]
        is_here = it.places[before - 1].block is place.block and before not in it.left_out
        if not is_here or other.component != step.component:
            continue
        if other.settings == step.settings or _is_on_top(step, other, before):
            it.left_out[number] = step_reference(before)
            return


def _is_on_top(step: Step, other: Step, number: int) -> bool:
    """Whether a step only repeats what the step that it works on has done."""
    said = {name: values for name, values in step.settings.items() if not _refers(values)}
    reads = [value for values in step.settings.values() if _refers(values) for value in values]
    if reads != [step_reference(number)] or not said:
        return False
    return all(other.settings.get(name) == values for name, values in said.items())


def _refers(values: tuple[Value, ...]) -> bool:
    return any(isinstance(value, Reference) for value in values)


def _values(step: Step) -> Iterator[Value]:
    for values in step.settings.values():
        yield from values


def _is_reader(step: Step) -> bool:
    said = step.text("op") or step.text("method")
    return said in _READERS.get(step.component, frozenset()) and "body" not in step.settings


def _run_of(it: Tidying, last: int, *, is_reader: bool = False) -> list[int]:
    """Give the steps that stand in a row up to one, all readers or all of one component."""
    component = it.steps[last].component
    block = it.places[last - 1].block
    run: list[int] = []
    for number in range(last, 0, -1):
        step = it.steps[number]
        fits = _is_reader(step) if is_reader else component in _MAIN and step.component == component
        if not fits or it.places[number - 1].block is not block:
            break
        run.insert(0, number)
    return run
