"""The build of a request demands components, however it is worded."""

import pytest

from flowmason_assist.assist.understand.candidates import Candidates
from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.outline.demands import add_demanded
from flowmason_assist.assist.understand.signs.demanding import TOWARDS
from flowmason_assist.assist.understand.understood import Understood


@pytest.mark.parametrize(
    ("request_", "before", "demanded"),
    [
        (
            "run SELECT city, SUM(qty) FROM data GROUP BY city over the rows",
            [[]],
            [["sql"]],
        ),
        ("run SELECT city FROM depots on the database haulage", [[]], [["postgres"]]),
        (
            "Fetch https://a.example/x. If that fails, log it.",
            [["http_request"], [], ["logger"]],
            [["http_request", "trycatch"], [], ["logger"]],
        ),
        (
            "If total is over 100, log it.",
            [[], ["logger"]],
            [["conditional"], ["logger"]],
        ),
        (
            "If there is no consent, stop there.",
            [["conditional"], []],
            [["return"], []],
        ),
        (
            "Make it spit out ten names and take the best",
            [["selector"]],
            [["selector", "generator"]],
        ),
        (
            "Which of the ten names in the list is best?",
            [["selector"]],
            [["selector"]],
        ),
        (
            "Open every *.txt in inbox/ for its mood",
            [["local_file", "analyzer"]],
            [["local_file", "analyzer", "foreach"]],
        ),
        (
            "Judge my speech for clarity. Then mend it with those remarks.",
            [["critic"], []],
            [["critic"], ["improver"]],
        ),
        (
            "Write four slogans. Keep the least soppy.",
            [["generator"], []],
            [["generator"], ["selector"]],
        ),
        ("Field prtnr_no should be called partner", [[]], [["json_transform"]]),
        ("Read the drafts, child by child.", [["generator"]], [["generator", "foreach"]]),
        ("Each of the guests gets a verse", [["foreach"]], [["foreach", "generator"]]),
        (
            "Fetch https://a.example/x. If it pukes, shout the error at https://b.example/y",
            [["http_request"], ["http_request"]],
            [["http_request", "trycatch"], ["error_router"]],
        ),
        (
            "It needs id. All there? Store it. Not there? Log it.",
            [["schema_validate"], ["redis"], [], ["logger"]],
            [["schema_validate"], ["redis", "conditional"], [], ["logger"]],
        ),
        (
            "Hand it to https://a.example/x",
            [["output_router", "http_request"]],
            [["output_router"]],
        ),
        ("Which families turn up in it", [[]], [["analyzer"]]),
        ("I need an apology to the guest", [[]], [["generator"]]),
        ("I want the five most expensive hotels", [[]], [["pandas"]]),
        ("Left-join the rooms with the feed over room", [[]], [["join"]]),
        ("Make it fit in at most 120 words", [[]], [[]]),
        (
            "Is it mild or hot? Hot ones get a note. Otherwise do nothing.",
            [["analyzer"], ["generator"], ["router"]],
            [["analyzer"], ["generator", "conditional"], []],
        ),
        ("The input is one clause", [[]], [[]]),
        ("Keep those with total over 5", [["filter", "aggregate"]], [["filter"]]),
        (
            "Log the deals. Treat them individually.",
            [["logger"], []],
            [["logger", "foreach"], []],
        ),
        (
            "Cut the list into packs of 9. Send them to https://a.example/x",
            [["loop"], ["output_router"]],
            [["loop"], ["output_router", "foreach"]],
        ),
        (
            "Look up the key. Nothing there? Log it.",
            [["redis"], [], ["logger"]],
            [["redis"], ["conditional"], ["logger"]],
        ),
        ("The gist of https://a.example/x", [["summarizer"]], [["summarizer", "http_request"]]),
        ("Parcels heavier than 25 in weight_kg singled out", [[]], [["filter"]]),
        (
            "Find its language, no translation needed.",
            [["analyzer", "translator"]],
            [["analyzer"]],
        ),
        ("No summary but a log line, log it", [["summarizer", "logger"]], [["logger"]]),
        ("Hours by team, longest first", [["aggregate"]], [["aggregate", "pandas"]]),
        (
            "Pick my speech apart. Then iron out whatever was found.",
            [["critic"], []],
            [["critic"], ["improver"]],
        ),
        (
            "Is it mild or hot? Mild: a short note. Hot: nothing at all.",
            [["router"], [], []],
            [["router"], ["generator"], []],
        ),
        ("Fetch https://a.example/x.", [["http_request"]], [["http_request"]]),
        (
            "Write a verse for each of the wedding guests",
            [["generator"], ["foreach"]],
            [["generator"], ["foreach"]],
        ),
    ],
)
def test_components_are_demanded(
    request_: str, before: list[list[str]], demanded: list[list[str]]
) -> None:
    slots = extract(request_)
    asked = [*before, *([] for _ in slots.starts[len(before) :])]
    nothing = Candidates(tuple({} for _ in slots.starts), {})

    add_demanded(Understood(slots, nothing, {}), asked)

    assert asked[: len(demanded)] == demanded


@pytest.mark.parametrize(
    ("before", "goes_there"),
    [
        ("complaints land with the head at ", True),
        ("grill gets it at ", True),
        ('mentions "cheater"? -> ', True),
        ("forward the rest to ", True),
        ("then tell ", True),
        ("Get ", False),
        ("the figures sit at ", False),
        ("the call to ", False),
        ("fetch everything from ", False),
    ],
)
def test_what_goes_to_an_address_is_told_from_what_comes_from_there(
    before: str, *, goes_there: bool
) -> None:
    assert (TOWARDS.search(before) is not None) is goes_there
