"""
The pipeline inherits or embeds others, which no run does.

`extends`, `overrides` and `compositions` are read by a resolver that no runner calls: the stages
of the parent are missing from the run, and an abstract pipeline runs like any other.

## Example

    { "name": "German report", "extends": "report", "stages": [] }

## Instead

Put all stages into this file; `flowmason-assist resolve` writes it.
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM115", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    root = facts.pipeline.root
    for name in ("extends", "overrides", "compositions"):
        member = root.member(name)
        if member and (member.value.value or member.value.items or member.value.members):
            message = f'no run looks at "{name}": what it brings in is missing'
            yield Match(member.key.span, message)
    abstract = root.member("abstract")
    if abstract and abstract.value.value is True:
        message = "an abstract pipeline runs like any other"
        yield Match(abstract.key.span, message, severity=Severity.WARNING)
