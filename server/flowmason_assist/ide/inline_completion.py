"""What may be written next inside a prompt, shown in gray behind the cursor."""

from collections.abc import Iterator

from flowmason_assist.assist.suggest.suggest import stage_suggestions
from flowmason_assist.assist.suggest.suggestion import What
from flowmason_assist.ide.cursor import locate
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.syntax.tree import NodeKind

_MOST = 3


def inline_completions(snapshot: Snapshot, offset: int) -> Iterator[str]:
    """
    Give texts for the end of a prompt, the most needed first.

    They are what the prompt lacks: the form that a later stage reads, a bound, the text that it
    speaks of. Elsewhere, and in the middle of a prompt, there are none.
    """
    cursor = locate(snapshot, offset)
    node, stage = cursor.node, cursor.stage
    is_end = (
        node is not None and node.kind is NodeKind.STRING and node.end - 1 == offset - cursor.base
    )
    if not is_end or stage is None or stage.id is None:
        return
    found = 0
    for each in stage_suggestions(snapshot.facts, stage.id):
        is_short = each.what is What.PROMPT and len(each.edits) == 1
        if is_short and each.edits[0].span.start == each.edits[0].span.end == offset:
            yield each.edits[0].new_text
            found += 1
        if found == _MOST:
            return
