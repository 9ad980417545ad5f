"""Runs texts in the real engine, where there is one."""

from typing import Any

from flowmason_assist.assist.debug.mend import Probe
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.result import DryRun
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.errors import EngineError


def probe_of(session: EngineSession, given: dict[str, Any] | None, options: DryRunOptions) -> Probe:
    """Give a way to run texts that answers None where no engine can be started."""

    def probe(text: str) -> DryRun | None:
        try:
            return session.run(text, given, options)
        except EngineError:
            return None

    return probe
