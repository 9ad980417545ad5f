"""
Loops, taken apart where the engine would look at no decision in their bodies.

It runs the stages of a loop one after the other and ignores every controller among them. So a
body that decides becomes several loops: the first one keeps, for each item, what the decision is
about; a filter takes the items of each branch; and a loop over those does what the branch says.
"""

from dataclasses import replace

from flowmason_assist.assist.compile.at import At
from flowmason_assist.assist.compile.build import CAUGHT, Result, Scope
from flowmason_assist.assist.compile.conditions import (
    decided_kind,
    item_condition,
    item_decision,
    subject_of,
    tested,
)
from flowmason_assist.assist.compile.control import decide, either, spoken
from flowmason_assist.assist.compile.expressions import of_items, route, subscript
from flowmason_assist.assist.compile.frames import KEPT, Frame, LoopMaker, kept_items
from flowmason_assist.assist.compile.given import Given
from flowmason_assist.assist.compile.names import singular, slug
from flowmason_assist.assist.compile.node import Branch, Node, numbers, references
from flowmason_assist.assist.compile.shape import ANY, ELEMENT, LIST, Kind, Path, Shape
from flowmason_assist.assist.compile.steps import Steps
from flowmason_assist.assist.plan.plan import Condition, Reference, Value

Nodes = tuple[Node, ...]

_COLORLESS = ("text", "item", "row", "data", "answer", "result", "list")


def foreach(steps: Steps, at: At) -> Result:
    """Run steps for each item of a list."""
    at = replace(at, scope=replace(at.scope, results=dict(at.scope.results)))
    found = at.first("items", want="items")
    given = found if isinstance(found, Given) else at.build.input("items")
    body = at.node.branch("body")
    is_filtered = "where" in at.node.settings or body[0].is_controller
    listed = _where(at, at.as_list(given, surely=is_filtered))
    can_be_empty = given.source is None or listed.may_be_empty
    frame = Frame(listed, _item_noun(at, given), can_be_empty=can_be_empty)
    lasts = _Loops(steps, at).over(frame, body, at.scope)
    if not lasts:
        return Result((listed,))
    if len(lasts) == 1:
        return Result(tuple(lasts))
    return Result((either(tuple(lasts), LIST, are_joined=True),))


class _Loops:
    """Makes the loops of one foreach step."""

    def __init__(self, steps: Steps, at: At) -> None:
        self._steps = steps
        self._at = at
        self._maker = LoopMaker(steps, at)

    def over(self, frame: Frame, body: Nodes, scope: Scope) -> list[Given]:
        """Add the loops that run a body over a frame; give the lists of what its last step gave."""
        if not body:
            return []
        if frame.can_be_empty:
            scope = self._maker.guarded(frame, scope)
            frame = replace(frame, can_be_empty=False)
        first = next((at for at, node in enumerate(body) if node.is_controller), len(body))
        head, rest = body[:first], body[first:]
        if not rest:
            return [self._maker.plain(frame, head, scope)]
        if head:
            read = {reference.step for reference in references(rest)}
            frame, _ = self._maker.keeping(frame, head, read, scope)
        return self._decided(frame, rest[0], rest[1:], scope)

    def _decided(self, frame: Frame, node: Node, tail: Nodes, scope: Scope) -> list[Given]:
        """Add the loops of a controller, and of the steps behind it."""
        inner = numbers((node,))
        is_needed = any(reference.step in inner for reference in references(tail))
        behind, tail = (tail, ()) if is_needed else ((), tail)
        at = replace(self._at, scope=scope, node=node)
        count = len(self._maker.made)
        match node.component:
            case "conditional" | "router":
                lasts = self._branches(frame, at, behind)
            case "foreach":
                lasts = self._nested(frame, at)
            case "trycatch":
                lasts = self._protected(frame, at, behind)
            case _:
                self._steps.run((node,), scope)
                lasts = []
        if not tail:
            return lasts
        waits = (stage for stage, guards in self._maker.made[count:] if guards == scope.guards)
        return self.over(frame, tail, replace(scope, after=tuple(waits)))

    def _branches(self, frame: Frame, at: At, behind: Nodes) -> list[Given]:
        value = at.node.settings["value"][0]
        place = self._place(frame, value, at)
        lasts: list[Given] = []
        if place is None or not isinstance(value, Reference):
            for branch, scope in decide(at):
                body = (*branch.nodes, *_retold(behind, at.node, branch))
                lasts += self.over(frame, body, scope)
            return lasts
        given = self._tested(frame, value, at)
        for branch in at.node.branches:
            expression = self._expression(frame, at, branch, place, given)
            name = f"keep-{_branch_name(branch, at, given)}"
            listed = kept_items(at, frame.listed, expression, name)
            part = replace(frame, listed=listed, can_be_empty=True)
            body = (*branch.nodes, *_retold(behind, at.node, branch))
            lasts += self.over(part, body, replace(at.scope, results=dict(at.scope.results)))
        return lasts

    def _place(self, frame: Frame, value: Value, at: At) -> Path | None:
        """Give where in an element a value stands; None for what is the same for all items."""
        if not isinstance(value, Reference):
            return None
        if value.origin == "item":
            return (*frame.item, *value.fields)
        if value.origin != "step" or value.step not in at.scope.results:
            return None
        given = at.resolve(value, want="test")[0]
        return frame.beside(given.stage, given.fields) if given.stage in frame.kept else None

    def _tested(self, frame: Frame, value: Reference, at: At) -> Given:
        if value.origin != "item":
            return at.resolve(value, want="test")[0]
        given = frame.listed.element("item", frame.item, frame.noun).at(*value.fields)
        if given.source is not None:
            is_test = at.node.component == "conditional"
            kind = decided_kind(at, Kind.TEXT) if is_test else Kind.TEXT
            at.build.uses.note(given.source, kind)
        return given

    def _expression(self, frame: Frame, at: At, branch: Branch, place: Path, given: Given) -> str:
        if at.node.component == "conditional":
            compared = (value for values in at.node.settings.values() for value in values)
            places = ((value, self._place(frame, value, at)) for value in compared)
            operands = {id(value): subscript("item", at) for value, at in places if at is not None}
            subject = subject_of(given, subscript("item", place, tested(at)[0][0]))
            expression = item_decision(at, subject, operands)
            return expression if branch.name == "then" else f"not ({expression})"
        text = subscript("item", place)
        labels = [each.label.lower() for each in at.node.branches if each.label]
        is_answer = given.key is not None or given.source is None
        said = f"str({text}).lower()"
        found = route(labels, text, key=given.key) if is_answer else said
        if branch.label:
            return of_items(f"{found} == {branch.label.lower()!r}")
        return of_items(f"{found} not in {labels!r}")

    def _nested(self, frame: Frame, at: At) -> list[Given]:
        """Add the loops over a list that each item has, as over one list of all of them."""
        value = at.node.settings["items"][0]
        noun = value.fields[-1] if isinstance(value, Reference) and value.fields else "item"
        noun = singular(noun.replace("_", " "))
        if isinstance(value, Reference) and value.origin == "item":
            listed = self._lists_of_items(frame, value, at)
        else:
            listed = self._lists_of_steps(frame, value, at) or at.listed("items")
        inner = Frame(_where(at, listed), noun, can_be_empty=True)
        return self.over(inner, at.node.branch("body"), at.scope)

    def _lists_of_items(self, frame: Frame, value: Reference, at: At) -> Given:
        element = frame.listed.element("item", (), frame.noun)
        item = element.at(*value.fields)
        if item.source is not None:
            at.build.uses.note((*item.source, ELEMENT), Kind.ANY)
        listed = self._every(frame, (*frame.item, *value.fields), item.noun, at)
        shape = Shape(Kind.LIST, item.shape.item or ANY)
        return replace(listed, shape=shape, source=item.source)

    def _lists_of_steps(self, frame: Frame, value: Value, at: At) -> Given | None:
        """Give all lists that an earlier step made for the items, as one list."""
        is_step = isinstance(value, Reference) and value.step in at.scope.results
        if not is_step or not isinstance(value, Reference):
            return None
        given = at.resolve(value, want="items")[0]
        if given.stage not in frame.kept:
            return None
        return self._every(frame, frame.beside(given.stage, given.fields), given.noun, at)

    def _every(self, frame: Frame, path: Path, noun: str, at: At) -> Given:
        """Give what stands at a place in each element, flattened into one list."""
        fields = (*frame.listed.fields, ELEMENT, *path, ELEMENT)
        every = Given(frame.listed.root, fields, LIST, noun, guards=frame.listed.guards)
        return at.build.bridge(at.scope, every, "`[]`")

    def _protected(self, frame: Frame, at: At, behind: Nodes) -> list[Given]:
        """Add a loop that goes on after an error, and one over the items that are missing then."""
        node, scope = at.node, at.scope
        read = {reference.step for reference in references(behind)}
        tried, caught = node.branch("try"), node.branch("catch")
        done, last = self._maker.keeping(frame, tried, read, scope, goes_on=True)
        scope.results[node.number] = scope.results[tried[-1].number]
        lasts = [last]
        if behind:
            lasts = self.over(replace(done, can_be_empty=True), behind, scope)
        if caught:
            fields = ("results", ELEMENT, *KEPT, "item")
            items = Given(done.listed.root, fields, LIST, "done", guards=scope.guards)
            succeeded = at.build.bridge(scope, items, "`[]`")
            expression = f"{subscript('item', frame.item)} not in {succeeded.template}"
            failed = kept_items(at, frame.listed, expression, f"failed-{slug(frame.noun, 2)}")
            part = replace(frame, listed=failed, can_be_empty=True, caught=(node.number, CAUGHT))
            lasts += self.over(part, caught, replace(scope, results=dict(scope.results)))
        after = node.branch("finally")
        return lasts + self.over(frame, after, scope) if after else lasts


def _branch_name(branch: Branch, at: At, given: Given) -> str:
    if branch.name in ("else", "default"):
        return "others"
    return slug(branch.label or spoken(at, given), 2)


def _where(at: At, listed: Given) -> Given:
    """Give the items of a list that meet the conditions of a loop."""
    conditions = [each for each in at.values("where") if isinstance(each, Condition)]
    if not conditions:
        return listed
    expression = item_condition(at, conditions, listed)
    return kept_items(at, listed, expression, f"keep-{slug(listed.noun, 2)}")


def _retold(nodes: Nodes, node: Node, branch: Branch) -> Nodes:
    """Give steps that follow a decision as steps of one of its branches."""
    last = branch.nodes[-1].number if branch.nodes else 0

    def meant(value: Value) -> Value:
        if isinstance(value, Reference) and value.step == node.number:
            return value.model_copy(update={"step": last})
        return value

    return tuple(
        replace(
            each,
            settings={name: tuple(map(meant, values)) for name, values in each.settings.items()},
            branches=tuple(
                replace(inner, nodes=_retold(inner.nodes, node, branch)) for inner in each.branches
            ),
        )
        for each in nodes
    )


def _item_noun(at: At, given: Given) -> str:
    """Give what one item of a list is called."""
    said = at.build.item_noun()
    words = given.noun.split()
    noun = singular(words[-1]) if words else "item"
    return noun if given.source is not None and noun not in _COLORLESS else said or noun
