"""
A template names a stage the way the documentation does, which the engine never resolves.

FlowMason's documentation, schema and `init` write `{{stages.x.output.f}}` or `{{x.output.f}}`;
the engine takes `{{upstream.x.f}}` only, and the stage fails before it starts.

## Example

    { "config": { "prompt": "Sum up {{stages.fetch.output.body}}" } }

## Instead

    { "config": { "prompt": "Sum up {{upstream.fetch.body}}" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import Outcome
from flowmason_assist.analysis.scope import Seen, State
from flowmason_assist.expr.nodes import Form
from flowmason_assist.expr.parser import intent
from flowmason_assist.lint.compute import is_mapped
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM301", severity=Severity.ERROR)

_FORMS = frozenset({Form.STAGES_OUTPUT, Form.STAGES, Form.STAGE_OUTPUT, Form.UPSTREAM_OUTPUT})


def check_stage(view: StageView) -> Iterator[Match]:
    for reference in view.facts.references:
        template = reference.template
        if is_mapped(reference.parameter):
            continue  # See template_in_mapping.
        outcome = view.resolve(reference).outcome
        if template.form not in _FORMS or outcome not in (Outcome.BAD_ROOT, Outcome.NO_FIELD):
            continue
        meant = intent(template)
        if meant is None or not meant.names:
            continue
        seen = view.scope.upstream.get(meant.names[0])
        path, certain = _portable_path(view, meant.names, seen)
        message = (
            f'"{template.path_text}" is a documented form that the engine does not resolve; '
            f'write "{path}"'
        )
        applicability = Applicability.SAFE if certain else Applicability.UNSAFE
        edits = () if template.trouble else (replace_text(reference.path_span, path),)
        fix = Fix(f"Write {path}", edits, applicability) if edits else None
        yield Match(reference.path_span, message, fix)


def _portable_path(view: StageView, names: tuple[str, ...], seen: Seen | None) -> tuple[str, bool]:
    """Give the path that the author meant, and whether that is sure."""
    known = seen is not None and seen.state is not State.UNKNOWN
    component = view.catalogue.get(seen.component) if seen and seen.component else None
    if component is None:
        return ".".join(("upstream", *names)), False
    if len(names) > 1 and component.output(names[1]) is not None:
        return ".".join(("upstream", *names)), known
    main = component.main_output
    if main is None or len(names) > 2:  # noqa: PLR2004 - deeper paths cannot be guessed
        return ".".join(("upstream", *names)), False
    return f"upstream.{names[0]}.{main.name}", False
