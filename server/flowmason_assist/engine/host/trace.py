"""What the stages of one run did, in order, and which of them is calling right now."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Caller:
    """The stage on whose behalf code runs."""

    stage: str = ""
    component: str = ""


CALLER: ContextVar[Caller] = ContextVar("CALLER", default=Caller())


@dataclass(slots=True)
class Trace:
    """
    A record of one run, filled while it goes on.

    `report` hears of each start and end, so that somebody knows even if the process dies.
    """

    report: Callable[[str, str], None]
    executed: dict[str, None] = field(default_factory=dict)
    results: dict[str, Any] = field(default_factory=dict)
    failures: dict[str, BaseException] = field(default_factory=dict)

    def watch(self, executor: Any) -> None:
        """Record every component that `executor`, a `UniversalExecutor`, runs from now on."""
        original = executor.execute_component

        async def execute_component(config: Any, upstream_outputs: Any = None) -> Any:
            self.report("start", config.id)
            token = CALLER.set(Caller(config.id, config.type))
            try:
                result = await original(config, upstream_outputs)
            except BaseException as error:
                self.failures[config.id] = error
                raise
            finally:
                CALLER.reset(token)
            self.report("end", config.id)
            self.failures.pop(config.id, None)
            self.executed[config.id] = None
            self.results[config.id] = result
            return result

        executor.execute_component = execute_component

    def stage_of(self, error: BaseException) -> str | None:
        """Stage that raised this very error."""
        return next((stage for stage, raised in self.failures.items() if raised is error), None)
