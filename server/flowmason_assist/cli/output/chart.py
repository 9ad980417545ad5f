"""Charts as SVG that stands inside a page."""

from collections.abc import Sequence

_WIDTH = 860
_BAR = 26
_FRAME = 90


def bars(counts: Sequence[tuple[str, int]]) -> str:
    """Give horizontal bars, the first on top, each with its label and its number."""
    import leather

    chart = leather.Chart()
    longest = max(count for _, count in counts)
    chart.add_x_scale(0, longest)
    chart.add_bars([(count, f"{label} ({count:,})") for label, count in counts])
    svg: str = chart.to_svg(width=_WIDTH, height=_FRAME + _BAR * len(counts))
    return svg
