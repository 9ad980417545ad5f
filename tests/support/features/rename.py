"""
Runs fixtures of renaming: what would be renamed, and the file afterwards.

The word behind "fixed" or "expect" is the new name.
"""

from collections.abc import Iterator

from flowmason_assist.ide.rename import Refusal, renamable, rename
from flowmason_assist.text.edit import apply
from tests.support.runners.ide import Asked


def expect(asked: Asked) -> Iterator[str]:
    """Give what the editor asks to replace, or why a new name is refused."""
    target = renamable(asked.snapshot, asked.offset)
    if target is None:
        yield "(nothing)"
    elif not asked.options:
        yield f"{target.name.kind.value} {target.span.of(asked.snapshot.text)}"
    else:
        answer = rename(asked.snapshot, target, " ".join(asked.options))
        yield answer.reason if isinstance(answer, Refusal) else f"{len(answer)} places"


def fixed(asked: Asked) -> str:
    """Give the text with the new name."""
    target = renamable(asked.snapshot, asked.offset)
    assert target is not None, "nothing can be renamed here"
    edits = rename(asked.snapshot, target, " ".join(asked.options))
    assert not isinstance(edits, Refusal), edits.reason
    return apply(asked.snapshot.text, edits)
