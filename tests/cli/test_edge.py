"""`edge` on the command line: small payloads in, JSON out."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Invoke, Write

EXAMPLES = "".join(
    json.dumps({"label": label, "text": text}) + "\n"
    for label, text in (
        ("heating", {"point": "boiler", "text": "locked out"}),
        ("heating", "boiler water low"),
        ("access", "door held open"),
        ("access", "badge refused at the door"),
    )
)


@pytest.fixture
def said(invoke: Invoke, write: Write) -> Any:  # noqa: ANN401 - a function of the payload.
    """Give what is said about a payload, with examples at hand."""
    write("examples.jsonl", EXAMPLES)

    def ask(payload: bytes, *arguments: str) -> Any:  # noqa: ANN401 - JSON
        result = invoke("edge", *arguments, stdin=payload)
        assert (result.exit_code, result.stderr) == (0, "")
        return json.loads(result.stdout)

    return ask


def test_examples_name_the_labels(said: Any) -> None:  # noqa: ANN401
    payload = b'{"point": "boiler", "text": "out"}'

    found = said(payload, "classify", "--examples", "examples.jsonl", "--seed", "3")
    again = said(payload, "classify", "--examples", "examples.jsonl", "--seed", "3")

    assert found["label"] == "heating"
    assert set(found["scores"]) == {"heating", "access"}
    assert found["scores"] == again["scores"]


def test_nothing_is_chosen_below_the_wanted_confidence(said: Any) -> None:  # noqa: ANN401
    arguments = ("route", "--examples", "examples.jsonl", "--sure", "1")

    assert said(b"a boiler at the door", *arguments)["branch"] is None


def test_numbers_of_any_size_and_kind_are_looked_at(said: Any) -> None:  # noqa: ANN401
    payload = b"[1, 2, 1, 2, 1" + b"0" * 400 + b", NaN, 2]"

    assert [each["path"] for each in said(payload, "anomaly")["anomalies"]] == ["/4", "/5"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", '"examples.jsonl" has no examples'),
        ("{", 'line 1 of "examples.jsonl" is not JSON'),
        ('\n{"text": "x"}', 'line 2 of "examples.jsonl" must be like {"label": "billing"'),
    ],
)
def test_bad_examples_are_named(write: Write, invoke: Invoke, content: str, reason: str) -> None:
    write("examples.jsonl", content)

    result = invoke("edge", "classify", "--examples", "examples.jsonl", stdin=b"x")

    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr


@pytest.mark.parametrize(
    ("arguments", "payload", "reason"),
    [
        (("classify",), b"x", "give --label twice, or --examples"),
        (("route", "--branch", "a"), b"x", "give --branch twice, or --examples"),
        (("summarize",), b" \n", "there is no payload on standard input"),
        (("anomaly",), b"[" + b"1," * 40_000, "larger than 64 KiB"),
    ],
)
def test_what_cannot_be_done_is_said(
    invoke: Invoke, arguments: tuple[str, ...], payload: bytes, reason: str
) -> None:
    result = invoke("edge", *arguments, stdin=payload)

    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr
