"""
A template reads a stage that is skipped when it is its turn.

A stage on a branch that is not taken, and a loop stage once its loop is over, leave only a
note that they were skipped: reading anything else from them fails. What a loop gave stands in
`{{upstream.<foreach>.results}}`.

## Example

    { "id": "each", "component_type": "foreach", "config": { "loop_stages": ["one"] } },
    { "id": "one", "component_type": "summarizer", "depends_on": ["each"] },
    { "id": "all", "depends_on": ["each"], "config": { "data": "{{upstream.one.summary}}" } }

## Instead

    { "id": "all", "depends_on": ["each"], "config": { "data": "{{upstream.each.results}}" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.flow import Membership, Part
from flowmason_assist.analysis.resolve import Outcome
from flowmason_assist.analysis.scope import Seen
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM312", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    rivals = _rival_branches(view)
    for reference in view.facts.references:
        resolution = view.resolve(reference)
        seen = resolution.seen
        if seen is None:
            continue
        if resolution.outcome is Outcome.SKIPPED:
            yield _skipped(reference, seen)
        elif resolution.outcome is Outcome.PERHAPS_SKIPPED:
            yield _perhaps_skipped(reference, seen, rivals)


def _skipped(reference: Reference, seen: Seen) -> Match:
    span = reference.path_span
    loop = next((each for each in seen.memberships if each.part is Part.LOOP), None)
    if loop is None:
        return Match(span, f'"{seen.stage_id}" is always skipped when this stage runs')
    path = f"upstream.{loop.controller}.results"
    message = f'"{seen.stage_id}" is skipped once its loop is over; its results stand in "{path}"'
    fix = Fix(f"Read {path}", (replace_text(span, path),), Applicability.UNSAFE)
    return Match(span, message, fix)


def _perhaps_skipped(reference: Reference, seen: Seen, rivals: set[str]) -> Match:
    branch = _branch(seen)
    controller = branch.controller if branch else ""
    if controller in rivals:
        message = (
            f'"{seen.stage_id}" and another stage read here stand on different branches of '
            f'"{controller}", so that one of them is always skipped'
        )
        return Match(reference.path_span, message)
    message = f'this fails whenever "{controller}" skips "{seen.stage_id}"'
    return Match(reference.path_span, message, severity=Severity.WARNING)


def _rival_branches(view: StageView) -> set[str]:
    """Give the decisions of which this stage reads more than one branch."""
    branches: dict[str, set[tuple[str, str, str | None]]] = {}
    for reference in view.facts.references:
        resolution = view.resolve(reference)
        if resolution.outcome is Outcome.PERHAPS_SKIPPED and resolution.seen:
            branch = _branch(resolution.seen)
            if branch is not None and branch.part.branch:
                branches.setdefault(branch.controller, set()).add(branch.branch_key)
    return {controller for controller, keys in branches.items() if len(keys) > 1}


def _branch(seen: Seen) -> Membership | None:
    return next((each for each in seen.memberships if each.live), None)
