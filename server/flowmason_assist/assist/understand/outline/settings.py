"""What drafted steps say beside what they work on: literals, fixed words, conditions, tests."""

from collections.abc import Iterator, Mapping

from flowmason_assist.assist.plan.plan import TESTS, Condition, Reference, Step, Test, Value
from flowmason_assist.assist.plan.vocabulary import Kind, Setting, tests_of, vocabulary
from flowmason_assist.assist.understand.comparisons import Comparison
from flowmason_assist.assist.understand.durations import duration_in
from flowmason_assist.assist.understand.features import of_token
from flowmason_assist.assist.understand.outline.draft import Draft, Found
from flowmason_assist.assist.understand.outline.fixed import fixed_word
from flowmason_assist.assist.understand.outline.operations import operation_of
from flowmason_assist.assist.understand.roles import CONDITION_TESTS
from flowmason_assist.assist.understand.signs.pattern import pattern
from flowmason_assist.assist.understand.slots import CLAUSES
from flowmason_assist.assist.understand.tokens import Kind as TokenKind
from flowmason_assist.assist.understand.understood import Understood

# What a fixed word or a test must reach to be said although it need not be.
_LIKELY = 0.4
_UNARY: tuple[Test, ...] = ("exists", "missing")
_DURATIONS = frozenset({"expire", "timeout"})
_HELD = pattern(
    r"\b(?:for|ttl|expir\w+(?: in| after)?|valid|lasts?|after)\s(?=\s*(?:an?|one|\w+)\b)"
)
_NEAR = 20
_LENGTHS: Mapping[Test, Test] = {"gt": "longer", "ge": "longer", "lt": "shorter", "le": "shorter"}
_CHARACTERS = frozenset({"characters", "character", "chars", "letters"})
_FLATTENS = pattern(r"\b(?:flat(?:ten\w*)?|un-?nest\w*)\b")
_LACKING = pattern(
    r"\b(?:no|without|lack\w*|missing|absent|empty|blank|not (?:there|given|set)|isn't there|n't)\b"
)
# What a decision holds its value against, where it is not spelled as a comparison.
_SPELLED = frozenset({TokenKind.QUOTED, TokenKind.LANGUAGE, TokenKind.NUMBER})
_FLAGS = ("exists", "missing", "true", "false")


def said(understood: Understood, draft: Draft) -> Step:
    """The step of a draft, without what it refers to."""
    settings: dict[str, tuple[Value, ...]] = {}
    known = vocabulary()[draft.component]
    tests = {test.name for test in tests_of(known)}
    for name, setting in known.settings.items():
        if name not in tests:
            values = tuple(_values(understood, draft, setting))
            if values:
                settings[name] = values
    if tests:
        settings.update(_test(understood, draft))
    if "op" in settings:
        operation = operation_of(understood.slots, draft, settings)
        if operation is None:
            words = fixed_word(understood, draft, known.settings["op"], 0.0)
            operation = next(word for word in words if (word,) != settings["op"])
        settings["op"] = (operation,)
    return Step(component=draft.component, settings=settings)


def pointer_at(understood: Understood, index: int) -> str:
    """The pointer that names a token."""
    token = understood.slots.tokens[index]
    return f"<{token.kind}{token.number}>"


def best_slot(
    understood: Understood, role: str, clause: int, kinds: frozenset[TokenKind]
) -> str | None:
    """The slot of a clause, of some kinds, that is likeliest to have a role, if any could."""
    slots, model = understood.slots, understood.models["role"]
    component = role.partition(".")[0]
    if role not in model.classes:
        return None
    scored = [
        (model.ranked(of_token(slots, index, (component,), ()), {role}), index)
        for index, token in enumerate(slots.tokens)
        if token.kind in kinds and token.is_slot and slots.clause_at(token.span.start) == clause
    ]
    if not scored:
        return None
    token = slots.tokens[max(scored)[1]]
    return f"<{token.kind}{token.number}>"


def _values(understood: Understood, draft: Draft, setting: Setting) -> Iterator[Value]:
    if setting.words:
        words = fixed_word(understood, draft, setting, 0.0 if setting.required else _LIKELY)
        single = words[draft.number : draft.number + 1] or words[:1]
        yield from words if setting.several and not setting.required else single
    elif setting.takes(Kind.CONDITION):
        yield from _compared(understood, draft) or _conditions(draft)
    elif setting.takes(Kind.FLAG):
        chances = understood.candidates.clauses[draft.clause]
        is_said = setting.name == "flatten" and _FLATTENS.search(
            understood.slots.words(draft.clause)
        )
        if is_said or chances.get(f"{draft.component}.{setting.name}", 0.0) >= _LIKELY:
            yield True
    elif setting.name in CLAUSES:
        if draft.component == "generator":
            yield f"<C{draft.clause + 1}>"
    elif setting.name == "rename":
        pairs = zip(draft.of("old"), draft.of("new"), strict=False)
        yield from (f"{old.pointer}<to>{new.pointer}" for old, new in pairs)
    elif setting.name in _DURATIONS and (seconds := _seconds(understood, draft, setting)):
        yield seconds
    else:
        only_numbers = not setting.takes(Kind.TEXT)
        literals = [
            each.pointer
            for each in draft.of(setting.name)
            if not only_numbers or each.pointer.startswith("<N")
        ]
        yield from literals if setting.several else literals[:1]


def _seconds(understood: Understood, draft: Draft, setting: Setting) -> int | None:
    """How long something holds, where its clause says it with a unit."""
    request = understood.request
    found = draft.of(setting.name)
    if found:
        start = understood.slots.tokens[found[0].index].span.start
        return duration_in(request[start : start + _NEAR])
    clause = understood.slots.words(draft.clause)
    held = _HELD.search(clause) if draft.component == "redis" else None
    return duration_in(clause[held.end() :][:_NEAR]) if held else None


def _compared(understood: Understood, draft: Draft) -> list[Condition]:
    """What the clause spells as a comparison."""
    return [
        Condition(
            fields=tuple(pointer_at(understood, index) for index in each.key),
            test=each.test,
            value=each.value
            if each.value is None or isinstance(each.value, bool)
            else pointer_at(understood, each.value),
        )
        for each in draft.compared
    ]


def _conditions(draft: Draft) -> Iterator[Condition]:
    """Fields and what they are compared with, each with the nearest that fits."""
    free = [each for each in draft.found if each.name.startswith("where:")]
    for key in (each for each in draft.found if each.name.startswith("key:")):
        test = next(test for test in CONDITION_TESTS if key.name == f"key:{test}")
        if test in _UNARY:
            yield Condition(fields=(key.pointer,), test=test)
            continue
        if free:
            held = min(free, key=lambda each: _fit(key, each))
            free.remove(held)
            test = next(test for test in CONDITION_TESTS if held.name == f"where:{test}")
            yield Condition(fields=(key.pointer,), test=test, value=held.pointer)


def _fit(key: Found, held: Found) -> tuple[bool, int]:
    return held.name.partition(":")[2] != key.name.partition(":")[2], abs(held.index - key.index)


def _test(understood: Understood, draft: Draft) -> dict[str, tuple[Value, ...]]:
    """What a conditional holds its value against."""
    guard = understood.slots.guards[draft.clause]
    if guard is not None and guard.label is not None:
        return {"is": (pointer_at(understood, guard.label.listed),)}
    if guard is not None and guard.holds is not None:
        return {"true" if guard.holds else "false": (True,)}
    for read, condition in zip(draft.compared, _compared(understood, draft), strict=True):
        held = condition.value
        if isinstance(held, bool):
            return {"true" if held == (condition.test == "is") else "false": (True,)}
        test = _LENGTHS.get(condition.test) if _is_length(understood, read) else None
        return {test or condition.test: (True if held is None else held,)}
    for test in TESTS:
        literals = [each.pointer for each in draft.of(test)]
        if literals:
            return {test: tuple(literals[:1])}
    chances = understood.candidates.clauses[draft.clause]
    flags = {test: chances.get(f"{draft.component}.{test}", 0.0) for test in _FLAGS}
    likeliest = max(flags, key=lambda test: flags[test])
    if flags[likeliest] < _LIKELY:
        pointer = best_slot(understood, f"{draft.component}.is", draft.clause, _SPELLED)
        if pointer is not None:
            return {"is": (pointer,)}
        if _LACKING.search(understood.slots.words(draft.clause)):
            return {"missing": (True,)}
    return {likeliest: (True,)}


def _is_length(understood: Understood, read: Comparison) -> bool:
    """Whether characters are counted: "over 2,000 characters"."""
    around = understood.slots.tokens[read.first : read.last + 2]
    return any(token.lower in _CHARACTERS for token in around)


def with_references(step: Step, references: dict[str, tuple[Reference, ...]]) -> Step:
    """A step with what it refers to, settings in the order of the vocabulary."""
    settings = {**step.settings, **references}
    if step.component == "http_request" and "body" in settings:
        settings.setdefault("method", ("POST",))
    ordered = {
        name: settings[name] for name in vocabulary()[step.component].settings if name in settings
    }
    return step.model_copy(update={"settings": ordered})
