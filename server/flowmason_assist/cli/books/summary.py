"""A report as text for people."""

from flowmason_assist.cli.books.moment import day_of
from flowmason_assist.cli.output.text import counted
from flowmason_assist.routing.ledger.report import CouldHaveStayed, Report, TierSummary

_NAMES = ("CALLS", "TOKENS", "COST", "MEDIAN", "P95", "SENT")


def render(report: Report) -> str:
    """Give the report as lines."""
    days = f"{day_of(report.since)} to {day_of(report.until)}"
    requests = counted(report.requests, "request")
    stayed = f"Calls to the cloud that could have stayed local: {len(report.could_have_stayed)}"
    lines = [
        f"{days}: {requests}, ${report.cost_usd:.4f}, {report.sensitive} sensitive",
        "",
        _row("TIER", "MODEL", _NAMES),
        *map(_model, report.models),
        "",
        stayed,
        *map(_unneeded, report.could_have_stayed),
    ]
    if any(each.missed or each.wasted for each in report.replay):
        lines += ["", "With another threshold:  ESCALATED  BAD LOCALLY  NEEDLESS"]
        lines += [
            f"  {each.threshold:.1f} {each.escalated:>29} {each.missed:>12} {each.wasted:>9}"
            for each in report.replay
        ]
    return "\n".join(lines) + "\n"


def _model(each: TierSummary) -> str:
    numbers = (
        f"{each.calls:,}",
        f"{each.tokens:,}",
        f"${each.cost_usd:.4f}",
        f"{each.median_ms:.0f} ms",
        f"{each.p95_ms:.0f} ms",
        f"{each.sent_bytes:,} B",
    )
    return _row(each.tier, each.model, numbers)


def _row(tier: str, model: str, numbers: tuple[str, ...]) -> str:
    return f"{tier:<9} {model:<20}" + "".join(f" {number:>10}" for number in numbers)


def _unneeded(each: CouldHaveStayed) -> str:
    what = f"#{each.number} {day_of(each.at)} {each.task}, {each.model}, ${each.cost_usd:.4f}"
    return f"  {what}: {each.why}"
