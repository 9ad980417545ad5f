"""
Runs fixtures of changes: a pipeline, a wish, plans that a model answers with, and the file then.

The file "wish" holds the words; behind its name may stand the stage that the cursor is in. The
`fixed` block is the file after the change; `expect` says why there is none.
"""

from collections.abc import Iterator, Mapping

from flowmason_assist.assist.edit.change import Changed, change
from flowmason_assist.lint.engine import lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.syntax.document import parse_document
from flowmason_assist.text.edit import apply
from tests.support.markdown import Block, Case, FixtureError
from tests.support.runners.generate import answered, lint_alone
from tests.support.runners.ide import catalogue


def run(case: Case) -> Mapping[Block, list[str]]:
    """Give the blocks of a case as they should be written."""
    wish = next((each for each in case.files if each.name == "wish"), None)
    if wish is None:
        raise FixtureError(f"{case.path}:{case.line}: no file is called wish")
    text = case.main.text
    linted = lint(parse_document(text), catalogue(), LintSettings())
    stage = wish.options[0] if wish.options else None
    replies = [block.text for block in case.blocks if block.kind == "reply"]
    changed, _ = answered(change(linted.facts, wish.text.strip(), stage, lint_alone), replies)
    blocks: dict[Block, list[str]] = {}
    for block in case.blocks:
        if block.kind == "fixed":
            blocks[block] = apply(text, changed.edits).splitlines()
        elif block.kind == "expect":
            blocks[block] = list(outline(changed))
    return blocks


def outline(changed: Changed) -> Iterator[str]:
    """Give what came of a wish in few lines."""
    yield str(changed.status)
    if changed.generated.reason:
        yield f"reason: {changed.generated.reason}"
    yield from (f"question: {each}" for each in changed.generated.questions)
