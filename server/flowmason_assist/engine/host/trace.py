"""What the stages of one run did, in order, and which of them is calling right now."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from flowmason_core.config import ComponentConfig
from flowmason_core.execution.types import ComponentResult
from flowmason_core.execution.universal_executor import UniversalExecutor


@dataclass(frozen=True, slots=True)
class Caller:
    """
    The stage on whose behalf code runs.

    `wanted` maps fields of its output to JSON Schemas of what the pipeline reads there.
    """

    stage: str = ""
    component: str = ""
    config: Mapping[str, Any] = field(default_factory=dict)
    wanted: Mapping[str, Any] = field(default_factory=dict)


CALLER: ContextVar[Caller] = ContextVar("CALLER")


def caller() -> Caller:
    """Stage that is calling, or a nameless one outside of all stages."""
    return CALLER.get(Caller())


@dataclass(slots=True)
class Trace:
    """
    A record of one run, filled while it goes on.

    `report` hears of each start and end, so that somebody knows even if the process dies.
    """

    report: Callable[[str, str], None]
    wanted: Mapping[str, Mapping[str, Any]]
    executed: dict[str, None] = field(default_factory=dict)
    results: dict[str, ComponentResult] = field(default_factory=dict)
    failures: dict[str, BaseException] = field(default_factory=dict)

    def watch(self, executor: UniversalExecutor) -> None:
        """Record every component that `executor` runs from now on."""
        original = executor.execute_component

        async def execute_component(
            config: ComponentConfig, upstream_outputs: dict[str, Any] | None = None
        ) -> ComponentResult:
            self.report("start", config.id)
            token = CALLER.set(self._caller(config))
            try:
                result = await original(config, upstream_outputs)
            except BaseException as error:
                self.failures[config.id] = error
                raise
            finally:
                CALLER.reset(token)
                self.report("end", config.id)
            self._succeeded(config.id, result)
            return result

        executor.execute_component = execute_component

    def stage_of(self, error: BaseException) -> str | None:
        """Stage that raised this very error."""
        return next((stage for stage, raised in self.failures.items() if raised is error), None)

    def _caller(self, config: ComponentConfig) -> Caller:
        wanted = self.wanted.get(config.id, {})
        return Caller(config.id, config.type, config.input_mapping, wanted)

    def _succeeded(self, stage: str, result: ComponentResult) -> None:
        self.failures.pop(stage, None)
        self.executed[stage] = None
        self.results[stage] = result
