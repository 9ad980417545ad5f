"""Runs fixtures of suggestions: what is suggested, and the file with all of it applied."""

from collections.abc import Mapping

from flowmason_assist.assist.suggest.suggest import Wanted, apply_all, suggest
from flowmason_assist.lint.engine import lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.syntax.document import parse_document
from tests.support.markdown import Block, Case
from tests.support.runners.lint import catalogue


def run(case: Case) -> Mapping[Block, list[str]]:
    """Give the blocks of a case as they should be written."""
    linted = lint(parse_document(case.main.text), catalogue(), LintSettings())
    blocks: dict[Block, list[str]] = {}
    if expect := case.of_kind("expect"):
        found = suggest(linted, Wanted(), _runs)
        blocks[expect] = [
            f"{each.stage}, {each.what}: {each.title}; {each.reason}" for each in found
        ] or ["nothing"]
    if fixed := case.of_kind("fixed"):
        text, _ = apply_all(linted, Wanted(), _runs)
        blocks[fixed] = text.splitlines()
    return blocks


def _runs(_text: str) -> bool:
    return True  # Whether they run is shown by tests/assist/test_suggest.py, in the real engine.
