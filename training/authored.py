"""Files of authored requests: lines that start with `>`, below them the plan that they deserve."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

_MARK = ">"


@dataclass(frozen=True, slots=True)
class Authored:
    """A request and its plan as it is written, with the line of the file where the plan starts."""

    request: str
    plan: str
    path: Path
    line: int

    @property
    def voice(self) -> str:
        """Who speaks: the name of the file without its number."""
        return self.path.stem.rstrip("0123456789").rstrip("-_")


def read_authored(path: Path) -> Iterator[Authored]:
    """Give the requests of a file; blocks are separated by blank lines."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    for is_written, block in groupby(lines, lambda line: bool(line[1].strip())):
        if not is_written:
            continue
        written = list(block)
        request = [line.removeprefix(_MARK).strip() for _, line in written if _is_asked(line)]
        plan = [(number, line) for number, line in written if not _is_asked(line)]
        first = plan[0][0] if plan else written[-1][0]
        yield Authored("\n".join(request), "\n".join(line for _, line in plan), path, first)


def _is_asked(line: str) -> bool:
    return line.startswith(_MARK)
