"""The report: tables of all scores, in Markdown."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bench.accuracy.judge import READERS, Case
from bench.accuracy.measure import Judged, Ratio, Score
from bench.accuracy.shipped import Outcome
from bench.accuracy.verdict import Found
from flowmason_assist.engine.options import Reader

ALL = "all"


@dataclass(slots=True)
class Tally:
    """Scores of one checker by reader and family."""

    scores: dict[tuple[Reader, str], Score] = field(default_factory=dict)

    def add(self, one: Judged) -> None:
        """Count one pipeline, for its family and for all."""
        for family in (one.case.family, ALL):
            score = self.scores.setdefault((one.reader, family), Score())
            score.add(one.case, one.reader, one.findings)

    def score(self, reader: Reader, family: str = ALL) -> Score:
        """The score for one reader and one family."""
        return self.scores.get((reader, family), Score())

    @property
    def families(self) -> list[str]:
        """The families counted, in the order in which they turned up."""
        return sorted({family for _, family in self.scores if family != ALL})


@dataclass(frozen=True, slots=True)
class Shipped:
    """One shipped example, with what the checker says about it before fixing."""

    outcome: Outcome
    findings: list[Found]

    @property
    def has_error(self) -> bool:
        """Whether the checker sees an error."""
        return any(one.severity == "error" for one in self.findings)


def accuracy(
    seeds: range,
    some: Sequence[Case],
    tallies: Mapping[str, Tally],
    shipped: Sequence[Shipped],
) -> str:
    """The whole document."""
    first, *_ = tallies
    parts = [
        "# Accuracy",
        "",
        "How often `flowmason-assist check` is right, judged by running the real engine.",
        "Made by `python -m bench.accuracy`; do not edit.",
        "",
        *_setting(seeds, some),
        *_summary(tallies),
        *_by_family(tallies[first]),
        *_shipped_section(shipped),
    ]
    return "\n".join(parts) + "\n"


def _setting(seeds: range, some: Sequence[Case]) -> list[str]:
    kinds = {(case.family, case.kind) for case in some if case.broken and case.family != "two faults"}
    labels = Counter(case.labels["cli"] for case in some)
    components = Counter(
        stage["component_type"] for case in some if case.broken is None for stage in case.sound.pipeline["stages"]
    )
    return [
        f"Seeds {seeds.start} to {seeds.stop - 1}: {len(seeds)} sound pipelines, "
        f"{sum(components.values())} stages of {len(components)} components, "
        f"and {sum(case.broken is not None for case in some)} pipelines broken in {len(kinds)} ways.",
        "Every one of them ran in the engine, as the command line and as the core library read it.",
        "",
        "| what the engine does (command line) | pipelines |",
        "|---|---:|",
        f"| fails | {labels['fails']} |",
        f"| runs and loses a stage or its data | {labels['loses']} |",
        f"| runs, and something written has no effect | {labels['inert']} |",
        f"| runs and does all that is written | {labels['clean']} |",
        f"| runs, and nobody can tell what was meant (left out below) | {labels['unclear']} |",
        "",
    ]


def _summary(tallies: Mapping[str, Tally]) -> list[str]:
    lines = ["## All pipelines", ""]
    for reader in READERS:
        lines += [
            f"### As the {reader} reader sees them",
            "",
            "| checker | failing ones caught | at the right place | precision "
            "| false errors | false warnings | no effect, noticed |",
            "|---|---|---|---|---|---|---|",
        ]
        for name, tally in tallies.items():
            score = tally.score(reader)
            cells = [_cell(one) for one in (score.caught, score.placed, score.precise)]
            cells += [_count(score.false_errors), _count(score.false_warnings), _cell(score.noticed)]
            lines.append(f"| {name} | {' | '.join(cells)} |")
        lines.append("")
    lines += [
        "Brackets hold 95 % intervals by Wilson.",
        "A place is right if a finding has the JSON Pointer of the fault or of its parent, the stage for a missing key, or for broken JSON the line.",
        "Precision is the share of pipelines with errors that do fail.",
        "",
    ]
    return lines


def _by_family(tally: Tally) -> list[str]:
    lines = [
        "## By kind of fault",
        "",
        "Command line reader, `flowmason-assist check`.",
        "",
        "| fault | caught | at the right place | false errors | false warnings | no effect, noticed |",
        "|---|---|---|---|---|---|",
    ]
    for family in tally.families:
        score = tally.score("cli", family)
        cells = [_cell(score.caught), _cell(score.placed), _count(score.false_errors)]
        cells += [_count(score.false_warnings), _cell(score.noticed)]
        lines.append(f"| {family} | {' | '.join(cells)} |")
    return [*lines, ""]


def _shipped_section(shipped: Sequence[Shipped]) -> list[str]:
    runs = [one for one in shipped if one.outcome.before.runs]
    fails = [one for one in shipped if not one.outcome.before.runs]
    after = sum(one.outcome.after.runs for one in shipped)
    lines = [
        "## Pipelines that FlowMason ships",
        "",
        f"{len(shipped)} examples in the command line reader: {len(runs)} run as shipped, "
        f"{after} after `check --fix --unsafe-fixes`.",
        f"Of the {len(fails)} that fail, {sum(one.has_error for one in fails)} have an error; "
        f"of the {len(runs)} that run, {sum(one.has_error for one in runs)} have one.",
        "",
        "| source | examples | run as shipped | failing with an error | run after fixing |",
        "|---|---:|---:|---:|---:|",
    ]
    for source in dict.fromkeys(one.outcome.example.source for one in shipped):
        lines.append(_source_row(source, [one for one in shipped if one.outcome.example.source == source]))
    left = [one.outcome for one in shipped if not one.outcome.after.runs]
    if left:
        lines += ["", "Not running after fixing:", ""]
        lines += [_left(outcome) for outcome in left]
    return [*lines, ""]


def _source_row(source: str, some: Sequence[Shipped]) -> str:
    fails = [one for one in some if not one.outcome.before.runs]
    cells = [
        len(some),
        len(some) - len(fails),
        f"{sum(one.has_error for one in fails)} of {len(fails)}",
        sum(one.outcome.after.runs for one in some),
    ]
    return f"| {source} | {' | '.join(str(cell) for cell in cells)} |"


def _left(outcome: Outcome) -> str:
    run = outcome.after
    cause = (run.error_message or "").splitlines()[:1]
    stage = f" at stage `{run.failed_stage}`" if run.failed_stage else ""
    name = outcome.example.name
    return f"- {outcome.example.source}, {name}: {run.error_type}{stage}: {' '.join(cause)[:140]}"


def tally(judgements: Iterable[Judged]) -> Tally:
    """The scores of all these judgements."""
    counted = Tally()
    for one in judgements:
        counted.add(one)
    return counted


def _cell(ratio: Ratio) -> str:
    if not ratio.total:
        return "–"
    low, high = ratio.interval()
    return f"{ratio.share:.1%} ({ratio.hits}/{ratio.total}) [{low:.1%}–{high:.1%}]"


def _count(ratio: Ratio) -> str:
    return f"{ratio.hits} of {ratio.total}" if ratio.total else "–"
