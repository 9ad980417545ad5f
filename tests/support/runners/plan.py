"""Runs fixtures of the notation: the canonical form of a plan, or what is wrong with it."""

from collections.abc import Mapping

from flowmason_assist.assist.plan.notation import format_plan, parse
from tests.support.markdown import Block, Case


def run(case: Case) -> Mapping[Block, list[str]]:
    """Give the blocks of a case as they should be written."""
    plan, problems = parse(case.main.text)
    expect = case.of_kind("expect")
    if expect is None:
        return {}
    faults = [f"line {problem.line}: {problem.message}" for problem in problems]
    return {expect: faults or format_plan(plan).splitlines()}
