"""`doctor` tells what works, and the cure for what does not."""

import json

import pytest

from tests.cli.conftest import Invoke, Write


def examined(invoke: Invoke) -> dict[str, dict[str, str]]:
    rows = json.loads(invoke("doctor", "--output-format", "json").stdout)
    return {row["name"]: row for row in rows}


def test_everything_that_a_dry_run_needs_is_looked_at(invoke: Invoke) -> None:
    rows = examined(invoke)

    for name in ("python", "flowmason-assist", "configuration", "engine", "catalogue", "dry run"):
        assert rows[name]["state"] == "ok", rows[name]


def test_people_get_a_table(invoke: Invoke) -> None:
    result = invoke("doctor")

    assert result.exit_code == 0
    assert "ok       python " in result.stdout


def test_a_configuration_with_a_mistake_is_broken(write: Write, invoke: Invoke) -> None:
    write("flowmason-assist.toml", 'selct = ["FM2"]')

    row = examined(invoke)["configuration"]

    assert row["state"] == "broken"
    assert 'unknown setting "selct"; did you mean "select"?' in row["detail"]
    assert invoke("doctor").exit_code == 1


def test_a_variable_that_means_nothing_is_named(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLOWMASON_ASSIST_SELCT", "FM2")

    assert "did you mean FLOWMASON_ASSIST_SELECT?" in examined(invoke)["environment"]["detail"]


def test_a_python_without_the_engine_is_broken_when_it_was_chosen(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLOWMASON_ASSIST_INTERPRETER", "no-such-python")

    row = examined(invoke)["engine"]

    assert (row["state"], row["cure"]) == (
        "broken",
        "no-such-python -m pip install flowmason==1.0.24",
    )
