"""Whether a summary of a report keeps what somebody in a hurry must read."""

from collections.abc import Awaitable, Callable

from bench.accuracy.ratio import Ratio
from bench.edge.data import Report

Maker = Callable[[str], Awaitable[str]]


async def kept(reports: list[Report], maker: Maker) -> Ratio:
    """Count the sentences that must be read and are in the summary."""
    ratio = Ratio()
    for report in reports:
        summary = await maker(" ".join(report.sentences))
        for sentence in sorted(report.wanted):
            ratio.add(hit=sentence in summary)
    return ratio


def first(report_sentences: int) -> Maker:
    """Keep the beginning, as plain baselines do."""

    async def summary(text: str) -> str:
        return ". ".join(text.split(". ")[:report_sentences]) + "."

    return summary
