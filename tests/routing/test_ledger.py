"""What is written down, and what is learned from it."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from flowmason_assist.llm.gate import Outgoing
from flowmason_assist.routing.desk import Desk
from flowmason_assist.routing.learn import THRESHOLD, Weights
from flowmason_assist.routing.ledger import ledger as module
from flowmason_assist.routing.ledger.entry import Entry, Outcome, Verdict
from flowmason_assist.routing.ledger.ledger import Ledger
from flowmason_assist.routing.ledger.report import report
from flowmason_assist.routing.policy import Policy
from flowmason_assist.routing.route import Level, Tier

FEATURES = dict.fromkeys(("length", "actions", "constraints", "scope", "vague", "world"), 0.0)
FEATURES |= {"open_ended": 0.4, "context": 0.0, "fits_schema": 0.0}
NOON = 1_750_000_000.0

ENTRY = Entry(
    task="generate",
    tier=Tier.EMBEDDED,
    model="nano",
    level=Level.INTERNAL,
    kinds=(),
    features=FEATURES,
    need=0.2,
    complexity=0.1,
    ambiguity=0.1,
    context_tokens=20,
    reasons=("local by default",),
    outcome=Outcome.ANSWERED,
)
COSTLY = replace(ENTRY, tier=Tier.CLOUD, model="cloud", cost=0.5)


def clock(moment: float) -> Callable[[], float]:
    return lambda: moment


def test_an_entry_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "routing.sqlite3"
    ledger = Ledger.open(path, clock(NOON))
    number = ledger.record(COSTLY)
    outgoing = Outgoing("https://x.example/v1", b"{}")
    ledger.intend(number, "cloud", "x.example", outgoing, keeps_text=False)
    ledger.close()

    (found,) = Ledger.open(path).entries()

    wanted = replace(COSTLY, number=1, at=NOON, sent_bytes=2, hashes=(outgoing.fingerprint,))
    assert replace(found, features=dict(found.features)) == wanted
    assert path.stat().st_mode & 0o077 == 0


def test_several_processes_may_write(tmp_path: Path) -> None:
    ledgers = [Ledger.open(tmp_path / "routing.sqlite3") for _ in range(3)]

    numbers = [ledger.record(ENTRY) for ledger in ledgers * 3]

    assert sorted(numbers) == list(range(1, 10))


def test_what_is_no_ledger_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "routing.sqlite3"
    path.write_bytes(b"this is no database" * 100)

    ledger = Ledger.open(path, clock(NOON))

    assert ledger.is_lasting
    assert ledger.record(ENTRY) == 1
    assert len(list(tmp_path.glob("*.broken-*"))) == 1


def test_a_ledger_of_a_later_version_is_put_aside_too(tmp_path: Path) -> None:
    path = tmp_path / "routing.sqlite3"
    Ledger.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    assert Ledger.open(path, clock(NOON)).is_lasting
    assert len(list(tmp_path.glob("*.broken-*"))) == 1


def test_where_nothing_can_be_written_nothing_goes_to_the_cloud(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")

    assert not Ledger.open(blocked / "routing.sqlite3").is_lasting


def test_old_decisions_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_DECISIONS", 10)
    monkeypatch.setattr(module, "_TIDY_EVERY", 5)
    ledger = Ledger.open(tmp_path / "routing.sqlite3")

    for _ in range(30):
        ledger.record(ENTRY)

    assert len(ledger.entries(most=100)) == 10


def test_spending_counts_today_and_this_month() -> None:
    ledger = Ledger.in_memory(clock(NOON))
    for days_ago in (0, 1, 60):
        ledger.record(replace(COSTLY, at=NOON - days_ago * 86_400))

    spent = ledger.spent()

    assert (spent.today, spent.this_month, dict(spent.by_model)) == (0.5, 1.0, {"cloud": 0.5})


def test_only_a_hash_of_a_guarded_path_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "routing.sqlite3"
    ledger = Ledger.open(path)
    ledger.guard(Path("payroll.pipeline.json"))
    ledger.close()

    assert Ledger.open(path).is_guarded(Path("payroll.pipeline.json"))
    assert b"payroll" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())


def test_outcomes_move_the_need_and_can_be_unlearned() -> None:
    desk = Desk(ledger=Ledger.in_memory())
    before = Weights().need(FEATURES)

    for _ in range(40):
        desk.give_feedback(desk.ledger.record(ENTRY), Verdict.UNDONE)
    after_bad = desk.ledger.weights("generate").need(FEATURES)
    for _ in range(80):
        desk.give_feedback(desk.ledger.record(ENTRY), Verdict.ACCEPTED)
    after_good = desk.ledger.weights("generate").need(FEATURES)
    desk.ledger.forget_weights()

    assert before < THRESHOLD < after_bad
    assert after_good < THRESHOLD
    assert desk.ledger.weights("generate") == Weights()


def test_a_good_answer_of_the_cloud_teaches_nothing() -> None:
    desk = Desk(ledger=Ledger.in_memory())

    desk.give_feedback(desk.ledger.record(COSTLY), Verdict.GOOD)

    assert desk.ledger.learned() == {}


def test_learning_can_be_switched_off() -> None:
    desk = Desk(policy=Policy(learns=False), ledger=Ledger.in_memory())

    desk.give_feedback(desk.ledger.record(ENTRY), Verdict.BAD)

    assert desk.ledger.learned() == {}


def test_a_report_names_each_call_that_could_have_stayed() -> None:
    needed = replace(COSTLY, features={**FEATURES, "open_ended": 0.9, "scope": 0.9}, need=0.9)
    entries = [
        replace(ENTRY, number=1, verdict=Verdict.BAD),
        replace(COSTLY, number=2, is_forced=True),
        replace(COSTLY, number=3, need=0.7),
        replace(needed, number=4),
        replace(needed, number=5, verdict=Verdict.UNDONE),
        replace(needed, number=6, outcome=Outcome.FAILED),
    ]

    found = report(entries, {}, NOON - 86_400, NOON)

    assert [each.number for each in found.could_have_stayed] == [2, 3, 5]
    whys = [each.why for each in found.could_have_stayed]
    assert "forced" in whys[0]
    assert "learned since" in whys[1]
    assert "no better" in whys[2]
    assert found.cost_usd == 2.5
    assert [each.missed for each in found.replay][-1] == 1
