"""Fields that get other names are found, whoever says it."""

import pytest

from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.renamings import renamings


@pytest.mark.parametrize(
    ("request_", "pairs"),
    [
        ("rename amt to amount and curr to currency", ["amt>amount", "curr>currency"]),
        ("keep surname and mark; mark should be called result", ["mark>result"]),
        ("medium shall be known as channel", ["medium>channel"]),
        ("I want cust_nm to be called customer_name", ["cust_nm>customer_name"]),
        ("have the field temp_f called fahrenheit", ["temp_f>fahrenheit"]),
        ("vendor_nr should read vendor_id", ["vendor_nr>vendor_id"]),
        ("there is a key in redis called menu:today", []),
        ("put it into a variable that is called total", []),
        ("call cust_nm customer_name from now on", ["cust_nm>customer_name"]),
        ("renaming only: nick → nickname, pfp → avatar", ["nick>nickname", "pfp>avatar"]),
        ('the heading "Betrag" in the schedule shall read "Amount"', ["Betrag>Amount"]),
        ("keep name and size; size he calls fit", ["size>fit"]),
        ("rename the file", []),
        ("", []),
    ],
)
def test_renamings_are_found(request_: str, pairs: list[str]) -> None:
    tokens = extract(request_).tokens

    found = [f"{tokens[each.old].text}>{tokens[each.new].text}" for each in renamings(tokens)]

    assert found == pairs
