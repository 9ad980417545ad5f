"""
What the nano model may write for one request, as a grammar in llguidance's dialect of Lark.

Components and settings of the vocabulary, and only the slots and clauses that the request has.
"""

from collections.abc import Iterable, Iterator

from flowmason_assist.assist.plan.plan import QUESTIONS, REFUSALS
from flowmason_assist.assist.plan.vocabulary import (
    Kind,
    PlanComponent,
    Setting,
    tests_of,
    vocabulary,
)
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.form import MAX_STEPS, setting_token
from flowmason_assist.assist.understand.pointers import KNOWN_FIELDS
from flowmason_assist.assist.understand.slots import CLAUSES, INPUTS
from flowmason_assist.assist.understand.tokens import Kind as SlotKind

_COMPARED = ("is", "isnt", "gt", "ge", "lt", "le", "has")
_HELD = ("exists", "missing")


def grammar(slots: Slots) -> str:
    """The grammar of the plans that a request may have; its text is of the form of the model."""
    return "\n".join(f"{name}: {body}" for name, body in _rules(slots)) + "\n"


def _rules(slots: Slots) -> Iterator[tuple[str, str]]:
    numbers = [name for name in slots.named if name[0] == SlotKind.NUMBER]
    known = [
        component
        for component in vocabulary().values()
        if slots.named or not _needs_literal(component)
    ]
    yield "start", "steps output? unmet* ask* refuse?"
    yield "steps", "step*"
    yield "step", f"number clause? ({_either(f'c_{component.name}' for component in known)})"
    yield "block", 'step+ "<}>"'
    yield "output", '"<output>" reference ("<,>" reference)*'
    yield "unmet", '"<unmet>" clauses'
    yield "ask", f'"<ask>" ({_tokens(QUESTIONS)})'
    yield "refuse", f'"<refuse>" ({_tokens(REFUSALS)})'
    yield "number", _tokens(f"@{number}" for number in range(1, MAX_STEPS + 1))
    yield "clause", _tokens(f"C{number}" for number in range(1, max(len(slots.starts), 1) + 1))
    yield "clauses", "clause clause?"
    if slots.named:
        yield "slot", _tokens(slots.named)
        yield "pointer", "slot slot?"
    if numbers:
        yield "count", _tokens(numbers)
    origins = _tokens(("^", "item", *(f"${name}" for name in sorted(INPUTS))))
    named = ' | "<$>" pointer' if slots.named else ""
    yield "reference", f"(number | {origins}{named}) field*"
    fields = _tokens(KNOWN_FIELDS) + (" | pointer" if slots.named else "")
    yield "field", f'"<.>" ({fields})'
    yield from _conditions(fields, has_slots=bool(slots.named))
    for component in known:
        yield f"c_{component.name}", _component(component, slots, has_numbers=bool(numbers))


def _conditions(fields: str, *, has_slots: bool) -> Iterator[tuple[str, str]]:
    held = '"<true>" | "<false>" | reference' + (" | pointer" if has_slots else "")
    yield (
        "condition",
        (f'("<item>" | ({fields}) field*) (({_tokens(_COMPARED)}) ({held}) | {_tokens(_HELD)})'),
    )


def _component(component: PlanComponent, slots: Slots, *, has_numbers: bool) -> str:
    tests = [
        written
        for test in tests_of(component)
        if (written := _setting(test, slots, has_numbers=has_numbers))
    ]
    named = {test.name for test in tests_of(component)}
    parts = [f'"<{component.name}>"']
    for setting in component.settings.values():
        if setting.name in named:
            continue
        written = _setting(setting, slots, has_numbers=has_numbers)
        if written:
            # What is asked back, such as a language, is left out although the step needs it.
            needed = setting.required and not setting.takes(Kind.TEXT)
            parts.append(written if needed else f"({written})?")
    if tests:
        parts.append(f"({' | '.join(tests)})")
    return " ".join((*parts, *_blocks(component)))


def _blocks(component: PlanComponent) -> Iterator[str]:
    match component.name:
        case "foreach":
            yield '"<{>" block'
        case "conditional":
            yield '("<then{>" block ("<else{>" block)? | "<else{>" block)'
        case "router":
            yield '("<case{>" pointer "<:>" block)+ ("<default{>" block)?'
        case "trycatch":
            yield '"<try{>" block ("<catch{>" block)? ("<finally{>" block)?'


def _setting(setting: Setting, slots: Slots, *, has_numbers: bool) -> str:
    """A setting with its values; empty where the request has nothing to put there."""
    if setting.words:
        written = f"({' | '.join(_quoted(setting_token(setting, word)) for word in setting.words)})"
        return f"{written}+" if setting.several else written
    token = _quoted(setting_token(setting))
    if setting.takes(Kind.FLAG):
        return token
    if setting.takes(Kind.CONDITION):
        return f"({token} condition)+" if setting.several else f"{token} condition"
    kinds = []
    if setting.takes(Kind.REFERENCE):
        kinds.append("reference")
    if setting.name in CLAUSES:
        kinds.append("clauses")
    elif setting.takes(Kind.TEXT) and slots.named:
        kinds.append('pointer ("<to>" pointer)?' if setting.name == "rename" else "pointer")
    elif setting.takes(Kind.NUMBER) and has_numbers:
        kinds.append("count")
    if not kinds:
        return ""
    value = f"({' | '.join(kinds)})"
    return f'{token} {value} ("<,>" {value})*' if setting.several else f"{token} {value}"


def _needs_literal(component: PlanComponent) -> bool:
    return component.name == "router" or any(
        setting.required
        and not setting.words
        and not setting.takes(Kind.REFERENCE)
        and setting.name not in CLAUSES
        for setting in component.settings.values()
    )


def _tokens(names: Iterable[str]) -> str:
    return _either(_quoted(f"<{name}>") for name in names)


def _quoted(token: str) -> str:
    return f'"{token}"'


def _either(alternatives: Iterable[str]) -> str:
    return " | ".join(alternatives)
