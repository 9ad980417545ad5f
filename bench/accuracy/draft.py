"""One stage while it is being written: fills fields and remembers which stages they need."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bench.accuracy.dice import Dice
from bench.accuracy.source import ALL_KINDS, PRESENT, PRINTABLE, Kind, Source
from bench.accuracy.world import World

SPACINGS: Final = ("{{%s}}", "{{ %s }}", "{{%s}}", "{{ %s }}", "{{  %s}}", "{{\t%s\n}}")
GLUE: Final = ("{label}: {value}", "{label} = {value}", "<{label}>{value}</{label}>", "- {value}")
Suitable = Callable[[Source], bool]


@dataclass(slots=True)
class Draft:
    """The fields of one stage, written from the sources that it may refer to."""

    dice: Dice
    world: World
    sources: Sequence[Source]
    spacing: str
    needs: set[str] = field(default_factory=set)

    def ref(self, source: Source) -> str:
        """A template that yields the source."""
        if source.stage is not None:
            self.needs.add(source.stage)
        spacing = self.dice.pick(SPACINGS) if self.dice.chance(0.04) else self.spacing
        return spacing % source.path

    def find(self, kinds: Sequence[Kind], suitable: Suitable | None = None) -> Source | None:
        """A source of one of the kinds; outputs of stages and recent ones come first."""
        fits = [
            source
            for source in self.sources
            if source.kind in kinds and (suitable is None or suitable(source))
        ]
        made = [source for source in fits if source.stage is not None]
        if made and self.dice.chance(0.6):
            return self.dice.pick(made[-8:])
        return self.dice.pick(fits) if fits else None

    def whole(self, kinds: Sequence[Kind], suitable: Suitable | None = None) -> str | None:
        """A string that is one template and nothing else, or `None` without such a source."""
        source = self.find(kinds, suitable)
        if source is None:
            return None
        template = self.ref(source)
        return f" {template} " if self.dice.chance(0.02) else template

    def anything(self) -> object:
        """A value for a field that takes every type but null."""
        template = self.whole(PRESENT)
        if template is None or self.dice.chance(0.15):
            return self.literal(2)
        return template

    def literal(self, depth: int) -> object:
        """A nested literal value, with templates somewhere inside in half of the cases."""
        leaf = self.dice.weighted(
            ["words", "number", "flag", "template", "list", "object"],
            [3, 1, 1, 3, depth, depth],
        )
        match leaf:
            case "words":
                return self.phrase()
            case "number":
                return self.dice.pick([0, 3, 12, 0.5, -4])
            case "flag":
                return self.dice.chance(0.5)
            case "template":
                return self.text()
            case "list":
                return [self.literal(depth - 1) for _ in range(self.dice.number(1, 3))]
            case _:
                return {key: self.literal(depth - 1) for key in self.some_keys()}

    def some_keys(self) -> list[str]:
        """Keys for an object, some of them with spaces or other letters."""
        names = [*self.world.inputs, "kind", "größe", "x-ref", "made by", "id", "value"]
        return self.dice.some(names, 1, 3)

    def phrase(self) -> str:
        """A few words without a template."""
        domain = self.world.domain
        samples = [text for texts in domain["texts"].values() for text in texts]
        words: list[str] = [*samples, *domain["criteria"], domain["title"]]
        return self.dice.pick(words)

    def text(self) -> str:
        """A text for a person or a model: a task, some lines, one template, or plain words."""
        form = self.dice.weighted(["task", "lines", "whole", "plain"], [5, 3, 2, 1])
        if form == "whole" and (template := self.whole(["text"])) is not None:
            return template
        if form == "lines":
            return "\n".join(self._line() for _ in range(self.dice.number(2, 4)))
        if form == "plain":
            return self.phrase()
        task: str = self.dice.pick(self.world.domain["tasks"])
        return task.replace("{}", self._printed(), 1)

    def content(self) -> str:
        """A text that is worth working on: mostly one whole template."""
        template = self.whole(["text"]) if self.dice.chance(0.7) else None
        return template or self.text()

    def plain(self) -> str:
        """A template of text, a template inside words, or words, for short text fields."""
        form = self.dice.weighted(["words", "inside", "whole"], [5, 2, 2])
        if form == "whole" and (template := self.whole(["text"])) is not None:
            return template
        return f"about {self._printed()}" if form == "inside" else self.phrase()

    def token(self) -> str:
        """A short text on one line, in ASCII, as headers need it."""
        return self.dice.pick(
            [
                "abc-123",
                "{{context.run_id}}",
                "Bearer {{env.API_TOKEN}}",
                "v{{context.pipeline_version}}",
            ]
        )

    def texts(self, low: int, high: int) -> object:
        """A list of texts in one of the ways that the engine reads one."""
        form = self.dice.weighted(["list", "json", "template"], [8, 1, 1])
        template = self.whole(["texts"], _at_least(low)) if form == "template" else None
        if template is not None:
            return template
        if form == "json":
            words = self.dice.some(self.world.domain["criteria"], low, max(low, high))
            return json.dumps(words, ensure_ascii=self.dice.chance(0.5))
        return [self.content() for _ in range(self.dice.number(low, max(low, high)))]

    def whole_number(self, low: int, high: int) -> object:
        """A whole number in one of the ways that the engine reads one."""
        number = self.dice.number(low, high)
        form = self.dice.weighted(["int", "text", "float", "template"], [8, 1, 1, 1])
        if form == "template":
            return self.whole(["int"], _between(low, high)) or number
        return {"text": str(number), "float": float(number)}.get(form, number)

    def real_number(self, low: float, high: float) -> object:
        """A number in one of the ways that the engine reads one."""
        number = self.dice.fraction(low, high)
        form = self.dice.weighted(["float", "text", "template"], [8, 1, 1])
        if form == "template":
            return self.whole(["float", "int"], _between(low, high)) or number
        return str(number) if form == "text" else number

    def flag(self) -> object:
        """A boolean in one of the ways that the engine reads one."""
        form = self.dice.weighted(["bool", "word", "template"], [6, 2, 2])
        if form == "template" and (template := self.whole(["bool"])) is not None:
            return template
        if form == "word":
            return self.dice.pick(["yes", "No", "on", "off", "true", "FALSE", "1", "0", "enabled"])
        return self.dice.chance(0.5)

    def choice(self, options: Sequence[str]) -> str:
        """One of the options of an enumeration, sometimes in other case."""
        option = self.dice.pick(options)
        return self.dice.pick([option.upper(), option.lower()]) if self.dice.chance(0.2) else option

    def fill(self, config: dict[str, Any], probability: float = 0.35, **makers: object) -> None:
        """Give each of the optional fields a value with the given probability."""
        for key, maker in makers.items():
            if self.dice.chance(probability):
                config[key] = maker() if callable(maker) else maker

    def _printed(self) -> str:
        source = self.find(ALL_KINDS if self.dice.chance(0.15) else PRINTABLE)
        return self.ref(source) if source is not None else self.phrase()

    def _line(self) -> str:
        label = self.dice.pick([*self.world.inputs, "text", "note"])
        return self.dice.pick(GLUE).format(label=label, value=self._printed())


def on_one_line(source: Source) -> bool:
    """Tell whether the source is short and fits on one line."""
    value = source.known
    return isinstance(value, int) or (
        isinstance(value, str) and value.isprintable() and len(value) < 60  # noqa: PLR2004
    )


def _at_least(length: int) -> Suitable:
    def fits(source: Source) -> bool:
        return len(source.known) >= length if isinstance(source.known, list) else length <= 1

    return fits


def _between(low: float, high: float) -> Suitable:
    def fits(source: Source) -> bool:
        value = source.known
        return isinstance(value, int | float) and low <= value <= high

    return fits
