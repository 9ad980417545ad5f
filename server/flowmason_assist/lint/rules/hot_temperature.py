"""
The temperature is high for a task with one right answer.

At high temperatures models vary their words and break formats. Extraction, classification and
answers in JSON want a temperature near 0.

## Example

    { "component_type": "generator",
      "config": { "prompt": "Extract the dates as JSON: {{input.text}}", "temperature": 1.2 } }

## Instead

    { "component_type": "generator",
      "config": { "prompt": "Extract the dates as JSON: {{input.text}}", "temperature": 0 } }
"""

import re
from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Role
from flowmason_assist.lint.edits import replace
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM607", severity=Severity.HINT)

_EXACT = re.compile(
    r"\b(?:json|extract|classif\w+|categori[sz]e|label|parse|convert|translate|yes or no|"
    r"true or false|only the|exactly one|schema|csv|sql)\b",
    re.IGNORECASE,
)
_HIGH = 0.9


def check_stage(view: StageView) -> Iterator[Match]:
    parameter = view.facts.parameter("temperature")
    if parameter is None or parameter.input is None:
        return
    temperature = view.settled(parameter)
    if not isinstance(temperature, int | float) or not _HIGH <= temperature <= (
        parameter.input.maximum or temperature
    ):
        return
    prompts = [
        each for each in view.facts.parameters if each.input and each.input.role is Role.PROMPT
    ]
    word = next((_EXACT.search(each.value.text) for each in prompts if each.value.text), None)
    if word is None:
        return
    message = f'a temperature of {temperature:g} is high for a task that says "{word.group()}"'
    fix = Fix("Write 0", (replace(parameter.value, 0),), Applicability.UNSAFE)
    yield Match(parameter.value.span, message, fix)
