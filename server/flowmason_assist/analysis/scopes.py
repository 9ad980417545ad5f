"""Works out what each stage sees of the others."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from flowmason_assist.analysis.branches import Branches
from flowmason_assist.analysis.flow import Flow, Membership, Part
from flowmason_assist.analysis.inputs import Inputs
from flowmason_assist.analysis.loops import Loops, loop_variables
from flowmason_assist.analysis.outputs import ERROR, SKIPPED, OutputTypes
from flowmason_assist.analysis.scope import Control, Scope, Seen, State
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.catalogue.types import ANY, INT, NULL, STR, Type

_ROOTS = ("input", "upstream", "env", "context")
_RUN_TYPES: Mapping[str, Type] = {
    "run_id": STR,
    "pipeline_id": STR,
    "pipeline_version": STR,
    "stage_id": NULL,
    "trace_id": STR,
}
_BY_FATE: Mapping[tuple[bool, bool], State] = {
    (True, False): State.READY,
    (False, False): State.PERHAPS_SKIPPED,
    (False, True): State.SKIPPED,
}
_CONTROLLER_STATES: Mapping[Part, State] = {
    Part.LOOP: State.LOOP,
    Part.TRY: State.UNFINISHED,
    Part.CATCH: State.ERROR,
    Part.FINALLY: State.PERHAPS_ERROR,
}
_FROM_BAD_TO_GOOD = (
    State.UNKNOWN,
    State.ITSELF,
    State.STUCK,
    State.LATER,
    State.UNFINISHED,
    State.FAILED,
    State.SKIPPED,
    State.PERHAPS_ERROR,
    State.PERHAPS_SKIPPED,
    State.PERHAPS_FAILED,
    State.ERROR,
    State.LOOP,
    State.READY,
)

# What a template can name without a doubt.
_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]+")


class Scopes:
    """The scopes of all stages of one pipeline, built one at a time."""

    def __init__(
        self, flow: Flow, inputs: Inputs, types: OutputTypes, *, honors_on_error: bool
    ) -> None:
        self._flow = flow
        self._inputs = inputs
        self._types = types
        self._honors_on_error = honors_on_error
        self._branches = Branches(flow, inputs)
        self._loops = Loops(flow, types)
        self._ancestors = _ancestors(flow)
        self._last_tried = _last_tried(flow)
        self._numbers = {stage_id: number for number, stage_id in enumerate(flow.stages)}

    def of(self, facts: StageFacts) -> Scope:
        """Give the scope of a stage."""
        stage_id = facts.id or ""
        wave = self._wave(stage_id)
        loops = self._loops.names(stage_id, wave, self._unread(stage_id))
        return Scope(
            upstream=self.see(facts, _named_stages(facts)),
            inputs=self._inputs,
            controls=tuple(self._controls(stage_id)),
            wave=wave,
            stuck=stage_id in self._flow.stuck,
            loop_names=loops.inside,
            loop_types={**_RUN_TYPES, **loops.types},
            shared_names=loops.shared,
            survives_failure=self._survives(stage_id),
        )

    def see(self, facts: StageFacts, names: Iterable[str]) -> dict[str, Seen]:
        """Give other stages as a stage sees them, whether or not it names them."""
        return {name: self._see(facts.id or "", name) for name in names}

    def _see(self, reader: str, name: str) -> Seen:
        facts = self._flow.stages.get(name)
        if facts is None:
            return self._unknown(reader, name)
        state = self._state(reader, name)
        return Seen(
            stage_id=name,
            state=state,
            output=self._output(name, state),
            component=_component(facts),
            memberships=self._flow.memberships.get(name, ()),
            upstream=self._waits(reader, name),
            downstream=self._waits(name, reader),
            requests=facts.requests,
            cases=self._branches.cases(name),
            plainly=self._plainly(reader, name) if state is State.PERHAPS_SKIPPED else None,
        )

    def _unknown(self, reader: str, name: str) -> Seen:
        looped, _, number = name.rpartition("_iter_")
        loops = [each.controller for each in self._flow.effective(looped) if each.part is Part.LOOP]
        if number.isdigit() and any(self._is_before(loop, reader) for loop in loops):
            # The engine keeps each iteration of a loop stage under a name like this.
            return Seen(name, State.READY, self._types.of(looped))
        readable = filter(_PLAIN_ID.fullmatch, self._flow.stages)
        close = get_close_matches(name, readable, n=1, cutoff=0.6)
        return Seen(name, State.UNKNOWN, ANY, suggestion=close[0] if close else None)

    def _is_before(self, name: str, reader: str) -> bool:
        wave = self._wave(reader)
        return wave is not None and self._flow.waves[name] < wave

    def _wave(self, stage_id: str) -> int | None:
        """Give the wave whose predecessors the stage sees, None when it never runs."""
        bodies = self._flow.bodies(stage_id)
        if not bodies:
            return self._flow.waves.get(stage_id)
        return min(self._flow.waves[each.controller] for each in bodies)

    def _state(self, reader: str, name: str) -> State:
        bodies = self._flow.bodies(reader) or (None,)
        state = _worst(self._state_in(reader, name, body) for body in bodies)
        unread = self._unread(reader)
        if state is State.LATER and unread and unread & {name, *self._unread(name)}:
            return State.READY  # They may stand in the same body.
        return state

    def _state_in(self, reader: str, name: str, body: Membership | None) -> State:
        """Give the state for one of the places where the reader runs."""
        if name == reader:
            return State.ITSELF
        wave = self._flow.waves.get(body.controller if body else reader)
        if wave is None or name not in self._flow.done:
            return State.STUCK
        if body and name == body.controller:
            return _CONTROLLER_STATES[body.part]
        places = self._flow.memberships.get(name, ())
        siblings = [each for each in places if body and each.controller == body.controller]
        if body and siblings:
            return _best(self._sibling_state(body, each) for each in siblings)
        if self._first_done(name) >= wave:
            return State.LATER
        return self._finished_state(name, _decided_with(reader, body))

    def _sibling_state(self, reader: Membership, other: Membership) -> State:
        if reader.part is other.part:
            return State.READY if other.index < reader.index else State.LATER
        if reader.part is Part.TRY or other.part is not Part.TRY:
            return State.LATER
        is_last = other.index == self._last_tried[other.controller]
        if reader.part is Part.CATCH and is_last:
            return State.FAILED
        return State.PERHAPS_FAILED

    def _first_done(self, name: str) -> int:
        """Give the first wave after which a stage can be done."""
        catching = [each for each in self._flow.effective(name) if each.part is Part.CATCH]
        waves = [self._flow.waves[each.controller] for each in catching]
        return min([self._flow.done[name], *waves])

    def _finished_state(self, name: str, readers: tuple[str, ...]) -> State:
        fate = self._branches.fate(name, readers)
        states = [_BY_FATE[fate.always, fate.never]]
        if self._forgives(name) and not self._flow.bodies(name):
            states.append(State.PERHAPS_FAILED)
        in_bodies: dict[str, list[State]] = defaultdict(list)
        for each in self._flow.effective(name):
            if each.part.inline:
                in_bodies[each.controller].append(self._after_body(name, each, readers))
        return _worst([*states, *map(_best, in_bodies.values())])

    def _after_body(self, name: str, place: Membership, readers: tuple[str, ...]) -> State:
        """Give the state of a stage when its body is over."""
        controller = place.controller
        if place.part is Part.CATCH:
            return State.PERHAPS_SKIPPED
        if place.part is not Part.LOOP:
            swallows = _swallows(self._flow.stages[controller], place.part)
            is_forgiven = swallows or self._forgives(controller)
            return State.PERHAPS_FAILED if is_forgiven else State.READY
        fate = self._branches.fate(controller, readers)
        if fate.always or (not fate.never and self._is_skipped_with(name, controller)):
            return State.SKIPPED
        return State.READY if fate.never else State.PERHAPS_SKIPPED

    def _is_skipped_with(self, name: str, controller: str) -> bool:
        own = self._branches.cases(name)
        theirs = self._branches.cases(controller)
        return all(decision in own and own[decision] <= theirs[decision] for decision in theirs)

    def _plainly(self, reader: str, name: str) -> bool | None:
        """Tell whether a stage runs with the sample input, None when that is not known."""
        body = self._flow.inline_part(reader)
        readers = _decided_with(reader, body)
        for each in self._flow.effective(name):
            if each.part is Part.CATCH:
                return None
            looped = each.part is Part.LOOP
            outlook = self._branches.fate(each.controller, readers).plainly if looped else False
            if outlook is not False:
                return None if outlook is None else False
        return self._branches.fate(name, readers).plainly

    def _output(self, name: str, state: State) -> Type:
        match state:
            case State.SKIPPED:
                return SKIPPED
            case State.ERROR | State.PERHAPS_ERROR:
                return ERROR
            case State.LOOP:
                return self._loop_output(name)
            case _:
                return ANY if name in self._flow.unread else self._types.of(name)

    def _loop_output(self, name: str) -> Type:
        item = self._types.loop_item(name)
        item_name, index_name = loop_variables(self._flow.stages[name])
        fields = {"current_item": item, "current_index": INT, item_name: item, index_name: INT}
        return Type("object", fields=tuple(fields.items()), closed=True)

    def _controls(self, stage_id: str) -> Iterable[Control]:
        for membership in self._flow.memberships.get(stage_id, ()):
            controller = membership.controller
            yield Control(
                membership=membership,
                component=_component(self._flow.stages[controller]) or "",
                outside=self._flow.is_outside(stage_id, controller),
                awaits_this=self._waits(controller, stage_id),
            )

    def _survives(self, stage_id: str) -> bool:
        bodies = self._flow.bodies(stage_id)
        if not bodies:
            return self._forgives(stage_id)
        return any(
            not self._flow.is_outside(stage_id, each.controller)
            and (
                self._forgives(each.controller)
                or _swallows(self._flow.stages[each.controller], each.part)
            )
            for each in bodies
        )

    def _forgives(self, stage_id: str) -> bool:
        """Tell whether the run goes on although the stage has failed."""
        facts = self._flow.stages.get(stage_id)
        on_error = facts.stage.string("on_error") if facts and self._honors_on_error else None
        return on_error is not None and on_error.value == "continue"

    def _unread(self, stage_id: str) -> frozenset[str]:
        """Give the control stages that a stage waits for and that may list it."""
        return frozenset(each for each in self._flow.unread if self._waits(stage_id, each))

    def _waits(self, stage_id: str, other: str) -> bool:
        number = self._numbers.get(other)
        return number is not None and bool(self._ancestors.get(stage_id, 0) >> number & 1)


def _worst(states: Iterable[State]) -> State:
    return min(states, key=_FROM_BAD_TO_GOOD.index)


def _best(states: Iterable[State]) -> State:
    return max(states, key=_FROM_BAD_TO_GOOD.index)


def _decided_with(reader: str, body: Membership | None) -> tuple[str, ...]:
    """Give the stages that run whenever a stage runs at a place."""
    return (reader, body.controller) if body else (reader,)


def _swallows(controller: StageFacts, part: Part) -> bool:
    """Tell whether the run goes on after an error in this part of a control stage."""
    if part is Part.LOOP:
        written = controller.parameter("break_on_error")
        return written is not None and written.value.value is not True
    # Every scope but the default swallows.
    scope = controller.parameter("error_scope")
    return part is Part.TRY and scope is not None and scope.value.text != "propagate"


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


def _last_tried(flow: Flow) -> dict[str, int]:
    """Give, by trycatch, the index of its last try stage."""
    last: dict[str, int] = {}
    for places in flow.memberships.values():
        for each in places:
            if each.part is Part.TRY:
                last[each.controller] = max(each.index, last.get(each.controller, 0))
    return last
