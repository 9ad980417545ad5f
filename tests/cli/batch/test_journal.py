"""What a journal keeps, and what it refuses."""

from pathlib import Path

import pytest

from flowmason_assist.cli.batching.item import Item, Result
from flowmason_assist.cli.batching.journal import Journal
from flowmason_assist.errors import InputError

WORK = {"job": "check"}


def items(*keys: str) -> list[Item]:
    return [Item(key, {"text": key}) for key in keys]


def test_what_is_recorded_is_not_pending_any_more(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with Journal(path, WORK) as journal:
        journal.plan(items("a", "b", "c"))
        journal.record([Result("b", "1")])

    with Journal(path, WORK) as journal:
        journal.plan(items("a", "b", "c"))

        assert [each.key for each in journal.pending()] == ["a", "c"]
        assert journal.count() == (3, 1)


def test_rows_come_in_the_order_of_the_plan(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal", WORK) as journal:
        journal.plan(items("a", "b"))
        journal.record([Result("b", "2")])
        journal.record([Result("a", "1")])

        assert [(row.item.key, row.result.value) for row in journal.rows()] == [
            ("a", "1"),
            ("b", "2"),
        ]


def test_results_may_be_recorded_while_items_are_taken() -> None:
    with Journal(None, WORK) as journal:
        journal.plan(items(*(f"{number:05}" for number in range(2500))))
        taken = []
        for item in journal.pending():
            taken.append(item.key)
            journal.record([Result(item.key, "1")])

        assert taken == [f"{number:05}" for number in range(2500)]


def test_an_item_that_is_recorded_twice_has_one_result() -> None:
    with Journal(None, WORK) as journal:
        journal.plan(items("a"))
        journal.record([Result("a", "1")])
        journal.record([Result("a", "1")])

        assert [row.item.key for row in journal.rows()] == ["a"]


def test_errors_are_tried_again_and_other_results_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with Journal(path, WORK) as journal:
        journal.plan(items("a", "b"))
        journal.record([Result("a", None, "failed"), Result("b", "1")])

    with Journal(path, WORK) as journal:
        journal.plan(items("a", "b"))

        assert [each.key for each in journal.pending()] == ["a"]


def test_one_journal_serves_one_batch_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with (
        Journal(path, WORK),
        pytest.raises(InputError, match="in use by another batch"),
        Journal(path, WORK),
    ):
        pass


def test_a_journal_of_other_work_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with Journal(path, WORK):
        pass

    with pytest.raises(InputError, match="is of other work"), Journal(path, {"job": "explain"}):
        pass


def test_a_file_that_is_no_journal_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_text("my notes, for which I would be sorry", encoding="utf-8")

    with pytest.raises(InputError, match="is no journal of ours"), Journal(path, WORK):
        pass

    assert path.read_text(encoding="utf-8").startswith("my notes")


def test_two_items_of_one_name_are_refused() -> None:
    with (
        Journal(None, WORK) as journal,
        pytest.raises(InputError, match='two items are called "a"'),
    ):
        journal.plan(items("a", "a"))


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="unable to open database file"),
        Journal(tmp_path / "none" / "journal", WORK),
    ):
        pass
