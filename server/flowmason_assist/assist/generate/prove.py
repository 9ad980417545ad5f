"""Proves pipelines: lint without errors and warnings, and a run in both readers of the engine."""

from flowmason_assist.assist.generate.generated import DryRunVerdict, Proof
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.errors import EngineError
from flowmason_assist.lint.engine import check
from flowmason_assist.lint.rule import Severity
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.syntax.document import parse_document


class Prover:
    """
    Checks and runs pipelines in one engine process; may be called as a `Prove`.

    Where no engine can be started, runs are skipped and lint alone decides.
    """

    def __init__(
        self, catalogue: Catalogue, session: EngineSession, interpreter: str | None
    ) -> None:
        self._catalogue = catalogue
        self._session = session
        self._interpreter = interpreter

    def __call__(self, text: str) -> Proof:
        """Give what lint and the engine say about a text."""
        findings = check(parse_document(text), self._catalogue, LintSettings())
        errors = [each for each in findings if each.severity is Severity.ERROR]
        warnings = [each for each in findings if each.severity is Severity.WARNING]
        if errors or warnings:
            first = (errors or warnings)[0]
            return Proof(len(errors), len(warnings), message=f"{first.code}: {first.message}")
        verdict, message = self._run(text)
        return Proof(0, 0, verdict, message)

    def _run(self, text: str) -> tuple[DryRunVerdict, str]:
        for reader in ("cli", "core"):
            options = DryRunOptions(
                reader="core" if reader == "core" else "cli", interpreter=self._interpreter
            )
            try:
                run = self._session.run(text, None, options)
            except EngineError as error:
                return "skipped", str(error)
            if not run.runs:
                return "failed", f"reader {reader}: {run.error_message or 'the run fails'}"
        return "passed", ""
