"""Parts of a clause are read by themselves where no verb that we know parts them."""

import pytest

from flowmason_assist.assist.understand.outline.parts import parted
from flowmason_assist.assist.understand.understood import understand


@pytest.mark.parametrize(
    ("request_", "clauses"),
    [
        (
            "Sort the rows by city, a headline of that, and into out.json with it",
            ["Sort the rows by city", "a headline of that", "into out.json with it"],
        ),
        ("Pick the fields name, city and zip", ["Pick the fields name, city and zip"]),
        ("Translate it into Dutch and log it.", ["Translate it into Dutch", "log it"]),
    ],
)
def test_parts_that_ask_for_another_step_are_clauses(request_: str, clauses: list[str]) -> None:
    found = parted(understand(request_)).slots

    assert [span.of(request_) for span in found.clauses] == clauses
