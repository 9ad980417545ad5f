"""
The model's process is killed in the middle of its answer: what needs no model is said all the same.

Suggestions are not here, since they never ask one.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TypeVar

import pytest

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.answer import answer, shipped_shelf
from flowmason_assist.assist.debug.diagnose import diagnose
from flowmason_assist.assist.debug.mend import no_engine
from flowmason_assist.assist.debug.opinion import with_opinion
from flowmason_assist.assist.debug.paste import read
from flowmason_assist.assist.explain.explain import explain, plain
from flowmason_assist.assist.explain.remark import remark
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.llm.api import Chunk, Dialect, Request, Task
from flowmason_assist.llm.drive import drive, run_without_model
from flowmason_assist.llm.embedded.worker import WorkerSettings
from flowmason_assist.llm.providers.embedded import Embedded
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document
from tests.support.runners.ide import catalogue

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise")

T = TypeVar("T")
NANO = folder("models") / "flowmason-nano.gguf"
STAGE = {"id": "mood", "component_type": "analyzer", "config": {"text": "{{input.letter}}"}}
PIPELINE = json.dumps({"name": "mail", "stages": [STAGE]})
UNKNOWN = "zorp: the flux was inverted"


class Doomed(Embedded):
    """The model on this machine, whose process is killed when it has said its first word."""

    kills = 0

    async def stream(self, request: Request) -> AsyncIterator[Chunk]:
        """Answer up to the first word."""
        async for chunk in super().stream(request):
            if self.worker.pid is not None and not self.kills:
                os.kill(self.worker.pid, signal.SIGKILL)
                self.kills += 1
            yield chunk


def killed(task: Task[T], dialect: Dialect = Dialect.CHAT) -> T:
    """Run a job with a model that dies under it."""

    async def run() -> T:
        settings = WorkerSettings(Path(NANO), context=2048, threads=1, memory=2 << 30)
        model = Doomed("doomed", settings, dialect=dialect)
        try:
            return await drive(task, model)
        finally:
            await model.close()
            assert model.kills == 1

    return asyncio.run(run())


def linted() -> Linted:
    return lint(parse_document(PIPELINE), catalogue(), LintSettings())


def facts() -> Facts:
    return linted().facts


def test_explanations_come_from_facts() -> None:
    assert killed(explain(facts())) == plain(facts())


def test_errors_are_explained_without_an_opinion() -> None:
    found = diagnose(linted(), read(UNKNOWN), no_engine)

    assert killed(with_opinion(found, UNKNOWN)) == found


def test_questions_are_answered_from_the_guide() -> None:
    shelf = shipped_shelf(catalogue())
    question = "How do I loop over a list?"

    found = killed(answer(question, shelf))

    assert found == run_without_model(answer(question, shelf))
    assert "foreach" in found.text


def test_hovers_show_no_remark() -> None:
    assert killed(remark(facts(), 0), Dialect.NANO) is None
