"""
What anybody sees is meant, where a plan says it nearly right.

Planners split one wish into two steps, judge before they know what is judged, or add up single
items. Nothing here adds to what is asked for.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from flowmason_assist.assist.plan.choices import by_its_label
from flowmason_assist.assist.plan.families import MOODS
from flowmason_assist.assist.plan.hollow import (
    by_chance,
    half_read,
    one_object,
    one_table,
    put_back,
    says_nothing,
    sorted_for_nothing,
)
from flowmason_assist.assist.plan.material import MAIN, is_writing, unread
from flowmason_assist.assist.plan.places import explicit, normalize, step_reference
from flowmason_assist.assist.plan.plan import (
    TESTS,
    Block,
    Plan,
    Reference,
    Step,
    Value,
    walk,
)
from flowmason_assist.assist.plan.tables import (
    each_its_own,
    nothing_tried,
    same_again,
    sorted_rows,
    whole_list,
)
from flowmason_assist.assist.plan.tidying import Tidying, rebuilt
from flowmason_assist.assist.plan.unused import joined_from_read, written_from_all

_SAME_JOB: Final[Mapping[str, re.Pattern[str]]] = {
    "summarizer": re.compile(r"summ|digest|shorten|short version|sum up|tl;?dr", re.IGNORECASE),
    "rewriter": re.compile(r"\b(?:re)?(?:writ|word|phras|draft|polish)", re.IGNORECASE),
    "chat": re.compile(r"\b(?:answer|repl|respon)", re.IGNORECASE),
    "improver": re.compile(r"\b(?:improv|revis|better)", re.IGNORECASE),
}
_OVER_ALL: Final = frozenset({"aggregate", "pandas", "join"})
_REJECTS: Final = re.compile(
    r"no\b|nope|nay|not\b|in(?:valid|complete)|bad|garbage|missing|fail|wrong|false|reject|absent|gone|$",
    re.IGNORECASE,
)
_DENYING: Final = frozenset({"missing", "isnt", "false"})
_ON_TEXT: Final = frozenset(
    {"analyzer", "translator", "rewriter", "summarizer", "critic", "chat", "improver"}
)


def tidy(plan: Plan) -> Plan:
    """Give the plan with what is nearly right put right."""
    if not plan.steps:
        return plan
    tidying = Tidying(_decided(explicit(plan)))
    for rule in _RULES:
        for number in list(tidying.steps):
            rule(tidying, number)
    return normalize(rebuilt(tidying))


def _decided(plan: Plan) -> Plan:
    """Give the plan with decisions instead of routers where a check has one of two outcomes."""
    steps = dict(enumerate(walk(plan.steps), start=1))

    def settled(step: Step) -> Step:
        blocks = tuple(
            block.model_copy(update={"steps": tuple(map(settled, block.steps))})
            for block in step.blocks
        )
        value = step.one("value")
        read = steps.get(value.step or 0) if isinstance(value, Reference) else None
        test = _test_instead(step, read) if step.component == "router" else {}
        if not test:
            return step.model_copy(update={"blocks": blocks})
        bodies = tuple(
            Block(name=name, steps=each.steps)
            for name, each in zip(("then", "else"), blocks, strict=False)
        )
        return step.model_copy(
            update={
                "component": "conditional",
                "settings": {**step.settings, **test},
                "blocks": bodies,
            }
        )

    return plan.model_copy(update={"steps": tuple(map(settled, plan.steps))})


def _test_instead(router: Step, read: Step | None) -> dict[str, tuple[Value, ...]]:
    """Give the test of a decision that does what a router does; empty where none does."""
    first, *others = router.blocks
    if read is not None and _is_check(read):
        rejecting = [_REJECTS.match(each.label or "") is not None for each in router.blocks]
        if len(set(rejecting)) == len(rejecting):
            return {"false" if rejecting[0] else "true": (True,)}
        return {}
    has_one_case = first.label is not None and [each.name for each in others] in ([], ["default"])
    return {"is": (first.label,)} if first.label is not None and has_one_case else {}


def _said_twice(it: Tidying, number: int) -> None:
    """Leave out a step that a prompt before it asks for already."""
    step = it.steps[number]
    main = MAIN[step.component] if step.component in _SAME_JOB else None
    if main is None or set(step.settings) != {main} or len(step.settings[main]) != 1:
        return
    before = it.read(number, main)
    if before is None or before[1].component != "generator":
        return
    task = before[1].text("task") or ""
    if before[0] == number - 1 and _SAME_JOB[step.component].search(task):
        it.left_out[number] = step_reference(before[0])


def _of_all_items(it: Tidying, number: int) -> None:
    """Take figures over a list out of a loop that would take them of each item."""
    step = it.steps[number]
    body = step.block("body")
    if (
        step.component != "foreach"
        or body is None
        or len(body.steps) != 1
        or "where" in step.settings
    ):
        return
    inner = it.steps[number + 1]
    data = inner.one("data")
    items = step.settings.get("items")
    is_item = isinstance(data, Reference) and data.origin == "item" and not data.fields
    if inner.component in _OVER_ALL and is_item and items:
        it.set(number + 1, data=items)
        it.hoisted.add(number)
        it.left_out[number] = step_reference(number + 1)


def _valid_or_not(it: Tidying, number: int) -> None:
    """Ask of a check whether it holds, and of a search whether it found, and nothing else."""
    step = it.steps[number]
    before = it.read(number, "value") if step.component in ("conditional", "return") else None
    if before is None or not _is_check(before[1]):
        return
    tests = [name for name in TESTS if name in step.settings]
    if tests and tests[0] not in ("true", "false"):
        mark = "false" if tests[0] in _DENYING else "true"
        it.set(number, **dict.fromkeys(tests), **{mark: (True,)})


def _is_check(step: Step) -> bool:
    return step.component == "schema_validate" or step.text("op") == "exists"


def _same_text(it: Tidying, number: int) -> None:
    """Work on the text, and not on what was found out about it, or on where it was kept."""
    step = it.steps[number]
    main = MAIN.get(step.component)
    before = it.read(number, main) if main is not None and step.component in _ON_TEXT else None
    if main is None or before is None:
        return
    if before[1].component == "analyzer" and before[1].text("kind") != "custom":
        it.set(number, **{main: before[1].settings.get("text")})
    if is_writing(before[1]) and before[1].component != "local_file":
        kept = before[1].settings.get(MAIN[before[1].component])
        it.set(number, **{main: kept or step.settings[main]})


def _decided_text(it: Tidying, number: int) -> None:
    """Send or keep the text that is decided about, and not what was found out to decide it."""
    step = it.steps[number]
    main = MAIN.get(step.component)
    before = it.read(number, main) if main is not None and step.component in _PASSING_ON else None
    if main is None or before is None or before[1].component != "analyzer":
        return
    around = (it.steps[each].one("value") for each in it.places[number - 1].controllers)
    if step_reference(before[0]) in list(around):
        it.set(number, **{main: before[1].settings.get("text")})


def _past_logging(it: Tidying, number: int) -> None:
    """Work on what there was before something was logged."""
    step = it.steps[number]
    main = MAIN.get(step.component)
    before = it.read(number, main) if main is not None else None
    if main is not None and before is not None and before[1].component == "logger":
        found = it.material(before[0])
        it.set(number, **{main: (found,) if found else step.settings[main]})


def _kept(it: Tidying, number: int) -> None:
    """Have something written where something is to be written."""
    step = it.steps[number]
    if not is_writing(step) or MAIN[step.component] in step.settings or "sql" in step.settings:
        return
    found = it.material(number)
    if found is not None:
        it.set(number, **{MAIN[step.component]: (found,)})


def _read_first(it: Tidying, number: int) -> None:
    """Read what the rest works on, rather than writing it first."""
    step = it.steps[number]
    reading = _READS.get(step.component)
    kept = step.one(MAIN[step.component]) if reading else None
    is_named = isinstance(kept, Reference) and kept.name not in _UNNAMED
    if number != 1 or reading is None or is_named or (step.text("op") not in _PUTTING):
        return
    if any(it.is_read(number, other) for other in it.steps):
        path = (step.text("path") or "").lower()
        operation = "read_csv" if path.endswith(".csv") else reading
        it.set(number, op=(operation,), **{MAIN[step.component]: None})


def _all_of_them(it: Tidying, number: int) -> None:
    """Put together, or choose from, all that was made for it."""
    step = it.steps[number]
    name = {"combiner": "inputs", "selector": "candidates"}.get(step.component, "")
    only = step.one(name) if len(step.settings.get(name, ())) == 1 else None
    if not isinstance(only, Reference) or only.step is None:
        return
    place = it.places[number - 1]
    beside = [
        each
        for each in range(1, number)
        if it.places[each - 1].block is place.block and each not in it.left_out
    ]
    others = unread(it.steps, beside, it.read_before(number))
    made = sorted({*others, only.step})
    if len(made) > 1:
        it.set(number, **{name: tuple(map(step_reference, made))})


def _judged(it: Tidying, number: int) -> None:
    """Choose from what was judged and not from the judgement; improve with it."""
    step = it.steps[number]
    main = {"selector": "candidates", "improver": "content"}.get(step.component)
    before = it.read(number, main) if main is not None else None
    if main is None or before is None:
        return
    if before[1].component == "critic":
        it.set(number, **{main: before[1].settings.get("content")})
    if step.component == "improver" and "feedback" not in step.settings:
        critics = [each for each in range(1, number) if it.steps[each].component == "critic"]
        if critics and number - critics[-1] <= _NEAR:
            it.set(number, feedback=(step_reference(critics[-1]),))


def _status(it: Tidying, number: int) -> None:
    """Hold the status of an answer against a number, where the answer is or its field is not."""
    step = it.steps[number]
    value = step.one("value") if step.component in ("conditional", "return") else None
    if not isinstance(value, Reference) or value.fields not in ((), ("status",)):
        return
    asked = it.steps.get(value.step or 0)
    held = [each for test in _COMPARING for each in step.settings.get(test, ())]
    is_status = len(held) == 1 and held[0] in _STATUSES and not isinstance(held[0], bool)
    if asked is not None and asked.component == "http_request" and is_status:
        it.set(number, value=(value.model_copy(update={"fields": ("status_code",)}),))


def _found_out(it: Tidying, number: int) -> None:
    """Have an analysis find out what is decided by it."""
    step = it.steps[number]
    before = it.read(number, "value") if step.component in ("conditional", "router") else None
    if before is None or before[1].component != "analyzer":
        return
    if {"kind", "labels", "task"} & set(before[1].settings):
        return
    tested = {
        str(value).lower() for name in ("is", "isnt") for value in step.settings.get(name, ())
    }
    labels = tuple(block.label for block in step.blocks if block.label)
    if tested and tested <= MOODS:
        it.set(before[0], kind=("sentiment",))
    elif labels:
        it.set(before[0], labels=labels)


_NEAR: Final = 3
_COMPARING: Final = ("is", "isnt", "gt", "ge", "lt", "le")
_STATUSES: Final = range(100, 600)
_READS: Final[Mapping[str, str]] = {
    "local_file": "read",
    "s3": "download",
    "mongodb": "find",
}
_PASSING_ON: Final = frozenset(
    {"http_request", "output_router", "redis", "local_file", "s3", "mongodb", "postgres"}
)
_PUTTING: Final = frozenset({"write", "upload", "insert"})
_UNNAMED: Final = frozenset({"text", "data", "rows", "items", "message"})
_RULES: Final[tuple[Callable[[Tidying, int], None], ...]] = (
    _read_first,
    says_nothing,
    one_object,
    put_back,
    one_table,
    half_read,
    sorted_for_nothing,
    by_its_label,
    by_chance,
    nothing_tried,
    sorted_rows,
    whole_list,
    each_its_own,
    same_again,
    _said_twice,
    _same_text,
    _past_logging,
    _decided_text,
    _of_all_items,
    _valid_or_not,
    _judged,
    _found_out,
    _status,
    _all_of_them,
    _kept,
    written_from_all,
    joined_from_read,
)
