"""Known ways to put stages together."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.flow import Part
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.assist.explain.account import Pattern
from flowmason_assist.assist.explain.departures import calls_model
from flowmason_assist.assist.plan.families import STORES

_TRANSFORMING = frozenset(
    {"json_transform", "filter", "aggregate", "join", "pandas", "sql", "variable_set"}
)
_SENDING = frozenset({"output_router", "http_request", "s3", "local_file", "postgres", "mongodb"})
_FAN = 2
_CHAIN = 3


def patterns(facts: Facts) -> Iterator[Pattern]:
    """Give the patterns that a pipeline follows, each once, with all stages that take part."""
    reads = {each.id: _reads(each) for each in facts.stages if each.id is not None}
    found: dict[tuple[str, str], Pattern] = {}
    for recognize in _PATTERNS:
        for each in recognize(facts, reads):
            same = found.get((each.name, each.words))
            stages = dict.fromkeys((*(same.stages if same else ()), *each.stages))
            found[each.name, each.words] = replace(each, stages=tuple(stages))
    yield from found.values()


_Reads = dict[str, tuple[str, ...]]


def _reads(stage: StageFacts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.stage for each in stage.references if each.stage is not None))


def _ids(facts: Facts, *components: str) -> list[str]:
    return [
        each.id
        for each in facts.stages
        if each.id is not None and each.component is not None and each.component.name in components
    ]


def _deciding(facts: Facts, *components: str) -> list[str]:
    """Give control stages that have an effect: inside the body of another one they have none."""
    return [
        each
        for each in _ids(facts, *components)
        if not any(member.part.inline for member in facts.flow.memberships.get(each, ()))
    ]


def _loop(facts: Facts, reads: _Reads) -> Iterator[Pattern]:
    for controller in _deciding(facts, "foreach"):
        body = tuple(
            stage
            for stage, members in facts.flow.memberships.items()
            for member in members
            if member.controller == controller and member.part is Part.LOOP
        )
        after = [stage for stage, read in reads.items() if controller in read and stage not in body]
        if after:
            words = "does the same with each item, then goes on with all results"
            yield Pattern("map and reduce", words, (controller, *body, *after))
        else:
            yield Pattern("for each item", "does the same with each item", (controller, *body))


def _branch(facts: Facts, _reads: _Reads) -> Iterator[Pattern]:
    for controller in _deciding(facts, "conditional"):
        yield Pattern("condition", "goes one of two ways", (controller,))
    for controller in _deciding(facts, "router"):
        yield Pattern("routing", "goes one of several ways, chosen by a value", (controller,))


def _safety(facts: Facts, _reads: _Reads) -> Iterator[Pattern]:
    for controller in _deciding(facts, "trycatch"):
        yield Pattern("error handling", "goes on, or tidies up, after an error", (controller,))
    for stage in _ids(facts, "return"):
        yield Pattern("early end", "ends before all stages have run", (stage,))


def _refinement(facts: Facts, reads: _Reads) -> Iterator[Pattern]:
    for critic in _ids(facts, "critic"):
        drafts = [each for each in reads[critic] if each in _asking(facts)]
        better = [each for each in _ids(facts, "improver", "rewriter") if critic in reads[each]]
        if drafts and better:
            words = "writes a draft, has it judged, and writes it again"
            yield Pattern("draft, review, improve", words, (drafts[0], critic, *better))


def _choice(facts: Facts, reads: _Reads) -> Iterator[Pattern]:
    for selector in _ids(facts, "selector"):
        if len(reads[selector]) >= _FAN:
            words = "makes several versions and picks the best"
            yield Pattern("best of several", words, (*reads[selector], selector))
    for combiner in _ids(facts, "combiner"):
        if len(reads[combiner]) >= _FAN:
            words = "works side by side and merges what comes of it"
            yield Pattern("fan out and merge", words, (*reads[combiner], combiner))


def _checked(facts: Facts, reads: _Reads) -> Iterator[Pattern]:
    for check in _ids(facts, "schema_validate"):
        after = [each for each in _ids(facts, *_TRANSFORMING) if check in reads[each]]
        if after:
            words = "checks data before it goes on with it"
            yield Pattern("validate, then transform", words, (check, *after))


def _transfer(facts: Facts, reads: _Reads) -> Iterator[Pattern]:
    for target in _ids(facts, *_SENDING):
        sources = [each for each in _ids(facts, *STORES) if each in _behind(reads, target)]
        if sources:
            words = "fetches data from one place and brings it to another"
            yield Pattern("fetch and send", words, (*sources, target))
            return


def _chain(facts: Facts, reads: _Reads) -> Iterator[Pattern]:
    asking = _asking(facts)
    for last in asking:
        chain = [last]
        while True:
            before = [each for each in reads[chain[0]] if each in asking and each not in chain]
            if not before:
                break
            chain.insert(0, before[0])
        is_end = not any(last in reads[each] for each in asking)
        if len(chain) >= _CHAIN and is_end:
            words = "asks a language model step by step, each time about the last answer"
            yield Pattern("chain of prompts", words, tuple(chain))


def _asking(facts: Facts) -> list[str]:
    return [each.id for each in facts.stages if each.id is not None and calls_model(each)]


def _behind(reads: _Reads, stage: str) -> set[str]:
    """Give all stages that a stage reads, directly or through others."""
    found: set[str] = set()
    waiting = list(reads.get(stage, ()))
    while waiting:
        current = waiting.pop()
        if current not in found and current != stage:
            found.add(current)
            waiting += reads.get(current, ())
    return found


_PATTERNS: tuple[Callable[[Facts, _Reads], Iterator[Pattern]], ...] = (
    *(_loop, _branch, _safety, _refinement, _choice, _checked, _transfer, _chain),
)
