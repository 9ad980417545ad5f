"""What one stage does, in a sentence without an end."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.assist.explain.items import ITEMS
from flowmason_assist.assist.explain.phrases import PHRASES
from flowmason_assist.assist.explain.words import clipped, listed, quoted, shortened, value_words

_PLACE = re.compile(r"\{(?P<name>\w+)(?:\|(?P<default>[^}]*))?\}")
_PARTS = re.compile(r"\[[^\]]*\]|[^\[]+")
# Values that are words of FlowMason, not of the author.
BARE = frozenset(
    {
        *("method", "operation", "analysis_type", "style", "tone", "focus", "target_audience"),
        *("source_language", "target_language"),
    }
)
_LONGEST = 300
_MOST_CASES = 6


def does(facts: Facts, index: int) -> str:
    """Say what a stage does, from its component and its settings."""
    stage = facts.stages[index]
    component = stage.component
    if component is None:
        name = stage.component_name
        return (
            f"names the component {quoted(name.value)}, which is not known"
            if name
            else ("names no component")
        )
    special = _SPECIAL.get(component.name)
    if special is not None:
        return _nested(facts, index) or special(stage)
    for phrase in _phrases(component.name, stage):
        words = _filled(phrase, stage)
        if words is not None:
            return clipped(words, _LONGEST)
    return _described(component.description)


def _phrases(component: str, stage: StageFacts) -> tuple[str, ...]:
    operation = stage.text("operation") or stage.text("filter_mode")
    return (*PHRASES.get(f"{component} {operation}", ()), *PHRASES.get(component, ()))


def _nested(facts: Facts, index: int) -> str | None:
    """Say that a control stage has no effect in the body of another one."""
    stage = facts.stages[index]
    outer = next(
        (
            control.membership.controller
            for control in facts.scopes[index].controls
            if control.membership.part.inline and control.membership.controller != stage.id
        ),
        None,
    )
    if outer is None or not stage.mentions:
        return None
    ids = list(dict.fromkeys(quoted(each.stage_id.value) for each in stage.mentions))
    run = "run once, on their own" if ids[1:] else "runs once, on its own"
    return (
        f"starts nothing: inside {quoted(outer)} no loop, branch or try block works, and "
        f"{listed(ids, 'nothing', _MOST_CASES)} {run}"
    )


def _filled(phrase: str, stage: StageFacts) -> str | None:
    """Put the values of a stage into a phrase, None when one that it needs is not set."""
    parts: list[str] = []
    for part in _PARTS.findall(phrase):
        is_optional = part.startswith("[")
        words = _plain(part[1:-1] if is_optional else part, stage)
        if words is None and not is_optional:
            return None
        parts.append(words or "")
    return "".join(parts)


def _plain(phrase: str, stage: StageFacts) -> str | None:
    parts: list[str] = []
    position = 0
    for match in _PLACE.finditer(phrase):
        value = _value(stage, match["name"]) or match["default"]
        if value is None:
            return None
        parts += (phrase[position : match.start()], value)
        position = match.end()
    return "".join((*parts, phrase[position:]))


def _value(stage: StageFacts, name: str) -> str | None:
    """Give a setting in words, None for one that is not set or says nothing."""
    parameter = stage.parameter(name)
    if parameter is None or parameter.input is None or parameter.value.value in ("", None):
        has_inside = parameter is not None and (parameter.value.items or parameter.value.members)
        if parameter is None or not has_inside:
            return None
    in_words = ITEMS.get(name)
    if in_words is not None and parameter.value.items:
        return in_words(parameter.value)
    if parameter.value.text is not None and name in BARE and "{{" not in parameter.value.text:
        return shortened(parameter.value.text)
    return value_words(parameter.value, stage.stage.text)


def _foreach(stage: StageFacts) -> str:
    items = _value(stage, "items") or "its items"
    body = _mentioned(stage, "loop_stages")
    condition = _value(stage, "filter_expression")
    name = stage.text("item_variable") or "item"
    kept = f", as far as {condition} holds," if condition else ""
    together = ", several at the same time" if _is_true(stage, "parallel") else ""
    return (
        f"goes through {items}{kept} and runs {body} for each one, called {quoted(name)}{together}"
    )


def _return(stage: StageFacts) -> str:
    condition = _value(stage, "condition_expression") or _value(stage, "condition")
    always = condition is None or _is_true(stage, "condition")
    value = _value(stage, "return_value")
    given = f", with {value}" if value else ""
    return f"ends the run early{given}" + ("" if always else f" if {condition} holds")


def _is_true(stage: StageFacts, name: str) -> bool:
    parameter = stage.parameter(name)
    return parameter is not None and parameter.value.value is True


def _conditional(stage: StageFacts) -> str:
    condition = _value(stage, "condition") or "its condition"
    expression = _value(stage, "condition_expression")
    test = f"{expression} holds for {condition}" if expression else f"{condition} is true"
    then, other = _mentioned(stage, "true_branch_stages"), _mentioned(stage, "false_branch_stages")
    return f"runs {then} if {test}, and {other} if not"


def _router(stage: StageFacts) -> str:
    routes: dict[str, list[str]] = {}
    for mention in stage.mentions:
        if mention.case is not None:
            routes.setdefault(mention.case, []).append(quoted(mention.stage_id.value))
    cases = [f"{listed(ids)} for {quoted(case)}" for case, ids in routes.items()]
    default = _mentioned(stage, "default_route")
    value = _value(stage, "value") or "its value"
    chosen = listed(cases, "nothing", _MOST_CASES)
    return f"looks at {value} and runs {chosen}; {default} for anything else"


def _trycatch(stage: StageFacts) -> str:
    words = f"runs {_mentioned(stage, 'try_stages')}, and if that fails "
    words += _mentioned(stage, "catch_stages")
    finally_stages = _mentioned(stage, "finally_stages")
    return words if finally_stages == "nothing" else f"{words}; {finally_stages} in any case"


def _mentioned(stage: StageFacts, name: str) -> str:
    ids = [quoted(each.stage_id.value) for each in stage.mentions if each.list_name == name]
    return listed(ids, "nothing", _MOST_CASES)


def _described(description: str) -> str:
    """Give the first sentence about a component, as the others begin: with a verb."""
    first = description.split(". ", maxsplit=1)[0].strip().rstrip(".")
    return shortened(first[:1].lower() + first[1:], _LONGEST) if first else "does its work"


_SPECIAL: Mapping[str, Callable[[StageFacts], str]] = MappingProxyType(
    {
        "foreach": _foreach,
        "conditional": _conditional,
        "router": _router,
        "trycatch": _trycatch,
        "return": _return,
    }
)
