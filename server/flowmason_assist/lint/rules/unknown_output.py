"""
A template reads an output that the stage does not have.

The fields stand directly under the stage's id, and each component has its own: a generator
gives `content`, an http_request gives `body`. An unknown one makes the stage fail.

## Example

    { "id": "draft", "component_type": "generator" },
    { "depends_on": ["draft"], "config": { "text": "{{upstream.draft.text}}" } }

## Instead

    { "id": "draft", "component_type": "generator" },
    { "depends_on": ["draft"], "config": { "text": "{{upstream.draft.content}}" } }
"""

from collections.abc import Iterator
from difflib import get_close_matches

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.outputs import follow
from flowmason_assist.analysis.resolve import Outcome, Resolution
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.catalogue.types import Type
from flowmason_assist.expr.nodes import Form
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM306", severity=Severity.ERROR)

_FIELD = 2  # Where an output's name stands: behind the root and the id.


def check_stage(view: StageView) -> Iterator[Match]:
    for reference in view.facts.references:
        resolution = view.resolve(reference)
        if resolution.outcome is not Outcome.NO_FIELD or resolution.container is None:
            continue
        if reference.template.form is Form.UPSTREAM_OUTPUT or reference.template.trouble:
            continue  # See foreign_dialect and computed_template.
        name = reference.names[resolution.index]
        known = _known(resolution.container)
        message = f'{_holder(reference, resolution)} has no "{name}"; it has {", ".join(known)}'
        yield Match(
            reference.segment_span(resolution.index), message, _fix(view, reference, resolution)
        )


def _known(container: Type) -> list[str]:
    members = container.args if container.name == "union" else (container,)
    return [name for member in members for name, _ in member.fields if name != "directive"]


def _holder(reference: Reference, resolution: Resolution) -> str:
    path = ".".join(reference.names[1 : resolution.index])
    component = resolution.seen.component if resolution.seen else None
    return f'"{path}" ({component})' if component else f'"{path}"'


def _fix(view: StageView, reference: Reference, resolution: Resolution) -> Fix | None:
    span = reference.segment_span(resolution.index)
    name = reference.names[resolution.index]
    known = _known(resolution.container or Type("any"))
    close = get_close_matches(name, known, n=1, cutoff=0.7)
    if close:
        edit = replace_text(span, close[0])
        return Fix(f'Read "{close[0]}"', (edit,), Applicability.UNSAFE)
    component = view.catalogue.get(resolution.seen.component or "") if resolution.seen else None
    main = component.main_output if component and resolution.index == _FIELD else None
    if main is None or main.name not in known:
        return None
    # With more behind it, the wrong name stands for the holder; alone, for what it holds.
    is_last = resolution.index == len(reference.names) - 1
    held = is_last and _step_into(resolution.container, main.name, name)
    meant = f"{main.name}.{name}" if held else main.name
    return Fix(f'Read "{meant}"', (replace_text(span, meant),), Applicability.UNSAFE)


def _step_into(container: Type | None, main: str, name: str) -> bool:
    """Tell whether the main output may hold the name that was written."""
    kind = container.field(main) if container else None
    return kind is not None and kind.name != "str" and isinstance(follow(kind, (name,), 0), Type)
