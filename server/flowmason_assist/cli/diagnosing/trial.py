"""Whether edited pipelines still run."""

from flowmason_assist.cli.checking.opened import Opened
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.errors import EngineError


class Trial:
    """Runs edited forms of a pipeline; where it does not run itself, everything does."""

    def __init__(self, opened: Opened, session: EngineSession) -> None:
        self._options = opened.dry_run_options
        self._session = session
        self._must_run = self._runs(opened.text)

    def runs(self, text: str) -> bool:
        """Tell whether a text runs, or could not be expected to."""
        return not self._must_run or self._runs(text)

    def _runs(self, text: str) -> bool:
        try:
            return self._session.run(text, None, self._options).runs
        except EngineError:
            return False
