"""
Runs fixtures of generation: a request, plans that a model answers with, and what comes of it.

A `reply` block holds a plan in the notation, or any text that is none; they are given in their
order. Without one, no model answers.
"""

import json
from collections.abc import Iterator, Mapping
from typing import TypeVar

from flowmason_assist.assist.generate.generate import generate
from flowmason_assist.assist.generate.generated import Generated, Proof
from flowmason_assist.assist.plan.notation import format_plan, parse
from flowmason_assist.errors import ModelUnavailable
from flowmason_assist.lint.engine import check
from flowmason_assist.lint.rule import Severity
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.llm.api import Dialect, Reply, Request, Task
from flowmason_assist.syntax.document import parse_document
from tests.support.markdown import Block, Case
from tests.support.runners.ide import catalogue


def run(case: Case) -> Mapping[Block, list[str]]:
    """Give the blocks of a case as they should be written."""
    expect = case.of_kind("expect")
    replies = [block.text for block in case.blocks if block.kind == "reply"]
    found, asked = answered(generate(case.main.text, catalogue(), lint_alone), replies)
    return {expect: list(outline(found, asked))} if expect else {}


def lint_alone(text: str) -> Proof:
    """Give what lint says about a pipeline, as where no engine is installed."""
    findings = check(parse_document(text), catalogue(), LintSettings())
    errors = sum(each.severity is Severity.ERROR for each in findings)
    return Proof(errors, sum(each.severity is Severity.WARNING for each in findings))


T = TypeVar("T")


def answered(task: Task[T], replies: list[str]) -> tuple[T, list[Request]]:
    """Run a task with these replies and give its result, and what it asked."""
    asked: list[Request] = []
    waiting = iter(replies)
    try:
        request = next(task)
        while True:
            asked.append(request)
            reply = next(waiting, None)
            if reply is None:
                request = task.throw(ModelUnavailable("no model is here"))
            else:
                request = task.send(Reply(_as_json(reply), "scripted", Dialect.CHAT))
    except StopIteration as done:
        result: T = done.value
        return result, asked


def outline(found: Generated, asked: list[Request]) -> Iterator[str]:
    """Give what came of a request in few lines."""
    yield str(found.status)
    if found.reason:
        yield f"reason: {found.reason}"
    yield from (f"question: {each}" for each in found.questions)
    yield from (f"unmet: {each}" for each in found.unmet)
    for request in asked[1:]:
        yield request.messages[-1].content.splitlines()[0]
    if found.pipeline:
        stages = json.loads(found.pipeline)["stages"]
        yield "stages: " + ", ".join(f"{each['id']} ({each['component_type']})" for each in stages)
    elif found.plan:
        yield from format_plan(found.plan).splitlines()


def _as_json(reply: str) -> str:
    plan, problems = parse(reply)
    is_plan = not any("no component" in problem.message for problem in problems)
    return plan.model_dump_json() if is_plan else reply
