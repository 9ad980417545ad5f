"""Model files on this machine: the one that we ship, and those that the user installed."""

from dataclasses import dataclass, field
from pathlib import Path

from flowmason_assist.llm.api import Dialect
from flowmason_assist.llm.models.seal import Seal, fault_of


@dataclass(frozen=True, slots=True)
class LocalModel:
    """
    A file that can be loaded; `context` in tokens, `memory` in bytes, an estimate.

    `origin` says in words where it came from.
    """

    name: str
    path: Path
    seal: Seal
    context: int
    memory: int
    origin: str
    licence: str = ""
    dialect: Dialect = field(default=Dialect.CHAT)

    @property
    def fault(self) -> str | None:
        """What is wrong with the file, None when it is sound."""
        return fault_of(self.path, self.seal)
