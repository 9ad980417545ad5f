"""
A stage passes its inputs under `input_mapping`, which most readers drop.

`flowmason run`, Studio and the Python API pass on `config` only: whatever stands in
`input_mapping` never reaches the component. The core library merges both.

## Example

    { "id": "draft", "component_type": "generator", "input_mapping": { "prompt": "Write" } }

## Instead

    { "id": "draft", "component_type": "generator", "config": { "prompt": "Write" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.edits import add_member, remove_member, rename_key
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.syntax.tree import Member, NodeKind

RULE = Rule(code="FM110", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    member = view.facts.stage.member("input_mapping")
    if member is None or not member.value.members:
        return
    dropped = "input_mapping" not in view.reader.parameter_keys
    message = '`flowmason run` and Studio drop everything in "input_mapping"; use "config"'
    severity = Severity.ERROR if dropped else Severity.WARNING
    yield Match(member.key.span, message, _fix(view, member), severity=severity)


def _fix(view: StageView, member: Member) -> Fix | None:
    stage = view.facts.stage
    config = stage.member("config")
    if config is None:
        return Fix('Write "config"', (rename_key(member, "config"),))
    if config.value.kind is not NodeKind.OBJECT:
        return None
    removal = remove_member(stage.text, stage.root, member)
    missing = [each for each in member.value.members if config.value.member(each.name) is None]
    if len(missing) > 1:
        return None
    additions = tuple(
        add_member(stage.text, config.value, each.name, each.value.span.of(stage.text))
        for each in missing
    )
    return Fix('Move it into "config"', (*additions, removal), Applicability.UNSAFE)
