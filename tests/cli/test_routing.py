"""`route` and `routing`: decisions without models, and what the ledger tells about them."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flowmason_assist.cli.main import command
from flowmason_assist.routing.complexity import FEATURES
from flowmason_assist.routing.ledger.entry import Entry, Outcome
from flowmason_assist.routing.ledger.ledger import Ledger
from flowmason_assist.routing.route import Level, Tier

HARD = "design a whole platform with alternatives and trade-offs for our company"
SECRET = "ghp_R8sK2mVq7LwXzT4nBcJ1yDfGhUeAoPi35tQv"  # noqa: S105 - planted.
CLOUD = json.dumps({"far": {"url": "https://api.openai.com/v1", "input-price": 3}})
FIELDS = (
    *("task", "tier", "model", "sensitivity", "complexity", "ambiguity", "context_tokens"),
    *("reasons", "consent_required", "estimated_cost_usd"),
)
ENTRY = Entry(
    task="generate",
    tier=Tier.EMBEDDED,
    model="nano",
    level=Level.INTERNAL,
    kinds=(),
    features=dict.fromkeys(FEATURES, 0.0),
    need=0.1,
    complexity=0.1,
    ambiguity=0.1,
    context_tokens=20,
    reasons=("local by default",),
    outcome=Outcome.ANSWERED,
)


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "routing.sqlite3"
    monkeypatch.setenv("FLOWMASON_ASSIST_LEDGER", str(path))
    monkeypatch.setenv("FLOWMASON_ASSIST_MODELS", CLOUD)
    monkeypatch.chdir(tmp_path)
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


@pytest.mark.usefixtures("ledger")
def test_a_route_is_one_document() -> None:
    outcome = run("route", HARD, "--output-format", "json")

    route = json.loads(outcome.stdout)
    assert set(FIELDS) <= set(route)
    assert (route["tier"], route["model"], route["consent_required"]) == ("cloud", "far", True)
    assert route["estimated_cost_usd"] > 0


@pytest.mark.usefixtures("ledger")
def test_a_secret_stays_and_is_not_repeated() -> None:
    text = f"call it with {SECRET}"

    here = run("route", text)
    forced = run("route", text, "--tier", "cloud", "--output-format", "json")

    assert here.stdout.startswith("embedded\n  sensitive (credential)")
    assert forced.exit_code == 1
    route = json.loads(forced.stdout)
    assert route["tier"] == "refused"
    (finding,) = route["sensitivity"]["findings"]
    assert text[finding["start"] : finding["end"]] == SECRET
    for outcome in (here, forced):
        assert SECRET not in outcome.output


@pytest.mark.usefixtures("ledger")
def test_the_file_counts(tmp_path: Path) -> None:
    path = tmp_path / "main.pipeline.json"
    path.write_text(json.dumps({"stages": [{"config": {"api_key": SECRET}}]}), encoding="utf-8")

    outcome = run("route", HARD, "--file", str(path))

    assert outcome.stdout.startswith("embedded\n  sensitive")


@pytest.mark.usefixtures("ledger")
def test_an_explanation_adds_up() -> None:
    outcome = run("route", HARD, "--explain", "--output-format", "json")

    explanation = json.loads(outcome.stdout)["explanation"]
    log_odds = sum(term["adds"] for term in explanation["terms"])
    assert explanation["need"] == pytest.approx(1 / (1 + 2.718281828**-log_odds), abs=0.01)


@pytest.mark.usefixtures("ledger")
def test_a_book_without_decisions() -> None:
    assert run("routing", "log").stdout == "nothing was decided yet\n"
    assert "0 requests" in run("routing", "report").stdout
    assert run("routing", "feedback", "1", "good").exit_code == 2


def test_a_report_in_every_form(ledger: Path, tmp_path: Path) -> None:
    entry = replace(
        ENTRY,
        tier=Tier.CLOUD,
        model="far",
        reasons=("you asked for the cloud tier <b>",),
        is_forced=True,
        cost=0.25,
    )
    book = Ledger.open(ledger)
    book.record(entry)
    book.close()
    page = tmp_path / "report.html"

    text = run("routing", "report").stdout
    shape = json.loads(run("routing", "report", "--output-format", "json").stdout)
    written = run("routing", "report", "--since", "4w", "--output-format", "html", "-o", str(page))

    assert written.exit_code == 0, written.output
    assert "Calls to the cloud that could have stayed local: 1" in text
    assert shape["could_have_stayed"][0]["number"] == 1
    html = page.read_text(encoding="utf-8")
    assert "<svg" in html
    assert not re.search(r"<script|src=|href=|url\(|@import", html)
    assert "#1" in run("routing", "log").stdout


def test_feedback_is_learned_and_forgotten(ledger: Path) -> None:
    book = Ledger.open(ledger)
    book.record(replace(ENTRY, task="ask", features={**ENTRY.features, "open_ended": 0.5}))
    book.close()

    run("routing", "feedback", "1", "bad")
    learned = Ledger.open(ledger).weights("ask")
    run("routing", "reset")

    assert learned.by_feature["open_ended"] > 0
    assert Ledger.open(ledger).learned() == {}


@pytest.mark.usefixtures("ledger")
def test_a_span_that_is_none() -> None:
    outcome = run("routing", "report", "--since", "soon")

    assert outcome.exit_code == 2
    assert "write 12h, 7d or 4w" in outcome.output
