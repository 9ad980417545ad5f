"""Tables of how good plans are, planner by planner and voice by voice, and of the small tasks."""

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench.nano import small
from bench.nano.answerers import Answerer, answerers, running
from bench.nano.score import Score, Summary, score, summarize
from training.example import Example, authored

HELD_OUT = Path(__file__).parent / "heldout"
COLUMNS: tuple[tuple[str, Callable[[Summary], float | None]], ...] = (
    ("plan exactly right", lambda summary: summary.exact),
    ("components (F1)", lambda summary: summary.components),
    ("literals in place", lambda summary: summary.placed),
    ("order and wiring", lambda summary: summary.wired),
    ("scope", lambda summary: summary.scope),
    ("calibration error", lambda summary: summary.calibration),
)
BEGIN = "<!-- Written by `python -m bench.nano`; do not edit. -->"
END = "<!-- End of what is written. -->"


def placed(document: str, tables: str) -> str:
    """A document with the tables between its marks."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables}\n{END}{after}"


def report(path: Path, requests: Path, voices: frozenset[str] = frozenset()) -> str:
    """The tables in Markdown, for the requests of a folder or of some of its voices."""
    examples = [each for each in authored(requests) if not voices or each.source in voices]
    rows = {}
    scores: list[Score] = []
    with running(path) as (model, runner):
        for name, answerer in answerers(model, runner).items():
            started = time.perf_counter()
            scores = measured(answerer, examples)
            spent = 1000 * (time.perf_counter() - started) / max(1, len(examples))
            rows[f"{name} ({spent:.0f} ms)"] = summarize(scores)
        others = small.table(model, runner)
    voices_of_team = table("voice (team)", by_voice(examples, scores))
    return f"{table('planner', rows)}\n{voices_of_team}\n{others}"


def measured(answerer: Answerer, examples: Iterable[Example]) -> list[Score]:
    """What an answerer gives for each example."""
    answers = ((each, answerer(each.request)) for each in examples)
    return [
        score(each.request, each.plan, answer.plan, answer.confidence) for each, answer in answers
    ]


def by_voice(examples: Sequence[Example], scores: Sequence[Score]) -> dict[str, Summary]:
    """Summaries of the scores of each voice."""
    voices = dict.fromkeys(example.source for example in examples)
    pairs = list(zip(examples, scores, strict=True))
    return {
        voice: summarize([score for example, score in pairs if example.source == voice])
        for voice in voices
    }


def table(head: str, rows: dict[str, Summary]) -> str:
    """A table in Markdown."""
    lines = [
        f"| {head} | requests | {' | '.join(name for name, _ in COLUMNS)} |",
        f"|---|{'---:|' * (len(COLUMNS) + 1)}",
    ]
    for name, summary in rows.items():
        cells = (_shown(value(summary)) for _, value in COLUMNS)
        lines.append(f"| {name} | {summary.count} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
