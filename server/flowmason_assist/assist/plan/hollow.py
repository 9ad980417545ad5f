"""Steps that do nothing beside another one, or that hang on what no text or table ever is."""

from typing import Final

from flowmason_assist.assist.plan.material import unread
from flowmason_assist.assist.plan.places import step_reference
from flowmason_assist.assist.plan.plan import Condition, Reference, walk
from flowmason_assist.assist.plan.tidying import Tidying

# What a step of a kind works on, and what it must say to do anything at all: one of these.
_SAYS: Final = {
    "pandas": ("data", frozenset({"op"})),
    "aggregate": ("data", frozenset({"fn"})),
    "analyzer": ("text", frozenset({"kind", "labels", "task"})),
}
# What gives several texts or tables together.
_MANY: Final = frozenset({"combiner", "filter", "pandas", "join", "foreach", "loop", "local_file"})
_TABLES: Final = frozenset({"join", "aggregate", "pandas", "filter"})
_OUT: Final = frozenset({"write", "upload"})
_PLACES: Final = ("path", "bucket", "key")


def says_nothing(it: Tidying, number: int) -> None:
    """Leave out a step that does nothing beside one of its kind that does something."""
    step = it.steps[number]
    main, needed = _SAYS.get(step.component, ("", frozenset[str]()))
    before = step.one(main)
    does = any(
        other.component == step.component and needed & set(other.settings)
        for other in it.steps.values()
    )
    block = it.places[number - 1].block
    is_alone = block is not None and len(block.steps) == 1
    if does and not is_alone and not needed & set(step.settings) and isinstance(before, Reference):
        it.left_out[number] = before


def put_back(it: Tidying, number: int) -> None:
    """Leave out the writing of what was read from that very place."""
    step = it.steps[number]
    before = it.read(number, "content") if step.text("op") in _OUT else None
    if before is None or before[1].component != step.component:
        return
    if all(step.settings.get(name) == before[1].settings.get(name) for name in _PLACES):
        it.left_out[number] = step_reference(before[0])


def one_object(it: Tidying, number: int) -> None:
    """Take a file that is written beside an upload without a key for that key."""
    step, before = it.steps[number], it.steps.get(number - 1)
    if before is None or before.component != "s3" or "key" in before.settings:
        return
    path = step.settings.get("path")
    if step.component == "local_file" and path and {step.text("op"), before.text("op")} == _OUT:
        it.set(number - 1, key=path)
        it.left_out[number] = step_reference(number - 1)


def by_chance(it: Tidying, number: int) -> None:
    """Do without a decision what would hang on whether many things are one word."""
    step = it.steps[number]
    before = it.read(number, "value") if step.component == "conditional" else None
    if before is None or before[1].component not in _MANY or "is" not in step.settings:
        return
    if before[1].text("op") == "exists":
        return
    inside = list(walk(tuple(each for block in step.blocks for each in block.steps)))
    it.hoisted.add(number)
    it.left_out[number] = step_reference(number + len(inside))


def one_table(it: Tidying, number: int) -> None:
    """Leave out the merging of a table that is one already."""
    step = it.steps[number]
    before = it.read(number, "inputs") if step.component == "combiner" else None
    if before is None or len(step.settings["inputs"]) > 1:
        return
    texts = unread(it.steps, range(1, number), it.read_before(number))
    if before[1].component in _TABLES and not texts:
        it.left_out[number] = step_reference(before[0])


def half_read(it: Tidying, number: int) -> None:
    """Leave out a reading that lacks what another one of the same source says."""
    step = it.steps[number]
    if (step.component, step.text("op")) != ("mongodb", "find") or "collection" in step.settings:
        return
    for other, full in it.steps.items():
        says_more = set(step.settings.items()) < set(full.settings.items())
        if full.component == step.component and says_more:
            it.left_out[number] = step_reference(other)
            return


def sorted_for_nothing(it: Tidying, number: int) -> None:
    """Leave out work on a column that was only named for what is kept by it."""
    step = it.steps[number]
    before = it.read(number, "data")
    if step.component != "pandas" or before is None or set(step.settings) != {"data", "by"}:
        return
    kept = before[1].settings.get("where", ()) if before[1].component == "filter" else ()
    fields = {each.fields[-1] for each in kept if isinstance(each, Condition)}
    if fields.issuperset(step.settings["by"]):
        it.left_out[number] = step_reference(before[0])
