"""
A stage names its component under a key that only some readers know.

`component_type` is the one key that every reader takes. `flowmason run` and Studio do not know
`type`, the core library and Studio do not know `component`.

## Example

    { "id": "draft", "type": "generator" }

## Instead

    { "id": "draft", "component_type": "generator" }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.readers import READERS, Reader
from flowmason_assist.lint.edits import remove_member, rename_key
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.model.pipeline import COMPONENT_KEYS
from flowmason_assist.syntax.tree import Member

RULE = Rule(code="FM109", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    stage = view.facts.stage
    portable = stage.string("component_type")
    for key in COMPONENT_KEYS[1:]:
        member = stage.member(key)
        if member is None or member.value.text is None:
            continue
        if portable is None:
            yield _unportable(view, member)
        elif portable.value != member.value.text:
            yield _contradiction(view, member, portable.value)


def _unportable(view: StageView, member: Member) -> Match:
    blind = [each for each in READERS.values() if member.name not in each.component_keys]
    *first, last = [reader.title for reader in blind]
    names = f"{', '.join(first)} and {last}"
    message = f'{names} do not know "{member.name}"; write "component_type"'
    fix = Fix('Write "component_type"', (rename_key(member, "component_type"),))
    return Match(member.key.span, message, fix, severity=_severity(view.reader, member))


def _severity(reader: Reader, member: Member) -> Severity:
    return Severity.WARNING if member.name in reader.component_keys else Severity.ERROR


def _contradiction(view: StageView, member: Member, portable: str) -> Match:
    message = f'readers disagree: some run "{member.value.text}", others "{portable}"; keep one'
    stage = view.facts.stage
    edit = remove_member(stage.text, stage.root, member)
    fix = Fix(f'Remove "{member.name}"', (edit,), Applicability.UNSAFE)
    return Match(member.key.span, message, fix, severity=Severity.WARNING)
