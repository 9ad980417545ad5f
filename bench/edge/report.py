"""The measurements as tables."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from bench.accuracy.ratio import Ratio
from bench.edge.choices import Choice
from bench.edge.series import Found
from flowmason_assist.assist.edge.texts import SURE

STEPS = (0.0, 0.4, 0.6, 0.8, 1.0)
OURS, BASELINE = "edge classify", "TF-IDF and logistic regression"

Row = Iterable[object]
Answers = Mapping[str, list[Choice]]
"""What was chosen, by who chose."""


def table(names: Sequence[str], rows: Iterable[Row]) -> str:
    """Give a table whose first column is text and whose others are figures, or short texts."""
    lines = [f"| {' | '.join(names)} |", f"|---|{'---:|' * (len(names) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows)])


def shown(ratio: Ratio) -> str:
    """Give a share with its interval of 95 %."""
    if not ratio.total:
        return "-"
    low, high = ratio.interval()
    return f"{ratio.share:.1%} ({ratio.hits} of {ratio.total}; {low:.0%} to {high:.0%})"


def accuracy(found: Mapping[str, Answers]) -> str:
    """Give how often the best label is the right one."""
    rows = [
        [name, *(shown(_right(by_name.get(who, []))) for who in (OURS, BASELINE))]
        for name, by_name in found.items()
    ]
    return table(["right label", OURS, BASELINE], rows)


def abstentions(found: Mapping[str, Answers]) -> str:
    """Give how much is answered, how much of that is right, and what becomes of foreign texts."""
    rows = [
        [name, *(cell for who in (OURS, BASELINE) for cell in _abstention(by_name[who]))]
        for name, by_name in found.items()
    ]
    columns = ("answered", "right of these", "foreign left alone")
    names = [f"{who}: {column}" for who in ("edge", "baseline") for column in columns]
    return table([f"sure by {SURE} or more", *names], rows)


def calibration(found: Mapping[str, Answers]) -> str:
    """Give how often a confidence is right, and the mean gap between both."""
    rows: list[Row] = []
    for name, by_name in found.items():
        for who, choices in by_name.items():
            own = [each for each in choices if not each.is_foreign]
            rows.append([f"{name}: {who}", *map(_band, _bands(own)), f"{_gap(own):.3f}"])
    names = (f"{low:.1f} to {high:.1f}" for low, high in pairwise(STEPS))
    return table(["right where the confidence is", *names, "mean gap"], rows)


def anomaly_rows(by_name: Mapping[str, Mapping[str, Found]]) -> str:
    """Give what each finder finds, by the shape of the series."""
    names = list(by_name)
    columns = [f"{name}: {what}" for name in names for what in ("found", "false alarms")]
    shapes = next(iter(by_name.values()))
    rows = [
        [
            shape,
            *(
                f"{ratio.share:.1%}"
                for name in names
                for ratio in (by_name[name][shape].faults, by_name[name][shape].alarms)
            ),
        ]
        for shape in shapes
    ]
    return table(["series", *columns], rows)


def _abstention(choices: Sequence[Choice]) -> tuple[str, str, str]:
    own = [each for each in choices if not each.is_foreign]
    answered = [each for each in own if each.probability >= SURE]
    foreign = [each for each in choices if each.is_foreign]
    return (
        _percent(_counted(each.probability >= SURE for each in own)),
        _percent(_right(answered)),
        _percent(_counted(each.probability < SURE for each in foreign)),
    )


def _right(choices: Iterable[Choice]) -> Ratio:
    return _counted(each.is_right for each in choices if not each.is_foreign)


def _bands(choices: Sequence[Choice]) -> list[list[Choice]]:
    bounds = (*STEPS[:-1], math.inf)
    return [
        [each for each in choices if low <= each.probability < high]
        for low, high in pairwise(bounds)
    ]


def _band(choices: Sequence[Choice]) -> str:
    ratio = _right(choices)
    return f"{ratio.share:.0%} of {ratio.total}" if ratio.total else "-"


def _gap(choices: Sequence[Choice]) -> float:
    """Give the expected calibration error."""
    gaps = (abs(sum(each.is_right - each.probability for each in band)) for band in _bands(choices))
    return sum(gaps) / len(choices)


def _percent(ratio: Ratio) -> str:
    return f"{ratio.share:.1%}" if ratio.total else "-"


def _counted(hits: Iterable[bool]) -> Ratio:
    ratio = Ratio()
    for hit in hits:
        ratio.add(hit=hit)
    return ratio
