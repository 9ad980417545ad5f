"""What a stage sees of everything outside it, at the moment when it runs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum

from flowmason_assist.analysis.flow import Flow, Membership, Part
from flowmason_assist.analysis.inputs import Inputs
from flowmason_assist.analysis.outputs import ERROR, SKIPPED, OutputTypes
from flowmason_assist.analysis.pasted import TRUE_WORDS
from flowmason_assist.analysis.requests import Request
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.catalogue.types import ANY, INT, STR, Type

_ROOTS = ("input", "upstream", "env", "context")
_RUN_NAMES = ("run_id", "pipeline_id", "pipeline_version", "stage_id", "trace_id")


class State(Enum):
    """What `upstream.<id>` is when the stage runs."""

    UNKNOWN = "unknown"  # No stage has this id.
    ITSELF = "itself"
    STUCK = "stuck"  # Waits for something that never comes.
    LATER = "later"  # Not finished yet.
    READY = "ready"
    SKIPPED = "skipped"  # Only says that the stage was skipped.
    PERHAPS_SKIPPED = "perhaps_skipped"  # A branch that may not be taken.
    LOOP = "loop"  # A foreach, seen from its body.
    ERROR = "error"  # A trycatch, seen from a catch stage.
    PERHAPS_ERROR = "perhaps_error"  # A trycatch, seen from a finally stage.
    UNFINISHED = "unfinished"  # A trycatch, seen from a try stage.
    PERHAPS_NONE = "perhaps_none"  # May have failed, with `on_error: continue`.


@dataclass(frozen=True, slots=True)
class Seen:
    """Another stage as this one sees it."""

    stage_id: str
    state: State
    output: Type
    component: str | None = None
    memberships: tuple[Membership, ...] = ()
    suggestion: str | None = None  # The nearest existing id, for an unknown one.
    upstream: bool = False  # Whether this stage waits for it, directly or not.
    downstream: bool = False  # Whether it waits for this stage.
    requests: frozenset[Request] = frozenset()  # What it asks its model for.


@dataclass(frozen=True, slots=True)
class Control:
    """A control stage that names this stage in one of its lists."""

    membership: Membership
    component: str
    outside: bool  # This stage also runs before or without it.
    awaits_this: bool  # The control stage waits for this one, directly or not.
    concurrent: bool  # A loop that works on several items at once.
    survives: bool = False  # A try block after whose errors the run goes on.


@dataclass(frozen=True, slots=True)
class Scope:
    """
    Everything outside a stage that its rules may look at.

    `loop_names` are the context variables of loops: true where the stage is in the body, false
    where the loop is over and the variable holds its last item.
    """

    upstream: Mapping[str, Seen]
    inputs: Inputs
    controls: tuple[Control, ...]
    wave: int | None
    stuck: bool
    loop_names: Mapping[str, bool]
    loop_types: Mapping[str, Type]

    @property
    def survives_failure(self) -> bool:
        """Tell whether a try block keeps the run alive when the stage fails."""
        return any(each.survives and not each.outside for each in self.controls)


class Scopes:
    """The scopes of all stages of one pipeline, built one at a time."""

    def __init__(self, flow: Flow, inputs: Inputs, types: OutputTypes) -> None:
        self._flow = flow
        self._inputs = inputs
        self._types = types
        self._ancestors = _ancestors(flow)
        self._numbers = {stage_id: number for number, stage_id in enumerate(flow.stages)}
        self._loops = [facts for facts in flow.stages.values() if _component(facts) == "foreach"]

    def of(self, facts: StageFacts) -> Scope:
        """Give the scope of a stage."""
        stage_id = facts.id or ""
        base = self._flow.sees_wave(stage_id)
        names, types = self._loop_variables(stage_id, base)
        return Scope(
            upstream=self.see(facts, _named_stages(facts)),
            inputs=self._inputs,
            controls=tuple(self._controls(stage_id)),
            wave=base,
            stuck=stage_id in self._flow.stuck,
            loop_names=names,
            loop_types=types,
        )

    def see(self, facts: StageFacts, names: Iterable[str]) -> dict[str, Seen]:
        """Give other stages as a stage sees them, whether or not it names them."""
        stage_id = facts.id or ""
        inline = self._flow.inline_part(stage_id)
        base = self._flow.sees_wave(stage_id)
        return {name: self._see(stage_id, name, inline, base) for name in names}

    def _see(self, reader: str, name: str, inline: Membership | None, base: int | None) -> Seen:
        facts = self._flow.stages.get(name)
        if facts is None:
            return self._unknown(name)
        state = self._state(reader, name, inline, base)
        return Seen(
            stage_id=name,
            state=state,
            output=self._output(name, state),
            component=_component(facts),
            memberships=self._flow.memberships.get(name, ()),
            upstream=self._waits(reader, name),
            downstream=self._waits(name, reader),
            requests=facts.requests,
        )

    def _unknown(self, name: str) -> Seen:
        iteration = name.rpartition("_iter_")
        if iteration[0] in self._flow.stages and iteration[2].isdigit():
            # The engine keeps each iteration of a loop stage under a name like this.
            return Seen(name, State.READY, self._types.of(iteration[0]))
        close = get_close_matches(name, self._flow.stages, n=1, cutoff=0.6)
        return Seen(name, State.UNKNOWN, ANY, suggestion=close[0] if close else None)

    def _state(self, reader: str, name: str, inline: Membership | None, base: int | None) -> State:
        if name == reader:
            return State.ITSELF
        done = self._flow.done.get(name)
        if done is None or base is None:
            return State.STUCK
        if inline and name == inline.controller:
            return _CONTROLLER_STATES[inline.part]
        sibling = inline and self._sibling(name, inline.controller)
        if inline and sibling:
            return _sibling_state(inline, sibling)
        if done >= base:
            return State.LATER
        return self._finished_state(reader, name)

    def _finished_state(self, reader: str, name: str) -> State:
        own = {each.branch_key for each in self._flow.memberships.get(reader, ()) if each.live}
        controllers = {key[0]: key for key in own}
        for membership in self._flow.memberships.get(name, ()):
            if not membership.live or membership.controller not in self._flow.done:
                continue
            if membership.part in (Part.LOOP, Part.CATCH):
                is_loop = membership.part is Part.LOOP
                return State.SKIPPED if is_loop else State.PERHAPS_SKIPPED
            if membership.part.branch:
                if membership.branch_key in own:
                    continue
                if membership.controller in controllers and not self._shared(membership, name):
                    return State.SKIPPED
                return State.PERHAPS_SKIPPED
        return State.READY

    def _shared(self, membership: Membership, name: str) -> bool:
        """Tell whether a stage stands in several branches of one decision."""
        return (
            sum(each.controller == membership.controller for each in self._flow.memberships[name])
            > 1
        )

    def _sibling(self, name: str, controller: str) -> Membership | None:
        for membership in self._flow.memberships.get(name, ()):
            if membership.controller == controller and membership.part.inline:
                return membership
        return None

    def _output(self, name: str, state: State) -> Type:
        match state:
            case State.SKIPPED:
                return SKIPPED
            case State.ERROR | State.PERHAPS_ERROR:
                return ERROR
            case State.LOOP:
                return self._loop_output(name)
            case _:
                return self._types.of(name)

    def _loop_output(self, name: str) -> Type:
        item = self._types.loop_item(name)
        facts = self._flow.stages[name]
        item_name, index_name = loop_variables(facts)
        fields = {"current_item": item, "current_index": INT, item_name: item, index_name: INT}
        return Type("object", fields=tuple(fields.items()), closed=True)

    def _controls(self, stage_id: str) -> Iterable[Control]:
        wave = self._flow.waves.get(stage_id)
        for membership in self._flow.memberships.get(stage_id, ()):
            controller_wave = self._flow.waves.get(membership.controller)
            controller = self._flow.stages[membership.controller]
            waits = self._waits(stage_id, membership.controller)
            runs = wave is not None and controller_wave is not None
            yield Control(
                membership=membership,
                component=_component(controller) or "",
                outside=runs and not waits and (wave or 0) <= (controller_wave or 0),
                awaits_this=self._waits(membership.controller, stage_id),
                concurrent=_is_concurrent(controller),
                survives=membership.live and membership.part is Part.TRY and _swallows(controller),
            )

    def _waits(self, stage_id: str, other: str) -> bool:
        number = self._numbers.get(other)
        return number is not None and bool(self._ancestors.get(stage_id, 0) >> number & 1)

    def _loop_variables(
        self, stage_id: str, base: int | None
    ) -> tuple[dict[str, bool], dict[str, Type]]:
        names: dict[str, bool] = {}
        types: dict[str, Type] = dict.fromkeys(_RUN_NAMES, STR)
        for loop in self._loops:
            controller = loop.id or ""
            inside = any(
                each.live and each.controller == controller and each.part is Part.LOOP
                for each in self._flow.memberships.get(stage_id, ())
            )
            over = base is not None and self._flow.waves.get(controller, base) < base
            if not inside and not over:
                continue
            item_name, index_name = loop_variables(loop)
            for name in (item_name, index_name, "loop_item", "loop_index"):
                names[name] = names.get(name, False) or inside
            item = self._types.loop_item(controller)
            for name in (item_name, "loop_item"):
                # Loops overwrite each other's variables, in an order that only a run tells.
                types[name] = item if types.get(name, item) == item else ANY
            types |= {index_name: INT, "loop_index": INT}
        return names, types


def loop_variables(facts: StageFacts) -> tuple[str, str]:
    """Give the names of a foreach's item and index variables."""
    item = facts.text("item_variable") or "item"
    index = facts.text("index_variable") or "index"
    return item, index


def _swallows(controller: StageFacts) -> bool:
    """Tell whether a trycatch lets the run go on: every scope but the default does."""
    scope = controller.parameter("error_scope")
    return scope is not None and scope.value.text != "propagate"


def _is_concurrent(facts: StageFacts) -> bool:
    parallel = facts.parameter("parallel")
    most = facts.parameter("max_parallel")
    if parallel is None or (most is not None and most.value.value in (1, "1")):
        return False
    return str(parallel.value.value).lower() in TRUE_WORDS


_CONTROLLER_STATES: Mapping[Part, State] = {
    Part.LOOP: State.LOOP,
    Part.TRY: State.UNFINISHED,
    Part.CATCH: State.ERROR,
    Part.FINALLY: State.PERHAPS_ERROR,
}


def _sibling_state(reader: Membership, other: Membership) -> State:
    if reader.part is other.part:
        return State.READY if other.index < reader.index else State.LATER
    if reader.part is Part.TRY:
        return State.LATER
    # A catch stage runs because some try stage failed; which ones finished is not known.
    return State.PERHAPS_SKIPPED if other.part is Part.TRY else State.LATER


def _component(facts: StageFacts) -> str | None:
    return facts.component.name if facts.component else None


def _named_stages(facts: StageFacts) -> dict[str, None]:
    named: dict[str, None] = {}
    for reference in facts.references:
        if reference.stage is not None:
            named[reference.stage] = None
        elif reference.root not in _ROOTS:
            # Dialects name stages too: `stages.a.output.x`, `a.output.x`.
            named |= dict.fromkeys(reference.names[:2])
    for text in facts.stage.depends_on:
        named[text.value] = None
    for mention in facts.mentions:
        named[mention.stage_id.value] = None
    return named


def _ancestors(flow: Flow) -> dict[str, int]:
    """Give, as bit sets, the stages that each stage waits for."""
    numbers = {stage_id: number for number, stage_id in enumerate(flow.stages)}
    ancestors: dict[str, int] = {}
    for stage_id in sorted(flow.waves, key=lambda each: flow.waves[each]):
        bits = 0
        for text in flow.stages[stage_id].stage.depends_on:
            number = numbers.get(text.value)
            if number is not None:
                bits |= 1 << number | ancestors.get(text.value, 0)
        ancestors[stage_id] = bits
    return ancestors
