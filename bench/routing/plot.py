"""The curve of cost and quality as a picture."""

from collections.abc import Sequence
from typing import Any

import leather

from bench.routing.month import Month

WIDTH, HEIGHT = 760, 380
Point = tuple[float, float]


def svg(found: Sequence[Month], curve: Sequence[tuple[float, Month]]) -> str:
    """Give an SVG: what is saved to the right, what is left of the quality upwards."""
    whole = found[0]

    def place(month: Month) -> Point:
        saved = 100 * (1 - month.cost_usd / whole.cost_usd)
        return round(saved, 1), round(100 * month.quality / whole.quality, 1)

    chart: Any = leather.Chart("Cost and quality of a month, against everything in the cloud")
    line = [place(month) for _, month in curve]
    chart.add_line(line, name="our router, by threshold", stroke_color="#3b7dd8")
    colors = ("#777777", "#222222", "#d9822b", "#8a4fbf", "#4caf7d")
    for month, color in zip(found, colors, strict=True):
        chart.add_dots([place(month)], name=month.strategy, fill_color=color, radius=6)
    chart.add_x_scale(0, 100)
    chart.add_y_scale(80, 100)
    chart.add_x_axis(ticks=[0, 20, 40, 60, 80, 85, 100], name="percent cheaper")
    chart.add_y_axis(ticks=[80, 85, 90, 95, 100], name="percent of the quality")
    text: str = chart.to_svg(width=WIDTH, height=HEIGHT)
    return text
