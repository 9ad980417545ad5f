"""
Runs fixtures of code actions: what is offered at a place, and the file after one of them.

The words behind "expect" are the kinds that the editor asks for; the words behind "fixed" begin
the title of the action to take.
"""

from collections.abc import Iterator

from flowmason_assist.ide.actions.action import Action
from flowmason_assist.ide.actions.offer import Request, offered
from flowmason_assist.text.edit import apply
from flowmason_assist.text.span import Span
from tests.support.markdown import FixtureError
from tests.support.runners.ide import Asked


def expect(asked: Asked) -> Iterator[str]:
    """Give a line for each action: its kind, its title, and the rules whose findings it mends."""
    for action in _offered(asked, asked.options):
        codes = ", ".join(dict.fromkeys(each.code for each in action.findings))
        mends = f" [{codes}]" if codes else ""
        mark = " *" if action.preferred else ""
        yield f"{action.kind.value}: {action.title}{mends}{mark}"


def fixed(asked: Asked) -> str:
    """Give the text after the action that the words behind "fixed" name."""
    wanted = " ".join(asked.options)
    found = [each for each in _offered(asked, ()) if each.title.startswith(wanted)]
    if not found:
        place = f"{asked.case.path}:{asked.case.line}"
        raise FixtureError(f'{place}: no action begins with "{wanted}"')
    return apply(asked.snapshot.text, found[0].plan())


def _offered(asked: Asked, only: tuple[str, ...]) -> list[Action]:
    start, end = asked.offsets[0], asked.offsets[-1]
    return offered(asked.snapshot, Request(Span(start, end), only))
