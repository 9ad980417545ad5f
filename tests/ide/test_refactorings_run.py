"""A pipeline that runs still runs after each refactoring that is offered in it."""

import json
from collections.abc import Iterator
from pathlib import Path

from flowmason_assist.engine.session import EngineSession
from flowmason_assist.ide.actions.offer import Request, offered
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.ide.workspace import make_snapshot
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.text.edit import apply
from flowmason_assist.text.span import Span
from tests.support.runners.ide import catalogue


def test_every_refactoring_of_every_example_runs() -> None:
    """The example of each component is changed in every way that is offered, one at a time."""
    applied, failed = 0, []
    with EngineSession() as session:
        for component in catalogue():
            if not (component.registered and component.usable and component.example):
                continue
            text = json.dumps(component.example, indent=2)
            snapshot = make_snapshot(
                Path("main.pipeline.json"), text, 1, catalogue(), LintSettings()
            )
            for title, changed in _refactored(snapshot):
                applied += 1
                run = session.run(changed)
                if not run.runs:
                    failed.append(f"{component.name}: {title}: {run.error_message}")

    assert failed == []
    assert applied > 100


def _refactored(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for place in sorted(_places(snapshot)):
        request = Request(Span(place, place), only=("refactor", "source"))
        for action in offered(snapshot, request):
            yield action.title, apply(snapshot.text, action.plan())


def _places(snapshot: Snapshot) -> set[int]:
    facts = snapshot.facts
    places = set()
    for index, stage in enumerate(facts.stages):
        spans = [stage.stage.name_span, *(each.value.span for each in stage.parameters)]
        spans += [each.path_span for each in stage.references]
        places |= {facts.place(index, span).start + 1 for span in spans}
    return places
