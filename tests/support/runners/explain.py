"""
Runs fixtures of explanations: a pipeline, and what is said of it.

The word behind "expect" says what: "prose" for the text without a model, "json" for the facts that
programs read, "mermaid" for the flowchart. With "reply" blocks, a scripted model answers with them,
and what is taken of its words is shown.
"""

import asyncio
from collections.abc import Iterator, Mapping

from flowmason_assist.analysis.facts import Facts, analyze
from flowmason_assist.analysis.readers import READERS
from flowmason_assist.assist.explain.explain import explain, plain
from flowmason_assist.assist.explain.graph import graph
from flowmason_assist.assist.explain.mermaid import mermaid
from flowmason_assist.assist.explain.prose import input_prose, stage_prose
from flowmason_assist.llm.drive import drive
from flowmason_assist.llm.providers.scripted import Scripted
from flowmason_assist.syntax.document import parse_document
from tests.support.markdown import Block, Case
from tests.support.runners.ide import catalogue


def run(case: Case) -> Mapping[Block, list[str]]:
    """Give the blocks of a case as they should be written."""
    facts = analyze(parse_document(case.main.text), catalogue(), READERS["cli"])
    reply = case.of_kind("reply")
    return {
        block: [*(_told(facts, reply.text) if reply else _SHOWN[block.options[0]](facts))]
        for block in case.blocks
        if block.kind == "expect"
    }


def _told(facts: Facts, reply: str) -> Iterator[str]:
    found = asyncio.run(drive(explain(facts), Scripted([reply])))
    yield f"summary of {found.told_by or 'ours'}: {found.summary}"
    yield from (f"{stage}: {sentence}" for stage, sentence in found.sentences.items())
    yield from (f"dropped: {reason}" for reason in found.dropped)


def _prose(facts: Facts) -> Iterator[str]:
    found = plain(facts)
    yield found.summary
    yield from (stage_prose(found.account, each) for each in found.account.stages)
    yield from map(input_prose, found.account.inputs)
    yield from (
        f"pattern: {each.name} ({', '.join(each.stages)})" for each in found.account.patterns
    )
    yield from (f"leaves: {each.stage} to {each.to}" for each in found.account.departures)
    yield from (f"cost: {each}" for each in found.account.costs)


def _facts(facts: Facts) -> Iterator[str]:
    for stage in plain(facts).account.stages:
        yield f"{stage.id}: wave {stage.wave}, reads {', '.join(stage.reads) or 'nothing'}"


def _mermaid(facts: Facts) -> Iterator[str]:
    yield from mermaid(graph(facts)).splitlines()


_SHOWN = {"prose": _prose, "facts": _facts, "mermaid": _mermaid}
