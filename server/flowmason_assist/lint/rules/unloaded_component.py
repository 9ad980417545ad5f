"""
A component of the project's own is not loaded by `flowmason run`.

The command line registers what ships with FlowMason and the packages in `~/.flowmason/packages`;
it never looks into the project's `components` folder, so the stage fails. Programs that use the
core library register components themselves.

## Example

    { "id": "shout", "component_type": "shout" }

## Instead

Pack the component with `flowmason pack` and install the package.
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM403", severity=Severity.WARNING)


def check_stage(view: StageView) -> Iterator[Match]:
    name, component = view.facts.component_name, view.facts.component
    if name is None or component is None or not component.source or view.reader.name == "core":
        return
    message = f'`flowmason run` does not load "{name.value}": install it as a package'
    yield Match(name.span, message)
