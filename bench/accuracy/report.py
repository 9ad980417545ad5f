"""The report: tables of all scores, in Markdown."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bench.accuracy.faults import PAIRS
from bench.accuracy.judge import READERS, Case
from bench.accuracy.measure import Judged, Score
from bench.accuracy.mending import Mending
from bench.accuracy.ratio import Ratio
from bench.accuracy.shipped import Outcome
from bench.accuracy.verdict import Found
from flowmason_assist.engine.options import Reader
from flowmason_assist.lint.rule import Applicability

ALL: Final = "all"
FALSE_ALARMS: Final = ("false errors", "false warnings", "no effect, noticed")


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
class Setting:
    """What was measured: the seeds, those whose sound pipeline does not run, and all the rest."""

    seeds: range
    idle: Collection[int]
    cases: Sequence[Case]


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
    setting: Setting,
    tallies: Mapping[str, Tally],
    fixes: Mending,
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
        *_setting(setting),
        *_summary(tallies),
        *_by_family(tallies[first]),
        *_fixes(fixes),
        *_shipped_section(shipped),
    ]
    return "\n".join(parts) + "\n"


def _setting(setting: Setting) -> list[str]:
    seeds, some = setting.seeds, setting.cases
    broken = [case.broken for case in some if case.broken is not None]
    kinds = {(one.family, one.kind) for one in broken if one.family != PAIRS}
    labels = Counter(case.labels["cli"] for case in some)
    sound = [case.sound.pipeline["stages"] for case in some if case.broken is None]
    components = Counter(stage["component_type"] for stages in sound for stage in stages)
    return [
        *_lines(
            f"Seeds {seeds.start} to {seeds.stop - 1}: {len(sound)} sound pipelines of "
            f"{min(map(len, sound))} to {max(map(len, sound))} stages, "
            f"{sum(components.values())} stages of {len(components)} components in all.",
            f"From them, {len(broken)} pipelines were made, changed in {len(kinds)} ways.",
            "Each ran in the engine, as the command line and as the core library read it.",
            *_left_out(setting.idle),
        ),
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


def _left_out(idle: Collection[int]) -> list[str]:
    seeds = ", ".join(str(seed) for seed in sorted(idle))
    return [f"Left out, since they do not run although they should: seeds {seeds}."] if idle else []


def _summary(tallies: Mapping[str, Tally]) -> list[str]:
    lines = ["## All pipelines", ""]
    for reader in READERS:
        lines += [
            f"### As the {reader} reader sees them",
            "",
            *_head("checker", "failing caught", "right place", "precision", *FALSE_ALARMS),
        ]
        lines += [_row(name, _cells(one.score(reader))) for name, one in tallies.items()]
        lines.append("")
    return [
        *lines,
        *_lines(
            "Brackets hold 95 % intervals by Wilson.",
            "A place is right if an error has the JSON Pointer of the fault or of its parent, "
            "of the stage for a missing key, or stands on the line where JSON is broken.",
            "Precision is the share of pipelines with an error that do fail or lose something.",
            "False alarms count pipelines that run and do all that is written in them.",
        ),
        "",
    ]


def _by_family(tally: Tally) -> list[str]:
    return [
        "## By kind of change",
        "",
        "Command line reader, `flowmason-assist check`.",
        "",
        *_head("change", "failing caught", "right place", "precision", *FALSE_ALARMS),
        *(_row(family, _cells(tally.score("cli", family))) for family in tally.families),
        "",
    ]


def _fixes(fixes: Mending) -> list[str]:
    titles = {Applicability.SAFE: "`--fix`", Applicability.UNSAFE: "`--fix --unsafe-fixes`"}
    return [
        "## Fixes",
        "",
        *_lines(
            "A part of the same pipelines, run before and after fixing by the command line.",
            "After safe fixes a pipeline must do exactly the same, after all fixes it must run.",
        ),
        "",
        *_head("fixes", "failing pipelines that run when fixed", "running ones changed, unharmed"),
        *(
            _row(title, [_share(fixes.mended[one]), _share(fixes.unharmed[one])])
            for one, title in titles.items()
        ),
        "",
    ]


def _shipped_section(shipped: Sequence[Shipped]) -> list[str]:
    runs = [one for one in shipped if one.outcome.before.runs]
    fails = [one for one in shipped if not one.outcome.before.runs]
    after = sum(one.outcome.after.runs for one in shipped)
    sources = dict.fromkeys(one.outcome.example.source for one in shipped)
    left = [one.outcome for one in shipped if not one.outcome.after.runs]
    return [
        "## Pipelines that FlowMason ships",
        "",
        *_lines(
            f"{len(shipped)} examples in the command line reader: {len(runs)} run as shipped, "
            f"{after} after `check --fix --unsafe-fixes`.",
            f"Of the {len(fails)} that fail, {sum(one.has_error for one in fails)} have an error; "
            f"of the {len(runs)} that run, {sum(one.has_error for one in runs)} have one.",
        ),
        "",
        *_head("source", "examples", "run as shipped", "failing, with an error", "run fixed"),
        *(_source_row(source, shipped) for source in sources),
        *(["", "Not running after fixing:", ""] if left else []),
        *(_left(outcome) for outcome in left),
    ]


def _source_row(source: str, shipped: Sequence[Shipped]) -> str:
    some = [one for one in shipped if one.outcome.example.source == source]
    fails = [one for one in some if not one.outcome.before.runs]
    caught = sum(one.has_error for one in fails)
    fixed = sum(one.outcome.after.runs for one in some)
    cells = [len(some), len(some) - len(fails), f"{caught} of {len(fails)}", fixed]
    return _row(source, [str(cell) for cell in cells])


def _left(outcome: Outcome) -> str:
    """Why an example does not run, in the engine's words but without the example's."""
    first, *_ = [*(outcome.after.error_message or "").splitlines(), ""]
    cause = re.sub(r"'[^']*'?", "'...'", first)
    name = f"{outcome.example.source}, {outcome.example.name}"
    return f"- {name}: {outcome.after.error_type}: {cause[:140]}"


def _cells(score: Score) -> list[str]:
    shares = [_share(one) for one in (score.caught, score.placed, score.precise)]
    return [
        *shares,
        _count(score.false_errors),
        _count(score.false_warnings),
        _share(score.noticed),
    ]


def _share(ratio: Ratio) -> str:
    if not ratio.total:
        return "-"
    low, high = ratio.interval()
    return f"{ratio.share:.1%} ({ratio.hits}/{ratio.total}) [{low:.1%}, {high:.1%}]"


def _count(ratio: Ratio) -> str:
    return f"{ratio.hits} of {ratio.total}" if ratio.total else "-"


def _head(*titles: str) -> list[str]:
    return [f"| {' | '.join(titles)} |", f"|{'---|' * len(titles)}"]


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _lines(*sentences: str) -> list[str]:
    """One line per sentence."""
    return list(sentences)


def tally(judgements: Iterable[Judged]) -> Tally:
    """The scores of all these judgements."""
    counted = Tally()
    for one in judgements:
        counted.add(one)
    return counted
