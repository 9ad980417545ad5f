"""The cases in which a checker is wrong, in a form that shows why."""

import json
from collections.abc import Iterable, Iterator

from bench.accuracy.measure import Judged


def described(wrong: Iterable[Judged], *, places: bool = False) -> Iterator[str]:
    """A few lines about each case that is missed, or with `places` also those misplaced."""
    for one in wrong:
        if one.is_missed or (places and one.is_misplaced):
            yield _description(one)


def headline(one: Judged) -> str:
    """One line that is the same for cases of a kind."""
    label = one.case.labels[one.reader]
    found = {each.code for each in one.findings if each.severity in {"error", "warning"}}
    codes = f" · {' '.join(sorted(found))}" if label == "clean" or one.is_misplaced else ""
    wrong = "misplaced" if one.is_misplaced else "false alarm" if label == "clean" else "missed"
    return f"{wrong:11} {label:6} {one.case.family} · {one.case.kind}{codes}"


def _description(one: Judged) -> str:
    case = one.case
    heading = f"seed {case.sound.seed} · {case.family} · {case.kind} · {one.reader}"
    lines = [f"{heading} · engine: {case.labels[one.reader]}{' · misplaced' * one.is_misplaced}"]
    if case.errors[one.reader]:
        lines.append(f"  engine says {case.errors[one.reader][:300]!r}")
    lines.append(f"  engine stops at {case.stages[one.reader]!r}")
    if case.broken is not None and case.broken.line is not None:
        lines.append(f"  fault on line {case.broken.line}")
    elif case.broken is not None:
        lines += [f"  fault at {place}" for place in case.broken.places[:3]]
        lines.append(f"  value there: {_value(case.text, case.broken.places[0])}")
    lines += [
        f"  we say {found.severity} {found.code} at {found.pointer!r}: {found.message[:160]}"
        for found in one.findings
        if found.severity in {"error", "warning"}
    ]
    return "\n".join(lines)


def _value(text: str, pointer: str) -> str:
    """What stands at the fault, with the stage around it."""
    try:
        value = json.loads(text)
        for part in pointer.split("/")[1:3]:
            value = value[int(part)] if isinstance(value, list) else value[part]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return "nothing"
    return json.dumps(value, ensure_ascii=False)[:600]
