"""The measurements as tables, and where they go in the documentation."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.accuracy.ratio import Ratio

START, END = "<!-- measured -->", "<!-- /measured -->"


@dataclass(slots=True)
class Scores:
    """How often what was right, by the name of what."""

    ratios: dict[str, Ratio] = field(default_factory=dict)

    def add(self, **hits: bool) -> None:
        """Count one case."""
        for name, hit in hits.items():
            self.ratios.setdefault(name, Ratio()).add(hit=hit)


def table(columns: Iterable[str], rows: Mapping[str, Scores]) -> str:
    """Give the scores as a Markdown table, one group a row."""
    names = list(columns)
    lines = [f"| | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
    for title, scores in rows.items():
        cells = (_shown(scores.ratios.get(name)) for name in names)
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines)


def counts(names: Iterable[str]) -> str:
    """Give how often each name occurs, in a line."""
    return ", ".join(f"{name} {count}" for name, count in Counter(names).most_common())


def write(path: Path, measured: str) -> None:
    """Put measurements into a page, between its marks."""
    before, _, rest = path.read_text(encoding="utf-8").partition(START)
    _, _, after = rest.partition(END)
    text = f"{before}{START}\n\n{measured}\n\n{END}{after}"
    path.write_text(text, encoding="utf-8", newline="\n")


def _shown(ratio: Ratio | None) -> str:
    if ratio is None or not ratio.total:
        return "-"
    low, high = ratio.interval()
    share = f"{ratio.share:.1%} ({ratio.hits}/{ratio.total})"
    return f"{share} [{low:.1%}, {high:.1%}]"
