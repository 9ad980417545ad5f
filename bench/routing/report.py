"""The measured tables of docs/routing.md."""

from collections.abc import Iterator, Sequence

from bench.routing.accuracy import Accuracy, Others, accuracy, others
from bench.routing.month import CLOUD, USE, Month, months
from bench.routing.speed import STAGES, Speed, speed

BEGIN = "<!-- Written by `python -m bench.routing`; do not edit. -->"
END = "<!-- End of what is written. -->"


def tables() -> str:
    """Measure, and give the Markdown."""
    parts = [
        BEGIN,
        _accuracy(accuracy("tuning"), accuracy("heldout")),
        _others(others()),
        _months(months()),
        _speed(speed()),
        END,
    ]
    return "\n\n".join(parts)


def placed(document: str, written: str) -> str:
    """Give a document with the tables where they belong."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + written + after


def _accuracy(tuning: Accuracy, heldout: Accuracy) -> str:
    rows = [
        ("requests", tuning.requests, heldout.requests),
        (
            "sensitive ones found",
            _of(tuning.found, tuning.sensitive),
            _of(heldout.found, heldout.sensitive),
        ),
        (
            "harmless ones taken for sensitive",
            _of(tuning.falsely_found, tuning.harmless),
            _of(heldout.falsely_found, heldout.harmless),
        ),
        ("precision of escalation", f"{tuning.precision:.2f}", f"{heldout.precision:.2f}"),
        (
            "recall of escalation",
            f"{tuning.escalation_recall:.2f}",
            f"{heldout.escalation_recall:.2f}",
        ),
    ]
    return _table(("", "tuning half", "held out"), rows)


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
