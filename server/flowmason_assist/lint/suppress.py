"""
Findings that the author silenced in the file, under the key `x-flowmason-assist`.

The key may stand at the top of the file or in a stage; every reader of FlowMason ignores it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Finding
from flowmason_assist.model.pipeline import texts_in
from flowmason_assist.syntax.tree import Node
from flowmason_assist.text.span import Span

KEY = "x-flowmason-assist"
UNUSED = "unused-suppression"


@dataclass(frozen=True, slots=True)
class Suppression:
    """One silenced rule, and the range of the file in which it is silent."""

    rule: str
    span: Span
    region: Span

    def covers(self, finding: Finding) -> bool:
        """Tell whether this silences a finding."""
        named = self.rule in (finding.code, finding.name)
        return named and self.region.encloses(finding.span)


def suppressions(facts: Facts) -> Iterator[Suppression]:
    """Give every suppression of a file."""
    text = facts.document.text
    # Looking at every stage takes longer than looking for the key, which escapes may hide.
    if KEY not in text and "\\u" not in text:
        return
    whole = Span(0, len(text))
    yield from _listed(facts.pipeline.root, 0, whole)
    for placed in facts.pipeline.stages:
        region = Span(placed.start, placed.start + len(placed.stage.text))
        yield from _listed(placed.stage.root, placed.start, region)


def apply_suppressions(facts: Facts, findings: list[Finding]) -> list[Finding]:
    """
    Leave out what is silenced.

    The rule about unused suppressions reports all of them; those that silence something are
    taken out here, where that is known.
    """
    listed = list(suppressions(facts))
    if not listed:
        return findings
    busy = {one.span for one in listed if any(one.covers(each) for each in findings)}
    return [
        each
        for each in findings
        if not any(one.covers(each) for one in listed)
        and not (each.name == UNUSED and each.span in busy)
    ]


def _listed(holder: Node, start: int, region: Span) -> Iterator[Suppression]:
    settings = holder.get(KEY)
    if settings is None:
        return
    for text in texts_in(settings.get("ignore")):
        yield Suppression(text.value, text.span.shifted(start), region)
