"""One line of what `doctor` finds."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class State(StrEnum):
    """Whether something works; what is missing is optional, what is broken is not."""

    OK = "ok"
    MISSING = "missing"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was looked at; `cure` says what to do where it does not work."""

    name: str
    state: State
    detail: str
    cure: str | None = None

    def to_json(self) -> dict[str, str | None]:
        """Give the JSON object that `doctor --output-format json` prints."""
        return asdict(self)
