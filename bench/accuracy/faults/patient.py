"""A copy of a sound pipeline that a fault is put into, and the places where one fits."""

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from bench.accuracy.dice import Dice

TEMPLATE: Final = re.compile(r"\{\{([^}]+)\}\}")
IfRuns = Literal["harmless", "inert", "lost", "unclear"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One value inside a stage's configuration that can be read and replaced."""

    container: Any
    key: Any
    pointer: str
    stage: int

    @property
    def value(self) -> Any:  # noqa: ANN401
        """The value as it stands."""
        return self.container[self.key]

    def put(self, value: object) -> None:
        """Replace the value."""
        self.container[self.key] = value

    @property
    def path(self) -> str:
        """The path of the first template in the value, or an empty text."""
        found = TEMPLATE.search(self.value) if isinstance(self.value, str) else None
        return found.group(1).strip() if found else ""

    @property
    def is_whole(self) -> bool:
        """Whether the value is one template and nothing else."""
        return bool(isinstance(self.value, str) and TEMPLATE.fullmatch(self.value.strip()))

    def rewrite(self, inside: str) -> None:
        """Replace what stands inside the first pair of braces."""
        self.put(TEMPLATE.sub(lambda _: "{{" + inside + "}}", self.value, count=1))


class Patient:
    """A pipeline under mutation."""

    def __init__(
        self, pipeline: dict[str, Any], dice: Dice, known: Mapping[str, str] | None = None
    ) -> None:
        self.pipeline: dict[str, Any] = copy.deepcopy(pipeline)
        self.dice = dice
        self.known = known or {}

    @property
    def stages(self) -> list[dict[str, Any]]:
        """The stages."""
        stages: list[dict[str, Any]] = self.pipeline["stages"]
        return stages

    @property
    def ids(self) -> list[str]:
        """The ids of all stages."""
        return [stage["id"] for stage in self.stages]

    def index(self, stage_id: str) -> int:
        """The position of a stage in the file."""
        return self.ids.index(stage_id)

    def stage(self, stage_id: str) -> dict[str, Any]:
        """The stage with this id."""
        return self.stages[self.index(stage_id)]

    def at(self, *parts: object) -> str:
        """A JSON Pointer below the stages."""
        return "/stages" + "".join(f"/{escape(part)}" for part in parts)

    def some_stage(self, *components: str) -> int | None:
        """The position of a stage, of one of the components if any are named."""
        fits = [
            index
            for index, stage in enumerate(self.stages)
            if not components or stage["component_type"] in components
        ]
        return self.dice.pick(fits) if fits else None

    def slots(self) -> list[Slot]:
        """All texts in the configuration of all stages."""
        return [
            slot
            for index, stage in enumerate(self.stages)
            for slot in _texts(stage["config"], f"/stages/{index}/config", index)
        ]

    def templates(self, root: str = "", *, whole: bool | None = None) -> list[Slot]:
        """Texts whose first template starts with the root."""
        return [
            slot
            for slot in self.slots()
            if slot.path.startswith(root)
            and slot.path
            and (whole is None or slot.is_whole is whole)
        ]

    def some_template(self, root: str = "", *, whole: bool | None = None) -> Slot | None:
        """One of these texts."""
        found = self.templates(root, whole=whole)
        return self.dice.pick(found) if found else None

    def before(self, stage_id: str) -> set[str]:
        """All stages that a stage waits for, directly or not."""
        done: set[str] = set()
        waiting = list(self.stage(stage_id).get("depends_on", ()))
        while waiting:
            one = waiting.pop()
            if one not in done and one in self.ids:
                done.add(one)
                waiting += self.stage(one).get("depends_on", ())
        return done


@dataclass(frozen=True, slots=True)
class Fault:
    """
    A way to break a pipeline.

    `apply` changes the patient and returns the JSON Pointers at fault, the best one first, or
    `None` where this fault does not fit. `if_runs` says what it means when the engine runs the
    outcome all the same: nothing is wrong with it, something has no effect, something is lost
    (the judge compares), or nobody can tell.
    """

    apply: Callable[[Patient], tuple[str, ...] | None]
    if_runs: IfRuns = "unclear"


def escape(part: object) -> str:
    """One part of a JSON Pointer."""
    return str(part).replace("~", "~0").replace("/", "~1")


def _texts(value: object, pointer: str, stage: int) -> Iterator[Slot]:
    if isinstance(value, dict):
        entries: list[tuple[Any, Any]] = list(value.items())
    elif isinstance(value, list):
        entries = list(enumerate(value))
    else:
        return
    for key, inner in entries:
        place = f"{pointer}/{escape(key)}"
        if isinstance(inner, str):
            yield Slot(value, key, place, stage)
        else:
            yield from _texts(inner, place, stage)


def misspelt(word: str, dice: Dice) -> str:
    """The word with one typing mistake."""
    place = dice.number(0, max(0, len(word) - 2))
    letters = list(word)
    match dice.pick(["drop", "swap", "double"]):
        case "drop" if len(word) > 1:
            del letters[place]
        case "swap" if len(set(letters[place : place + 2])) > 1:
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
        case _:
            letters.insert(place, letters[place] if letters else "x")
    return "".join(letters)
