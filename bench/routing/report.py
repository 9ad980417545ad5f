"""The measured tables of docs/routing.md."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.routing.accuracy import Accuracy, Others, accuracy, others
from bench.routing.labelled import HALVES
from bench.routing.month import CLOUD, REQUESTS, USE, Month, curve, months, most_saved
from bench.routing.plot import svg
from bench.routing.speed import STAGES, Speed, speed

BEGIN = "<!-- Written by `python -m bench.routing`; do not edit. -->"
END = "<!-- End of what is written. -->"


NAMES = ("tuning", "held out", *(f"{each} set" for each in HALVES[2:]))
LEAST_QUALITY = 0.95


@dataclass(frozen=True)
class Measured:
    """The Markdown, and the picture that it shows."""

    markdown: str
    picture: str


def measured() -> Measured:
    """Measure everything."""
    found, tried = months(), curve()
    parts = [
        BEGIN,
        _accuracy([accuracy(half) for half in HALVES]),
        _others(others()),
        _months(found),
        _curve(found[0], tried),
        _speed(speed()),
        END,
    ]
    return Measured("\n\n".join(parts), svg(found, tried))


def placed(document: str, written: str) -> str:
    """Give a document with the tables where they belong."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + written + after


def _accuracy(found: Sequence[Accuracy]) -> str:
    rows = [
        ("requests", *(each.requests for each in found)),
        ("sensitive ones found", *(_of(each.found, each.sensitive) for each in found)),
        (
            "harmless ones taken for sensitive",
            *(_of(each.falsely_found, each.harmless) for each in found),
        ),
        ("precision of escalation", *(_if_any(each, lambda one: one.precision) for each in found)),
        (
            "recall of escalation",
            *(_if_any(each, lambda one: one.escalation_recall) for each in found),
        ),
    ]
    return _table(("", *NAMES), rows)


def _if_any(found: Accuracy, figure: Callable[[Accuracy], float]) -> str:
    """Give a figure about escalation; not every set has requests that need it."""
    return f"{figure(found):.2f}" if found.escalations else "–"


def _others(found: Others) -> str:
    return (
        f"Of {found.requests:,} requests that were written for another end, "
        f"{found.escalated} ({found.escalated / found.requests:.1%}) are escalated and "
        f"{found.found} ({found.found / found.requests:.1%}) are taken for sensitive; "
        "the latter name people, addresses of mail or houses, or a webhook."
    )


def _months(found: list[Month]) -> str:
    all_cloud = found[0]
    rows = [
        (
            each.strategy,
            f"${each.cost_usd:.2f}",
            f"{1 - each.cost_usd / all_cloud.cost_usd:.0%}",
            f"{each.quality:.1%}",
            f"{each.quality / all_cloud.quality:.1%}",
            each.to_cloud,
            each.leaks,
        )
        for each in found
    ]
    names = ("2,000 requests", "cost", "saved", "useful", "of all-cloud", "to the cloud", "leaks")
    shares = (f"{model} on {need} ones {share:.0%}" for (model, need), share in USE.items())
    assumed = ", ".join(shares)
    note = (
        f"Prices are ${CLOUD.input_price:g} and ${CLOUD.output_price:g} for a million tokens in and"
        f" out. The shares of useful answers are assumed: {assumed}."
    )
    return f"{_table(names, rows)}\n\n{note}"


def _curve(whole: Month, tried: Sequence[tuple[float, Month]]) -> str:
    kept = [each for each in tried if each[1].quality >= LEAST_QUALITY * whole.quality]
    threshold, best = min(kept, key=lambda each: each[1].cost_usd)
    rows = [
        (
            f"{threshold:.2f}",
            f"{1 - month.cost_usd / whole.cost_usd:.0%}",
            f"{month.quality / whole.quality:.1%}",
            month.to_cloud,
        )
        for threshold, month in tried[1::2]
    ]
    table = _table(("threshold", "saved", "of all-cloud", "to the cloud"), rows)
    saved = 1 - best.cost_usd / whole.cost_usd
    calls, bound = 1 - best.to_cloud / REQUESTS, most_saved(LEAST_QUALITY)
    return (
        f"![cost and quality](images/routing-curve.svg)\n\n{table}\n\n"
        f"The cheapest threshold that keeps {LEAST_QUALITY:.0%} of the quality is"
        f" {threshold:.2f}: it saves {saved:.0%} of the cost and {calls:.0%} of the calls. Somebody"
        f" who knew beforehand which answers are of use could save {bound:.0%} of the cost."
    )


def _speed(found: Speed) -> str:
    size = f"{STAGES} stages ({found.characters:,} characters, never seen before)"
    times = f"{found.median:.1f} ms in the middle and {found.p95:.1f} ms at p95"
    return f"A decision about a pipeline of {size} takes {times} of processor time."


def _table(names: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> str:
    return "\n".join(_lines(names, rows))


def _lines(names: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.1%})"
