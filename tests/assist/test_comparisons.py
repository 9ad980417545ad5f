"""Comparisons that requests spell, as `field test value`."""

import pytest

from flowmason_assist.assist.understand.extract import extract


def read(request: str) -> list[str]:
    slots = extract(request)
    found = []
    for each in slots.comparisons:
        words = [".".join(slots.tokens[index].text for index in each.key), each.test]
        if isinstance(each.value, bool):
            words.append(str(each.value))
        elif each.value is not None:
            words.append(slots.tokens[each.value].text)
        found.append(" ".join(words))
    return found


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("keep rows with total > 100", ["total gt 100"]),
        ("keep those over 100 eur total", ["total gt 100"]),
        ("every order with at least 3 stars", ["stars ge 3"]),
        ("where minutes is 30 or less", ["minutes le 30"]),
        ("whose status is open", ["status is open"]),
        ('tickets with priority "high"', ["priority is high"]),
        ("name contains acme", ["name has acme"]),
        ("rows where order.country isn't DE", ["order.country isnt DE"]),
        ("drop those without an email", ["email exists"]),
        ("keep those without an email", ["email missing"]),
        ("throw out the rows where age is below 18", ["age ge 18"]),
        ("the ones whose phone is missing", ["phone missing"]),
        ("where active is true", ["active is True"]),
        ("units > 100 and status = closed", ["units gt 100", "status is closed"]),
        ("posts with likes ≥ 500", ["likes ge 500"]),
        ("players with level 50+", ["level ge 50"]),
        ("drop everything under 1000 (deal_value)", ["deal_value ge 1000"]),
        ("is it at least 18 (age)?", ["age ge 18"]),
        ("patients whose temp_c reads above 38.5", ["temp_c gt 38.5"]),
        ("where on_hand is down to 2 or fewer", ["on_hand le 2"]),
        ("once battery in the payload is under 15", ["battery lt 15"]),
        ("if it is over 10, shout", [" gt 10"]),
        ("if the letter is shorter than 20 characters", ["letter lt 20"]),
        ('rows with land not "AT"', ["land isnt AT"]),
        ('whoever has "agency" somewhere in company', ["company has agency"]),
        ("whoever has a blank in consent_form", ["consent_form missing"]),
        ('messages that contain the word "leak"', ["messages has leak"]),
        ('priority must equal "P1"', ["priority is P1"]),
        ("songs where s.plays > 10", ["plays gt 10"]),
        (
            "drop the rows without an email and those whose age is below 18",
            ["email exists", "age ge 18"],
        ),
    ],
)
def test_what_a_request_compares(request_: str, expected: list[str]) -> None:
    assert read(request_) == expected


@pytest.mark.parametrize(
    "request_", ["summarise the text in 50 words", "translate it to German", "over and out", ""]
)
def test_requests_that_compare_nothing(request_: str) -> None:
    assert read(request_) == []
