"""The usual shapes of requests: chains, fans, loops, branches, guarded calls."""

import random
from collections.abc import Callable, Iterator

from flowmason_assist.assist.plan.notation import parse
from training.compose.composer import Composer, Subject
from training.compose.fill import Part, count_steps
from training.compose.lexicon import domains
from training.compose.phrases import Phrase
from training.compose.unanswered import unanswered, with_unmet
from training.compose.voices import hasty, told, voices
from training.example import Example

_TEXT = (
    *("summarizer", "translator", "rewriter", "analyzer", "generator") * 3,
    *("critic", "improver", "embedder", "chat", "selector"),
)
_ROWS = (
    *("filter", "aggregate", "pandas") * 2,
    *("json_transform", "sql", "join", "schema_validate", "loop"),
)
_IN_LOOPS = (*_TEXT, *("logger", "http_request", "local_file", "json_transform", "output_router"))
_REACTIONS = ("logger", "generator", "http_request", "output_router", "translator", "local_file")
_UNANSWERED = 0.05
_UNMET = 0.05
_ITEM = ("it", "the item", "each one", "this one", "that one")
_RESULTS = ("the results", "all of it", "everything", "all of them", "the collected results")


def composed(count: int, seed: int) -> Iterator[Example]:
    """Give `count` requests with their plans; the same seed gives the same ones."""
    chance = random.Random(seed)
    while count:
        example = compose(chance)
        if example is not None:
            count -= 1
            yield example


def compose(chance: random.Random) -> Example | None:
    """Compose one request; None if chance has put together what makes no plan."""
    if chance.random() < _UNANSWERED:
        return unanswered(chance)
    example = _planned(chance)
    if example is not None and chance.random() < _UNMET:
        return with_unmet(example, chance)
    return example


def _planned(chance: random.Random) -> Example | None:
    voice = voices(chance)
    composer = Composer(chance, chance.choice(domains()), is_hasty=voice is hasty)
    (shape,) = chance.choices(tuple(_SHAPES), tuple(_SHAPES.values()))
    shape(composer)
    plan, problems = parse("\n".join(composer.lines))
    if problems:
        return None
    return Example(told(composer.sentences, voice, chance), plan, f"composed-{shape.__name__}")


def chain(composer: Composer) -> None:
    """A text, one step after the other, and where the result goes."""
    chance = composer.chance
    subject = composer.source() if chance.random() < 0.35 else composer.text()
    for _ in range(chance.choice((1, 1, 2, 2, 3))):
        subject = composer.step(chance.choice(_TEXT), subject)
    _finish(composer, subject, 0.5)


def fan_out(composer: Composer) -> None:
    """Several steps about one text, and often something made of their results."""
    chance = composer.chance
    origin = composer.source() if chance.random() < 0.3 else composer.text()
    words = tuple(each for each in origin.words if each != "it") or ("it",)
    origin = Subject((*words, "it"), origin.reference)
    results = [
        composer.step(chance.choice(_TEXT), origin).reference
        for _ in range(chance.choice((2, 2, 3)))
    ]
    if chance.random() < 0.4:
        both = Subject(("both", "the results", "all of that", "them"), ",".join(results))
        _finish(composer, composer.step("combiner", both), 0.5)


def swapped(composer: Composer) -> None:
    """Two steps that are told in the other order than they run."""
    chance = composer.chance
    subject = composer.text()
    first = composer.part(chance.choice(_TEXT), Subject(("it",), subject.reference), 1, _is_part)
    then = composer.part(
        chance.choice(_TEXT),
        Subject(subject.words, f"@{count_steps(first.lines)}"),
        count_steps(first.lines) + 1,
        _is_part,
    )
    frame = chance.choice(
        (
            "{then}, but first {first}",
            "before you {then}, {first}",
            "{then}, but only after you {first}",
            "{then}; before that, {first}",
            "I want to {then}. Beforehand {first}",
            "{then} (but {first} first)",
        )
    )
    composer.add(Part(frame.format(first=first.text, then=then.text), first.lines + then.lines))
    number = composer.number - 1
    _finish(composer, Subject(("the result", "the final text"), f"@{number}"), 0.4)


def records(composer: Composer) -> None:
    """Rows that are filtered, sorted, counted."""
    chance = composer.chance
    subject = composer.source() if chance.random() < 0.6 else composer.items()
    for _ in range(chance.choice((1, 1, 2, 2, 3))):
        subject = composer.step(chance.choice(_ROWS), subject)
    if chance.random() < 0.3:
        subject = composer.step(chance.choice(("summarizer", "generator")), subject)
    _finish(composer, subject, 0.55)


def loop(composer: Composer) -> None:
    """Something done with each item of a list."""
    chance = composer.chance
    subject = composer.source() if chance.random() < 0.5 else composer.items()
    if chance.random() < 0.2:
        subject = composer.step("filter", subject)
    number = composer.number
    composer.add(composer.controlled("foreach", subject, [_body(composer, _IN_LOOPS, "item")]))
    results = Subject(_RESULTS, f"@{number}")
    if chance.random() < 0.3:
        component = chance.choice(("combiner", "generator", "aggregate", "summarizer"))
        _finish(composer, composer.step(component, results), 0.4)
    else:
        _finish(composer, results, 0.3)


def branch(composer: Composer) -> None:
    """One thing or another, depending on what is found out or on a field."""
    chance = composer.chance
    text, record = composer.text(), composer.record()
    if chance.random() < 0.5:
        on_text = chance.random() < 0.6
        subject = text if on_text else composer.field_of(record)
        body = _body(composer, _REACTIONS, subject.reference if on_text else record.reference)
        part = composer.controlled("router", subject, [body])
    elif chance.random() < 0.5:
        found = composer.step("analyzer", text)
        found = Subject(("it", "the result", "the outcome"), found.reference)
        body = _body(composer, _REACTIONS, text.reference)
        part = composer.controlled("conditional", found, [body])
    else:
        body = _body(composer, _REACTIONS, record.reference)
        part = composer.controlled("conditional", composer.field_of(record), [body])
    composer.add(part)


def guarded(composer: Composer) -> None:
    """Something that may fail, and what happens then."""
    risky = _body(composer, ("http_request", "s3", "postgres", "mongodb"), "$data")
    fallback = _body(composer, ("logger", "logger", "local_file", "redis"), "$data")
    composer.add(composer.controlled("trycatch", composer.record(), [risky, fallback]))


def early_end(composer: Composer) -> None:
    """A run that ends early."""
    record = composer.record()
    composer.step("return", composer.field_of(record))
    _finish(composer, composer.step(composer.chance.choice(_TEXT), record), 0.5)


def single(composer: Composer) -> None:
    """A single step."""
    component = composer.chance.choice((*_TEXT, *_ROWS, "logger", "output_router", "variable_set"))
    composer.step(component, composer.items() if component in _ROWS else composer.text())


_SHAPES: dict[Callable[[Composer], None], int] = {
    chain: 26,
    fan_out: 12,
    swapped: 5,
    records: 20,
    loop: 24,
    branch: 20,
    guarded: 7,
    early_end: 3,
    single: 5,
}


def _finish(composer: Composer, subject: Subject, probability: float) -> None:
    while composer.chance.random() < probability:
        composer.sink(subject)
        probability *= 0.35


def _body(composer: Composer, components: tuple[str, ...], reference: str) -> Callable[[int], Part]:
    """What makes the inside of a controller: one step, or two of which one works on the other."""

    def make(number: int) -> Part:
        chance = composer.chance
        first = composer.part(
            chance.choice(components), Subject(_ITEM, reference), number, _is_part
        )
        if chance.random() < 0.7:
            return first
        after = number + count_steps(first.lines)
        subject = Subject(("it", "that", "the result"), f"@{after - 1}")
        second = composer.part(chance.choice(components), subject, after, _is_part)
        joint = chance.choice((" and ", ", then ", ", and then "))
        return Part(first.text + joint + second.text, first.lines + second.lines)

    return make


def _is_part(phrase: Phrase) -> bool:
    return phrase.is_part
