"""How drafted steps nest, and what each of them works on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flowmason_assist.assist.plan.material import MAIN
from flowmason_assist.assist.plan.places import Place, places, visible
from flowmason_assist.assist.plan.plan import Plan, Reference, Step
from flowmason_assist.assist.plan.vocabulary import Kind, Setting, vocabulary
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.features import StepView, of_step, of_wire
from flowmason_assist.assist.understand.guards import Case, Guard
from flowmason_assist.assist.understand.moves import NEXT, Nest, nested
from flowmason_assist.assist.understand.outline.beside import source_beside
from flowmason_assist.assist.understand.outline.draft import Draft
from flowmason_assist.assist.understand.outline.recall import TAKES, Recall, assigned
from flowmason_assist.assist.understand.outline.settings import pointer_at, with_references
from flowmason_assist.assist.understand.outline.sources import with_one_source
from flowmason_assist.assist.understand.pointers import spelled
from flowmason_assist.assist.understand.roles import NONE
from flowmason_assist.assist.understand.understood import Understood
from flowmason_assist.assist.understand.wires import main_reference, references_of, wire_of

# What is asked back where nothing gives it: which language to translate into.
_BODIES: Mapping[Case, tuple[str, ...]] = {
    Case.LABEL: ("case",),
    Case.ELSE: ("else", "default"),
    Case.CATCH: ("catch",),
    Case.FINALLY: ("finally",),
}
_DECIDING = frozenset({"conditional", "return"})
_ASKED_FOR = frozenset({"to"})


def laid_out(understood: Understood, made: Sequence[Draft]) -> tuple[Step, ...]:
    """Nest drafts and connect them; literals stay pointers."""
    layout = _Layout(understood, _without_empty(made))
    layout.nest()
    layout.connect()
    return layout.steps()


def _without_empty(made: Sequence[Draft]) -> list[Draft]:
    """Leave out controllers at the end, which would control nothing."""
    kept = list(made)
    while kept and vocabulary()[kept[-1].component].blocks:
        kept.pop()
    return kept


@dataclass(slots=True)
class _Layout:
    understood: Understood
    drafts: list[Draft]
    moves: list[str] = field(default_factory=list)
    labels: list[str | None] = field(default_factory=list)
    flat: list[Step] = field(default_factory=list)

    def steps(self) -> tuple[Step, ...]:
        return with_one_source(nested(self.flat, self.moves, self.labels))

    def nest(self) -> None:
        """Choose a move for each step, one after the other."""
        nest = Nest()
        for index, draft in enumerate(self.drafts):
            move = NEXT
            if index:
                view = self._view(index, nest.block, len(nest.stack), "")
                features = of_step(self.understood.slots, view)
                moves = self._fitting(index, tuple(nest.moves()))
                model = self.understood.models["move"]
                move = model.likeliest(features, moves)
                if _opens_case(move) and self._label(index) is None:
                    elsewhere = [each for each in nest.moves() if not _opens_case(each)]
                    move = model.likeliest(features, elsewhere) if elsewhere else move
            nest.add(draft.component, move)
            self.moves.append(move)
            self.labels.append(self._label(index) if _opens_case(move) else None)

    def _fitting(self, index: int, moves: Sequence[str]) -> Sequence[str]:
        """The moves into the body that the clause of a step speaks of, where it begins there."""
        guard = self._guard(index)
        is_first = self.drafts[index].clause != self.drafts[index - 1].clause
        bodies = _BODIES.get(guard.case, ()) if guard is not None and is_first else ()
        before = self.drafts[index - 1].component
        if not is_first and guard is not None and not vocabulary()[before].blocks:
            return [NEXT]
        if self.drafts[index].component == "error_router":
            bodies = ("catch",)
        return [move for move in moves if move.rpartition(":")[2] in bodies] or moves

    def _guard(self, index: int) -> Guard | None:
        """When a step runs: what its clause says, or the one before that says nothing else."""
        guards, clause = self.understood.slots.guards, self.drafts[index].clause
        before = guards[clause - 1] if clause else None
        asks = any(
            draft.clause == clause - 1 and not vocabulary()[draft.component].blocks
            for draft in self.drafts
        )
        if guards[clause] is None and before is not None and before.label is not None and not asks:
            return before
        return guards[clause]

    def connect(self) -> None:
        """Choose what each step works on, one after the other."""
        last: Reference | None = None
        last_wire = ""
        recall = Recall(self.understood, self.drafts)
        self.flat = recall.steps
        for index, step in enumerate(self.flat):
            where = places(Plan(steps=self.steps()))
            place = where[index]
            block = place.block.name if place.block else ""
            view = self._view(index, block, place.depth, last_wire)
            chosen = {
                name: wire
                for name, setting in vocabulary()[step.component].settings.items()
                if setting.takes(Kind.REFERENCE) and not step.settings.get(name)
                if (wire := self._wire(index, setting, view, place, last))
            }
            named = visible(where, place, recall.sources[index])
            is_apart = recall.stands_alone(index)
            meant = assigned(step.component, named) or self._beside(step, chosen, is_apart=is_apart)
            for name, made in meant.items():
                chosen[name] = (wire_of(made, place, last), made)
            references = {name: tuple(dict.fromkeys(made)) for name, (_, made) in chosen.items()}
            if self.drafts[index].is_beside and last is not None:
                references["data"] = (last,)
            references = {**self._own_input(index, step, references), **references}
            self.flat[index] = with_references(step, references)
            last_wire = next((wire for wire, _ in chosen.values()), "")
            last = main_reference(self.flat[index], place) or last

    def _beside(
        self,
        step: Step,
        chosen: Mapping[str, tuple[str, tuple[Reference, ...]]],
        *,
        is_apart: bool,
    ) -> dict[str, tuple[Reference, ...]]:
        """What the step before works on, where one does alike and would work on its result."""
        for name in TAKES.get(step.component, ()):
            for reference in chosen.get(name, ("", ()))[1]:
                source = source_beside(self.flat, step, reference, is_apart=is_apart)
                if source is not None:
                    return {name: (source,)}
        return {}

    def _own_input(
        self, index: int, step: Step, references: Mapping[str, tuple[Reference, ...]]
    ) -> dict[str, tuple[Reference, ...]]:
        """The input that a clause names, where nothing says yet what its step works on."""
        main = MAIN.get(step.component, "about")
        own = self.drafts[index].of("input")
        if not own or main in {*step.settings, *references}:
            return {}
        setting = vocabulary()[step.component].settings.get(main)
        if setting is None or not setting.takes(Kind.REFERENCE):
            return {}
        return {main: (Reference(origin="input", name=own[0].pointer),)}

    def _view(self, index: int, block: str, depth: int, last_wire: str) -> StepView:
        before = tuple(draft.component for draft in reversed(self.drafts[:index]))
        last_clause = self.drafts[index - 1].clause if index else 0
        draft = self.drafts[index]
        return StepView(draft.component, draft.clause, before, last_clause, block, depth, last_wire)

    def _wire(
        self, index: int, setting: Setting, view: StepView, place: Place, last: Reference | None
    ) -> tuple[str, tuple[Reference, ...]] | None:
        """The likeliest wire that means something here; none where none is needed."""
        features = of_wire(self.understood.slots, view, setting.name, is_first=place.is_first)
        needed = setting.required and setting.name not in _ASKED_FOR
        for _, wire in self.understood.models["wire"].ranked(features):
            if wire == NONE:
                if not needed:
                    return None
                continue
            made = tuple(self._made(wire, index, place, last))
            if len(made) == wire.count("+") + 1 and (setting.several or len(made) == 1):
                return wire, made
        return None

    def _made(
        self, wire: str, index: int, place: Place, last: Reference | None
    ) -> Iterator[Reference]:
        """The references of a wire; those that lack a name or a field are left out."""
        draft = self.drafts[index]
        compared = _compared_fields(self.understood, draft)
        fields = compared or tuple(each.pointer for each in draft.of("field"))[:1]
        for part in wire.split("+"):
            for reference in references_of(part, place, last):
                named = reference
                own = draft.of("input")
                if reference.name == "?" and not self._named_inputs(index):
                    continue
                if reference.name == "?" or (reference.origin == "input" and own):
                    named = reference.model_copy(update={"name": self._named_inputs(index)[0]})
                if part.endswith("."):
                    if not fields:
                        continue
                    named = named.of_fields(*fields)
                elif compared and named.origin in {"input", "item"}:
                    named = named.of_fields(*compared)
                yield named

    def _named_inputs(self, index: int) -> list[str]:
        own = [each.pointer for each in self.drafts[index].of("input")]
        every = [each.pointer for draft in self.drafts for each in draft.of("input")]
        return own or every

    def _label(self, index: int) -> str | None:
        """The label of the case that a step opens: one of its clause, else the next one free."""
        guard = self._guard(index)
        if guard is not None and guard.label is not None:
            return pointer_at(self.understood, guard.label.listed)
        router = next(
            draft for draft in reversed(self.drafts[:index]) if draft.component == "router"
        )
        labels = [each for draft in self.drafts if draft is router for each in draft.of("case")]
        labels = labels or [
            each
            for draft in self.drafts[:index]
            if draft.component == "analyzer"
            for each in draft.of("labels")
        ]
        slots = self.understood.slots
        used = {label for label in self.labels if label}
        clause = self.drafts[index].clause
        texts = {each.pointer: _text(slots, each.pointer) for each in labels}
        here = [
            each.pointer
            for each in labels
            if slots.clause_at(slots.tokens[each.index].span.start) == clause
            or any(
                token.lower == texts[each.pointer] and slots.clause_at(token.span.start) == clause
                for token in slots.tokens
            )
        ]
        free = [each.pointer for each in labels if each.pointer not in used]
        own = [each for each in here if each not in used]
        return next(iter((*own, *free)), None if labels else f"<C{clause + 1}>")


def _opens_case(move: str) -> bool:
    return move.endswith(":case")


def _compared_fields(understood: Understood, draft: Draft) -> tuple[str, ...]:
    """The field that a decision compares, if its clause spells one."""
    keys = [each.key for each in draft.compared if draft.component in _DECIDING]
    return tuple(pointer_at(understood, index) for index in keys[0]) if keys else ()


def _text(slots: Slots, pointer: str) -> str:
    return (spelled(pointer, slots) or "").lower()
