"""Clauses run in another order than they are told where the request says so."""

import pytest

from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.outline.order import running_order


@pytest.mark.parametrize(
    ("request_", "asked", "order"),
    [
        ("Summarise it. Log it.", ["summarizer", "logger"], [0, 1]),
        ("Before it is translated, summarise it.", ["translator", "summarizer"], [1, 0]),
        ("Deliver it, but in Italian.", ["output_router", "translator"], [1, 0]),
        (
            "Fetch it. If that fails, log it. Otherwise sort the rows.",
            ["http_request", "", "logger", "pandas"],
            [0, 3, 1, 2],
        ),
        (
            "Check id. Not good: log it. Good: save it.",
            ["schema_validate", "", "logger", "", "local_file"],
            [0, 3, 4, 1, 2],
        ),
        (
            "Check id. Good: save it. Not good: stop there.",
            ["schema_validate", "", "local_file", "", "return"],
            [0, 3, 4, 1, 2],
        ),
    ],
)
def test_the_order_in_which_clauses_run(request_: str, asked: list[str], order: list[int]) -> None:
    slots = extract(request_)

    assert running_order(slots, [[each] if each else [] for each in asked]) == order
