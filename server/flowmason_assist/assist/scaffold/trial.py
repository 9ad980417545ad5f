"""Files around one pipeline, each tried in the real engine before it is given."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.scaffold.inputs import input_that_runs
from flowmason_assist.assist.scaffold.mocks import make_mocks, read_mocks
from flowmason_assist.assist.scaffold.tests import hold, make_tests
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.result import DryRun
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.errors import NoResult


class Made(StrEnum):
    """What can be made for a pipeline; the words of `scaffold`."""

    INPUT = "input"
    TEST = "test"
    MOCK = "mock"


@dataclass(frozen=True, slots=True)
class Trial:
    """
    A pipeline, and the engine that runs it.

    Every function raises `InputError` where nothing that works can be made, with the reason, and
    `EngineError` where there is no engine.
    """

    facts: Facts
    session: EngineSession
    options: DryRunOptions

    def make(self, what: Made, pipeline_file: str) -> dict[str, Any]:
        """Give a file's content; `pipeline_file` is the pipeline as a test file names it."""
        makers: dict[Made, Callable[[], dict[str, Any]]] = {
            Made.INPUT: lambda: _input(self.sound_run()),
            Made.TEST: lambda: self._tests(pipeline_file),
            Made.MOCK: self._mocks,
        }
        return makers[what]()

    def sound_run(self) -> DryRun:
        """Give a run that ends well, on an input that was made."""
        found = input_that_runs(self.facts, self._run)
        if not found.runs:
            reason = found.error_message or "the run fails"
            raise NoResult(
                f"the pipeline does not run with any input that is made for it: {reason}; "
                "`flowmason-assist debug --run` finds the cause"
            )
        return found

    def _tests(self, pipeline_file: str) -> dict[str, Any]:
        first = self.sound_run()
        name = self.facts.pipeline.string("name")
        stem = pipeline_file.rpartition("/")[2].removesuffix(".pipeline.json")
        content = make_tests(name.value if name else stem, pipeline_file, first, bare=self._run({}))
        second = self._run(content["tests"][0]["input"])
        if not hold(content, second.output):
            raise NoResult(
                "the pipeline gives another output each time, so nothing can be asserted"
            )
        return content

    def _mocks(self) -> dict[str, Any]:
        first = self.sound_run()
        content = make_mocks(self.facts, first)
        replies, responses = read_mocks(content)
        options = replace(self.options, replies=replies, responses=responses)
        second = self.session.run(self.facts.document.text, _input(first), options)
        if not second.runs:
            raise NoResult(
                "the pipeline does not run with answers that are always the same: "
                f"{second.error_message or 'the run fails'}"
            )
        return content

    def _run(self, given: dict[str, Any] | None) -> DryRun:
        return self.session.run(self.facts.document.text, given, self.options)


def json_text(content: dict[str, Any]) -> str:
    """Give a file's content as text that people read."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _input(run: DryRun) -> dict[str, Any]:
    return run.input if isinstance(run.input, dict) else {}
