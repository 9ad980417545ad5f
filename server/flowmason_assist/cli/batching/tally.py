"""How a batch went, and what the program leaves with."""

from dataclasses import dataclass

CLEAN = 0
FOUND = 1
FAILED = 2


@dataclass
class Tally:
    """Counts of items; `not_clean` are those done whose results ask for attention."""

    done: int = 0
    failed: int = 0
    not_clean: int = 0

    @property
    def exit_code(self) -> int:
        """Give 0 when all is clean, 1 when something asks for attention, 2 for failures."""
        if self.failed:
            return FAILED
        return FOUND if self.not_clean else CLEAN
