"""Runs fixtures of requests: their words and slots, one clause a line; or what is planned."""

from collections.abc import Mapping

from flowmason_assist.assist.plan.notation import format_plan
from flowmason_assist.assist.plan.tidy import tidy
from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.form import words
from flowmason_assist.assist.understand.outline.outline import outline
from flowmason_assist.assist.understand.understood import understand
from tests.support.markdown import Block, Case

_PLANNED = "planned"
"""The name of a block that holds a request of which the plan is shown."""


def run(case: Case) -> Mapping[Block, list[str]]:
    """Give the blocks of a case as they should be written."""
    expect = case.of_kind("expect")
    if expect is None:
        return {}
    request = case.main.text.removesuffix("\n")
    if case.main.name == _PLANNED:
        return {expect: format_plan(tidy(outline(understand(request)))).splitlines()}
    shown = words(extract(request))
    return {expect: shown.replace("<C", "\n<C").strip().splitlines()}
