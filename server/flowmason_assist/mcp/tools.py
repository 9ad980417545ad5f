"""What coding agents may ask: each tool gives the JSON that the command line gives."""

from collections.abc import Callable
from typing import Any

from flowmason_assist.assist.answer import answer, shipped_shelf
from flowmason_assist.assist.debug.diagnose import diagnose, diagnose_run
from flowmason_assist.assist.debug.given import given_for
from flowmason_assist.assist.debug.paste import read
from flowmason_assist.assist.debug.probe import probe_of
from flowmason_assist.assist.explain.explain import explain as explain_task
from flowmason_assist.assist.generate.generate import generate as generate_task
from flowmason_assist.assist.generate.prove import Prover
from flowmason_assist.assist.suggest.suggest import Wanted
from flowmason_assist.assist.suggest.suggest import suggest as find_suggestions
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.engine.options import DryRunOptions, Reader
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.errors import InputError
from flowmason_assist.lint.fix import fix_text
from flowmason_assist.lint.rule import Applicability
from flowmason_assist.llm.api import Task
from flowmason_assist.mcp.open import open_given
from flowmason_assist.resources import folder
from flowmason_assist.routing.answer import Answered
from flowmason_assist.routing.asked import Asked, Origin, Piece
from flowmason_assist.shapes.answer import answer_as_json
from flowmason_assist.shapes.diagnosis import diagnosis_as_json
from flowmason_assist.shapes.explanation import explanation_as_json
from flowmason_assist.shapes.finding import describe
from flowmason_assist.shapes.generated import generated_as_json
from flowmason_assist.shapes.suggestions import suggestions_as_json
from flowmason_assist.text.line_index import LineIndex

Json = dict[str, Any]
RunTask = Callable[[Task[Any], Asked], Answered[Any]]
"""Runs a job to its end with the models that the settings allow."""


class Tools:
    """
    The tools, over one catalogue, one engine and one way to models.

    A `pipeline` argument is JSON text or the path of a file; nothing is ever written to it.
    """

    def __init__(self, run_task: RunTask) -> None:
        self._run = run_task
        self._catalogue = load_catalogue(folder("schemas"))
        self._engine = EngineSession()

    def check(self, pipeline: str) -> Json:
        """Find what FlowMason's engine will refuse, lose or ignore in a pipeline."""
        given = open_given(pipeline, self._catalogue)
        lines = LineIndex(given.text)
        return {"findings": [describe(each, lines) for each in given.linted.findings]}

    def fix(self, pipeline: str, *, guess: bool = False) -> Json:
        """Mend a pipeline and give the new text; with guess, also where a fix may change it."""
        given = open_given(pipeline, self._catalogue)
        allowed = Applicability.UNSAFE if guess else Applicability.SAFE
        fixed = fix_text(given.text, self._catalogue, given.linted.settings, allowed)
        lines = LineIndex(fixed.text)
        return {
            "pipeline": fixed.text,
            "applied": [each.fix.title for each in fixed.applied if each.fix],
            "findings": [describe(each, lines) for each in fixed.remaining],
        }

    def dry_run(
        self, pipeline: str, pipeline_input: Json | None = None, reader: Reader = "cli"
    ) -> Json:
        """Run a pipeline in the real engine with made-up models and no network."""
        given = open_given(pipeline, self._catalogue)
        options = DryRunOptions(reader=reader)
        return self._engine.run(given.text, pipeline_input, options).to_json()

    def debug(self, pipeline: str, error: str = "") -> Json:
        """Find the cause of an error message, or of what a dry run shows, and fixes that work."""
        given = open_given(pipeline, self._catalogue)
        options = DryRunOptions()
        if error.strip():
            pasted = read(error)
            probe = probe_of(self._engine, given_for(given.linted.facts, pasted), options)
            found = diagnose(given.linted, pasted, probe)
        else:
            probe = probe_of(self._engine, None, options)
            run = self._engine.run(given.text, None, options)
            found = diagnose_run(given.linted, run, probe)
        return diagnosis_as_json(found, LineIndex(given.text))

    def explain(self, pipeline: str) -> Json:
        """Say what a pipeline does: its stages, what they read and give, and when they run."""
        given = open_given(pipeline, self._catalogue)
        asked = Asked("explain", pieces=(Piece(Origin.PIPELINE, given.text),), path=given.path)
        answered = self._run(explain_task(given.linted.facts), asked)
        return explanation_as_json(_value(answered), answered.route)

    def suggest(self, pipeline: str) -> Json:
        """Suggest better prompts and settings for the stages that ask a language model."""
        given = open_given(pipeline, self._catalogue)

        def runs(text: str) -> bool:
            return self._engine.run(text).runs

        return suggestions_as_json(
            find_suggestions(given.linted, Wanted(), runs), given.linted.facts
        )

    def generate(self, request: str) -> Json:
        """Make a pipeline from plain words; it is checked and run before it is given."""
        prover = Prover(self._catalogue, self._engine, None)
        answered = self._run(
            generate_task(request, self._catalogue, prover), Asked("generate", request)
        )
        return generated_as_json(_value(answered), answered.route)

    def ask(self, question: str) -> Json:
        """Answer a question about FlowMason from its guide, with sources."""
        shelf = shipped_shelf(self._catalogue)
        answered = self._run(answer(question, shelf), Asked("ask", question))
        return answer_as_json(_value(answered), answered.route)

    def list_components(self) -> Json:
        """List the components that work in pipelines, with what they take and give."""
        usable = (each for each in self._catalogue if each.registered and each.usable)
        return {
            "components": [
                {
                    "name": each.name,
                    "kind": each.kind.value,
                    "description": each.description,
                    "inputs": {
                        given.name: {"required": given.required, "description": given.description}
                        for given in each.inputs
                    },
                    "outputs": [given.name for given in each.outputs],
                    "pitfalls": list(each.pitfalls),
                }
                for each in usable
            ]
        }

    def close(self) -> None:
        """End the engine."""
        self._engine.close()


def _value(answered: Answered[Any]) -> Any:  # noqa: ANN401 - whatever the job gives.
    if answered.value is None:
        raise InputError(answered.error or "no answer could be had")
    return answered.value
