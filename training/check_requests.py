"""
Check authored requests: `python -m training.check_requests [FILES…]`.

Each plan must be readable, and each literal of a plan must occur in its request.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from flowmason_assist.assist.plan.notation import parse
from flowmason_assist.assist.plan.plan import Condition, Plan, Reference, Scalar, Value, walk
from flowmason_assist.assist.plan.vocabulary import vocabulary
from training.authored import Authored, read_authored

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "training" / "requests", ROOT / "bench" / "nano" / "heldout")

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_OTHERS = (
    "once=1 a=1 an=1 twice=2 both=2 pair=2 couple=2 thrice=3 half=0.5 dozen=12 "
    "minute=60 hour=3600 day=86400"
)
_WORDS = {
    **{word: float(value) for value, word in enumerate(_UNITS.split())},
    **{word: 10.0 * value for value, word in enumerate(_TENS.split(), 2)},
    **{word: float(value) for word, _, value in (each.partition("=") for each in _OTHERS.split())},
}
_SCALES = {
    "k": 1e3, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "m": 1e6, "%": 0.01,
    "min": 60, "mins": 60, "minutes": 60, "minute": 60, "h": 3600, "hours": 3600, "hour": 3600,
    "d": 86400, "days": 86400, "day": 86400, "week": 604800, "weeks": 604800,
}  # fmt: skip
_PLAIN = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}
_WELL_KNOWN = ("status_code",)  # Fields of outputs that people speak of in words of their own.
_NUMBER = re.compile(r"\d[\d,.' ]*\d|\d")


def faults(authored: Authored) -> Iterator[str]:
    """Give what is wrong with an authored request."""
    if not authored.request or not authored.plan:
        yield "a request without a plan" if authored.request else "a plan without a request"
        return
    plan, problems = parse(authored.plan)
    yield from (f"line {authored.line + each.line - 1}: {each.message}" for each in problems)
    if not problems:
        said = _folded(authored.request)
        numbers = set(_numbers(authored.request))
        for literal in _literals(plan):
            is_number = isinstance(literal, int | float)
            is_said = float(literal) in numbers if is_number else _folded(literal) in said
            if not is_said:
                yield f"not in the request: {literal!r}"


def main() -> None:
    """Report on the files named, or on all."""
    named = [Path(each) for each in sys.argv[1:]]
    paths = named or sorted(path for folder in FOLDERS for path in folder.glob("*.txt"))
    kinds: Counter[str] = Counter()
    total = wrong = 0
    for path in paths:
        for authored in read_authored(path):
            found = list(faults(authored))
            total += 1
            wrong += bool(found)
            for fault in found:
                kinds[re.sub(r"line \d+: |'.*'|\".*\"|: .*", "", fault)] += 1
                print(f"{path.name}:{authored.line}: {fault}\n    > {authored.request}")
    print(f"{total} requests, {wrong} with faults", *map(str, kinds.most_common()), sep="\n")
    sys.exit(bool(wrong))


def _literals(plan: Plan) -> Iterator[str | int | float]:
    yield from plan.unmet
    for step in walk(plan.steps):
        yield from (block.label for block in step.blocks if block.label)
        for name, values in step.settings.items():
            words = vocabulary()[step.component].settings[name].words
            for value in values:
                literals = _of_value(value)
                yield from (each for each in literals if each not in words)


def _of_value(value: Value | Scalar | None) -> Iterator[str | int | float]:
    match value:
        case None | bool():
            return
        case Condition():
            yield from value.fields
            yield from _of_value(value.value)
        case Reference():
            yield from (each for each in value.fields if each not in _WELL_KNOWN)
        case str():
            yield from (each for each in value.split(">") if each)
        case _:
            yield value


def _folded(text: str | float) -> str:
    return " ".join(str(text).casefold().translate(_PLAIN).split())


def _numbers(text: str) -> Iterator[float]:
    for match in _NUMBER.finditer(text):
        for written in (match[0], *re.findall(r"\d+(?:\.\d+)?", match[0])):
            plain = re.sub(r"[,' ]", "", written)
            if re.fullmatch(r"\d+(\.\d+)?", plain):
                yield from _scaled(float(plain), text[match.end() :])
    words = re.findall(r"[a-z]+", text.casefold())
    for index, word in enumerate(words):
        value = _WORDS.get(word)
        if value is not None:
            yield from _scaled(value, " ".join(words[index + 1 :]))
            following = _WORDS.get(words[index + 1], 0) if index + 1 < len(words) else 0
            yield value + following


def _scaled(value: float, rest: str) -> Iterator[float]:
    yield value
    yield -value
    scale = re.match(r"[\s-]*(%|[a-z]+)", rest.casefold())
    if scale and scale[1] in _SCALES:
        yield value * _SCALES[scale[1]]


if __name__ == "__main__":
    main()
