"""
A change of a pipeline that is there, from words: as few edits as it takes, each proven.

New stages are planned like a pipeline of their own, whose input is what another stage gives.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flowmason_assist.analysis.facts import Facts, analyze
from flowmason_assist.assist.compile.compile import Compiled, Made, make_stages
from flowmason_assist.assist.compile.node import nodes_of
from flowmason_assist.assist.compile.steps import changes_world
from flowmason_assist.assist.edit.anchor import Anchor, anchor_at
from flowmason_assist.assist.edit.insertion import insertion
from flowmason_assist.assist.edit.instead import read_instead
from flowmason_assist.assist.edit.removal import removal
from flowmason_assist.assist.edit.rewiring import rewired
from flowmason_assist.assist.edit.setting import Set, read_set, setting
from flowmason_assist.assist.edit.several import edits_between, parts_of
from flowmason_assist.assist.edit.strings import renamed_input, replaced, strings_in, titled
from flowmason_assist.assist.edit.subjects import stages_meant
from flowmason_assist.assist.edit.wish import (
    Add,
    Known,
    Remove,
    Rename,
    Replace,
    Title,
    Unclear,
    Wish,
    read_wish,
)
from flowmason_assist.assist.edit.wrapping import Wrap, read_wrap, wrapping
from flowmason_assist.assist.generate.generate import Job, planned
from flowmason_assist.assist.generate.generated import Generated, Proof, Prove, Status
from flowmason_assist.assist.plan.plan import Plan
from flowmason_assist.llm.api import Task
from flowmason_assist.syntax.document import parse_document
from flowmason_assist.text.edit import Edit, apply

_QUOTE = re.compile(r"[\"“”`]|(?<!\w)'")
_TELLING = frozenset({"logger", "output_router", "error_router"})


@dataclass(frozen=True, slots=True)
class Changed:
    """
    What came of a wish; `edits` are there exactly when the status is OK.

    `generated` holds the plan, the questions and the proof, and the whole text after the change.
    """

    generated: Generated
    edits: tuple[Edit, ...] = ()

    @property
    def status(self) -> Status:
        """Whether there is a change, and if not, why."""
        return self.generated.status


def change(facts: Facts, wish: str, stage: str | None, prove: Prove) -> Task[Changed]:
    """Do what a wish says; `stage` is the one that it is about, if it does not name another."""
    relative = against(prove, facts.document.text)
    parts = parts_of(wish)
    unsettled = [part for part in parts if not _is_settled(_read(facts, part))]
    if len(parts) > 1 and not unsettled:
        return _several(facts, parts, relative)
    if 0 < len(unsettled) < len(parts) and not _QUOTE.search(wish):
        return _asked(f'One after the other, please: should "{unsettled[0]}" come first or last?')
    read = _read(facts, wish)
    if isinstance(read, Unclear):
        return _asked(read.question)
    if isinstance(read, Add):
        return (yield from add(facts, read, stage, relative))
    return settled(facts, read, relative)


def _read(facts: Facts, wish: str) -> Wish | Set | Wrap:
    return read_wrap(wish) or read_instead(wish) or read_set(wish) or read_wish(wish, _known(facts))


def _is_settled(read: Wish | Set | Wrap) -> bool:
    return not isinstance(read, Add | Unclear)


def _readers_first(facts: Facts, parts: Sequence[str]) -> Sequence[str]:
    """Give the parts so that of stages that go, those that read others go first."""
    gone = [read.stage for part in parts if isinstance(read := _read(facts, part), Remove)]
    if len(gone) != len(parts):
        return parts
    order = sorted(range(len(parts)), key=lambda at: -(facts.index_of(gone[at]) or 0))
    return [parts[at] for at in order]


def _several(facts: Facts, parts: Sequence[str], prove: Prove) -> Changed:
    """Do one part after the other, each on what the ones before it left."""
    current = facts
    for part in _readers_first(facts, parts):
        read = _read(current, part)
        if isinstance(read, Unclear):
            return _asked(read.question)
        edits, fault = _edits(current, read)
        if fault is not None:
            return _asked(fault) if fault.endswith("?") else _refused(fault)
        text = apply(current.document.text, edits)
        current = analyze(parse_document(text), facts.catalogue, facts.reader)
    return _proven(facts, tuple(edits_between(facts.document.text, text)), prove)


def _known(facts: Facts) -> Known:
    return Known(
        stages=[each.id for each in facts.stages if each.id],
        inputs=facts.inputs.fields,
        strings=[*_spelled(facts)],
        meant=lambda words: stages_meant(facts, words),
    )


def add(facts: Facts, wish: Add, stage: str | None, prove: Prove) -> Task[Changed]:
    """Add stages behind one."""
    anchor = _anchor(facts, _source(facts, wish.before) or wish.after or stage or _told(facts))
    if anchor is None:
        return _refused("say behind which stage; it must not stand in a loop, branch or try block")
    job = Job(lambda plan, _: _extended(facts, anchor, plan, wish), prove, facts.document.text)
    generated = yield from planned(wish.words, job)
    if generated.status is not Status.OK or generated.plan is None:
        return Changed(generated)
    return Changed(generated, tuple(_added(facts, anchor, generated.plan, wish)))


def settled(facts: Facts, wish: Wish | Set | Wrap, prove: Prove) -> Changed:
    """Do what needs no plan."""
    edits, fault = _edits(facts, wish)
    if fault is not None:
        return _asked(fault) if fault.endswith("?") else _refused(fault)
    return _proven(facts, edits, prove)


def _edits(facts: Facts, wish: Wish | Set | Wrap) -> tuple[tuple[Edit, ...], str | None]:
    """Give the edits that do what a wish says, or why there are none."""
    match wish:
        case Remove(stage):
            return removal(facts, stage)
        case Rename(old, name, is_input=True):
            return renamed_input(facts, old, name), None
        case Rename(old, name):
            return replaced(facts, old, name, whole=True)
        case Title(name):
            return titled(facts, name), None
        case Set():
            return setting(facts, wish)
        case Wrap():
            return wrapping(facts, wish)
        case Replace(old, new):
            return replaced(facts, old, new, whole=False)
        case _:
            return (), "this needs a plan"


def _proven(facts: Facts, edits: tuple[Edit, ...], prove: Prove) -> Changed:
    text = apply(facts.document.text, edits)
    proof = prove(text)
    if not proof.holds:
        reason = f"the pipeline would not hold: {proof.message or 'lint objects'}"
        return Changed(Generated(Status.FAILED, reason=reason, proof=proof))
    found = Generated(Status.OK, pipeline=text, proof=proof, confidence=1.0)
    return Changed(found, edits)


def against(prove: Prove, before: str) -> Prove:
    """Prove that a text is no worse than another one: what was wrong before does not count."""
    known = prove(before)

    def relative(text: str) -> Proof:
        proof = prove(text)
        return replace(
            proof,
            lint_errors=max(0, proof.lint_errors - known.lint_errors),
            lint_warnings=max(0, proof.lint_warnings - known.lint_warnings),
            dry_run="skipped" if known.dry_run != "passed" else proof.dry_run,
        )

    return relative


def _anchor(facts: Facts, stage: str | None) -> Anchor | None:
    index = facts.index_of(stage) if stage is not None else _last(facts)
    return None if index is None else anchor_at(facts, index)


def _last(facts: Facts) -> int | None:
    """Give the stage that gives the result, or the only one that nothing waits for."""
    output = facts.output_stage
    if output is not None:
        return facts.index_of(output.value)
    awaited = {text.value for each in facts.stages for text in each.stage.depends_on}
    leaves = [index for index, each in enumerate(facts.stages) if each.id not in awaited]
    return leaves[0] if len(leaves) == 1 else None


def _told(facts: Facts) -> str | None:
    """Give what the last stage tells others, where telling is all that it does."""
    last = _last(facts)
    found = facts.stages[last] if last is not None else None
    if found is None or found.component is None or found.component.name not in _TELLING:
        return None
    told = _source(facts, found.id)
    index = facts.index_of(told) if told is not None else None
    return told if index is not None and anchor_at(facts, index) is not None else None


def _source(facts: Facts, before: str | None) -> str | None:
    """Give the stage that another one works on, None where it is not one alone."""
    index = facts.index_of(before) if before is not None else None
    if index is None:
        return None
    read = {path[1] for path in facts.stages[index].reads if path[0] == "upstream"}
    return read.pop() if len(read) == 1 else None


def _extended(facts: Facts, anchor: Anchor, plan: Plan, wish: Add) -> Compiled:
    text = apply(facts.document.text, _added(facts, anchor, plan, wish))
    return Compiled(text, json.loads(text))


def _added(facts: Facts, anchor: Anchor, plan: Plan, wish: Add) -> Iterator[Edit]:
    made = make_stages(plan, facts.catalogue, wish.words, anchor.around)
    if wish.before is not None:
        yield from insertion(facts, anchor.index, made, None)
        if made.output is not None:
            path = f"upstream.{made.output}.{_main_output(facts, made)}"
            yield from rewired(facts, wish.before, anchor.stage, path, [made.output])
        return
    is_last = _last(facts) == anchor.index or _told(facts) == anchor.stage
    is_result = is_last and not changes_world(nodes_of(plan)[-1])
    yield from insertion(facts, anchor.index, made, made.output if is_result else None)


def _main_output(facts: Facts, made: Made) -> str:
    named = next(each.component for each in made.build.stages if each.id == made.output)
    component = facts.catalogue.get(named)
    output = component.main_output if component else None
    return output.name if output else "result"


def _spelled(facts: Facts) -> Iterator[str]:
    """Give what people may name in a file: texts without their templates, and numbers."""
    for _, node in strings_in(facts):
        yield from re.split(r"\{\{.*?\}\}", node.value)
    yield from re.findall(r"(?<![\w.\"])-?\d+(?:\.\d+)?(?![\w.\"])", facts.document.text)


def _asked(question: str) -> Changed:
    return Changed(Generated(Status.NEEDS_CLARIFICATION, questions=(question,)))


def _refused(reason: str) -> Changed:
    return Changed(Generated(Status.REFUSED, reason=reason))
