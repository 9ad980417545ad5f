"""What the user asked of lint: which rules, which reader, which files."""

from dataclasses import dataclass
from typing import Literal

ReaderName = Literal["cli", "core", "studio", "all"]


@dataclass(frozen=True, slots=True)
class LintSettings:
    """
    Which rules run and whose eyes they look through.

    `select` and `ignore` hold codes, prefixes of codes ("FM3"), or rule names; an empty
    `select` means all. `ignore` wins. The reader `all` means: errors are what the command
    line reader fails on, warnings what another reader would.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    reader: ReaderName = "all"

    def allows(self, code: str, name: str) -> bool:
        """Tell whether a rule is switched on."""
        if any(_matches(code, name, each) for each in self.ignore):
            return False
        return not self.select or any(_matches(code, name, each) for each in self.select)


def _matches(code: str, name: str, pattern: str) -> bool:
    return pattern in ("ALL", name) or code.startswith(pattern)
