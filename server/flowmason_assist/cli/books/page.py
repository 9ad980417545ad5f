"""A report as a page that stands alone: plots as SVG, no script, nothing from elsewhere."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from flowmason_assist.cli.books.moment import day_of
from flowmason_assist.routing.ledger.report import Report

_STYLE = """
:root { color-scheme: light dark; --text: #1f2328; --muted: #626a73; --line: #d8dee4;
--page: #fff; --card: #f5f7f9; --warn: #b35900; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --muted: #9aa4af; --line: #30363d;
--page: #0d1117; --card: #161b22; --warn: #e3a04f; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem;
max-width: 62rem; color: var(--text); background: var(--page); }
h1 { font-size: 1.5rem; margin-bottom: .2rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .2rem 0 .8rem; color: var(--muted); } .scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; color: var(--muted); font-weight: 600; white-space: nowrap; }
td, th { padding: .35rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td:nth-child(-n+2) { white-space: nowrap; } tbody tr:hover { background: var(--card); }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.figures { display: grid; gap: .8rem; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr));
margin-top: 1rem; } .figures div { padding: .8rem 1rem; background: var(--card);
border: 1px solid var(--line); border-radius: .6rem; color: var(--muted); font-size: .9rem; }
.figures b { display: block; font-size: 1.5rem; color: var(--text); }
.figures .warn b { color: var(--warn); }
svg { max-width: 100%; height: auto; } svg text { font-family: inherit; fill: var(--muted); }
svg > g > rect { fill: none; } svg .axis line { stroke: var(--line); }
"""
_WIDTH, _HEIGHT = 860, 280
_LEAST_POINTS = 2


def render(report: Report) -> str:
    """Give the page."""
    title = f"Routing, {day_of(report.since)} to {day_of(report.until)}"
    parts = [
        f"<h1>{title}</h1>",
        "<p>Which model answered, what it cost, and what need not have left.</p>",
        _figures(report),
        "<h2>Calls to the cloud that could have stayed local</h2>",
        _unneeded(report),
        "<h2>Requests by tier</h2>",
        _tiers(report),
        "<h2>Cost</h2>",
        _costs(report),
        "<h2>Models</h2>",
        _models(report),
        "<h2>With another threshold</h2>",
        "<p>The same requests, had more or fewer of them been escalated.</p>",
        _replay(report),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>\n" + "\n".join(parts) + "\n</body></html>\n"
    )


def _figures(report: Report) -> str:
    cloud = sum(each.calls for each in report.models if each.tier == "cloud")
    stayed = 1 - cloud / report.requests if report.requests else 1.0
    figures = (
        (f"{report.requests:,}", "requests"),
        (f"{stayed:.1%}", "stayed on your machines"),
        (f"${report.cost_usd:.2f}", "spent"),
        (f"{report.sensitive:,}", "sensitive, none sent to the cloud"),
        (f"{len(report.could_have_stayed):,}", "calls to the cloud not needed"),
    )
    boxes = [f"<div><b>{number}</b>{label}</div>" for number, label in figures]
    if report.could_have_stayed:
        boxes[-1] = boxes[-1].replace("<div>", '<div class="warn">')
    return f'<div class="figures">{"".join(boxes)}</div>'


def _tiers(report: Report) -> str:
    series = (
        ("embedded", [(each.day, float(each.embedded)) for each in report.days]),
        ("private", [(each.day, float(each.private)) for each in report.days]),
        ("cloud", [(each.day, float(each.cloud)) for each in report.days]),
    )
    return _lines(series, "requests")


def _costs(report: Report) -> str:
    points = [(each.day, each.cost_usd) for each in report.days]
    return _lines([("US dollars", points)], "$")


def _lines(series: Sequence[tuple[str, list[tuple[date, float]]]], unit: str) -> str:
    if len(series[0][1]) < _LEAST_POINTS:
        return "<p>a plot needs two days</p>"
    import leather

    chart = leather.Chart()
    colors = ("#3b7dd8", "#4caf7d", "#d9822b")
    for (name, points), color in zip(series, colors, strict=False):
        chart.add_line(points, name=name, stroke_color=color)
    highest = max(value for _, points in series for _, value in points)
    chart.add_y_scale(0, highest or 1)
    chart.add_y_axis(name=unit)
    svg: str = chart.to_svg(width=_WIDTH, height=_HEIGHT)
    return svg


def _models(report: Report) -> str:
    rows = (
        (
            each.tier,
            each.model,
            f"{each.calls:,}",
            f"{each.tokens:,}",
            f"${each.cost_usd:.4f}",
            f"{each.median_ms:.0f} ms",
            f"{each.p95_ms:.0f} ms",
            f"{each.sent_bytes:,}",
        )
        for each in report.models
    )
    names = ("Tier", "Model", "Calls", "Tokens", "Cost", "Median", "95 %", "Bytes sent")
    return _table(names, rows, words=2)


def _unneeded(report: Report) -> str:
    if not report.could_have_stayed:
        return "<p>none</p>"
    rows = (
        (
            f"#{each.number}",
            day_of(each.at),
            each.task,
            each.model,
            each.why,
            f"${each.cost_usd:.4f}",
        )
        for each in report.could_have_stayed
    )
    return _table(("Decision", "Day", "Task", "Model", "Why", "Cost"), rows, words=5)


def _replay(report: Report) -> str:
    rows = (
        (f"{each.threshold:.1f}", str(each.escalated), str(each.missed), str(each.wasted))
        for each in report.replay
    )
    return _table(("Threshold", "Escalated", "Bad locally", "Escalated for nothing"), rows, words=1)


def _table(names: Sequence[str], rows: Iterable[Sequence[str]], words: int) -> str:
    def row(tag: str, cells: Sequence[str]) -> str:
        shown = (
            f"<{tag}{'' if index < words else ' class=n'}>{escape(str(cell))}</{tag}>"
            for index, cell in enumerate(cells)
        )
        return f"<tr>{''.join(shown)}</tr>"

    body = "".join(row("td", cells) for cells in rows)
    table = f"<table><thead>{row('th', names)}</thead><tbody>{body}</tbody></table>"
    return f'<div class="scroll">{table}</div>'
