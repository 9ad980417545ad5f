"""`model` lists, adds, verifies, measures and removes the models of this machine."""

import json
import os
from pathlib import Path

import pytest

from flowmason_assist.config.find import user_file
from flowmason_assist.resources import folder as shipped
from tests.cli.conftest import Invoke

NANO = shipped("models") / "flowmason-nano.gguf"


@pytest.fixture(autouse=True)
def models_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = folder / "models"
    monkeypatch.setenv("FLOWMASON_ASSIST_MODELS_FOLDER", str(place))
    return place


def listed(invoke: Invoke) -> dict[str, dict[str, object]]:
    rows = json.loads(invoke("model", "list", "--output-format", "json").stdout)
    return {row["name"]: row for row in rows}


def test_a_file_is_added_listed_verified_and_removed(invoke: Invoke) -> None:
    added = invoke("model", "add", str(NANO), "--name", "mine")
    row = listed(invoke)["mine"]
    verified = invoke("model", "verify", "mine")
    removed = invoke("model", "remove", "mine", "--yes")

    assert added.exit_code == 0, added.stderr
    assert (row["state"], row["sha256"]) == ("ready", listed(invoke)["flowmason-nano"]["sha256"])
    assert verified.stdout == "mine: sound\n"
    assert removed.exit_code == 0
    assert "mine" not in listed(invoke)


def test_people_get_a_table_and_the_choice(invoke: Invoke) -> None:
    result = invoke("model", "list")

    assert result.stdout.startswith("MODEL  ")
    assert "qwen3-1.7b          not here  1.8 GB" in result.stdout
    assert '"flowmason-nano" answers what is quick' in result.stdout


def test_what_is_known_about_a_model_is_shown(invoke: Invoke) -> None:
    known = invoke("model", "info", "qwen3-4b")
    ours = json.loads(invoke("model", "info", "flowmason-nano", "--output-format", "json").stdout)

    assert "licence   Apache-2.0\n" in known.stdout
    assert ours["answers"] == "quick"
    assert ours["path"] == str(NANO)


def test_a_changed_file_is_found(invoke: Invoke, models_folder: Path) -> None:
    assert invoke("model", "add", str(NANO), "--name", "mine").exit_code == 0
    (models_folder / "mine.gguf").unlink()
    (models_folder / "mine.gguf").write_bytes(b"GGUF")

    result = invoke("model", "verify")

    assert result.exit_code == 1
    assert "flowmason-nano: sound\n" in result.stdout
    assert 'mine: "mine.gguf" has 4 bytes instead of' in result.stdout
    assert listed(invoke)["mine"]["state"] == "broken"
    rows = json.loads(invoke("doctor", "--output-format", "json").stdout)
    [broken] = [row for row in rows if row["state"] == "broken"]
    assert broken["cure"] == "flowmason-assist model remove mine, and install it again"


def test_a_file_is_not_added_twice(invoke: Invoke) -> None:
    invoke("model", "add", str(NANO), "--name", "mine")

    result = invoke("model", "add", str(NANO), "--name", "mine")

    assert result.exit_code == 2
    assert '"mine" is installed already' in result.stderr


def test_nothing_is_deleted_without_consent(invoke: Invoke, models_folder: Path) -> None:
    invoke("model", "add", str(NANO), "--name", "mine")

    result = invoke("model", "remove", "mine", stdin="n\n")

    assert result.exit_code == 1
    assert (models_folder / "mine.gguf").exists()


@pytest.mark.parametrize("name", ["flowmason-nano", "mine"])
def test_speed_is_measured(invoke: Invoke, name: str) -> None:
    """A file that was added is asked as chat models are, whatever it was made for."""
    if name == "mine":
        invoke("model", "add", str(NANO), "--name", "mine")

    speed = json.loads(invoke("model", "bench", name, "--output-format", "json").stdout)

    assert speed["name"] == name
    assert all(speed[name] > 0 for name in ("start_ms", "first_token_ms", "tokens_per_second"))


@pytest.mark.parametrize("words", [("info",), ("verify",), ("bench",), ("remove",)])
def test_an_unknown_name_is_said(invoke: Invoke, words: tuple[str, ...]) -> None:
    result = invoke("model", *words, "no-such-model")

    assert result.exit_code == 2
    assert '"no-such-model"' in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("words", [("remove", "--yes"), ("pull", "--yes")])
def test_our_own_model_is_neither_fetched_nor_removed(
    invoke: Invoke, words: tuple[str, ...]
) -> None:
    result = invoke("model", *words, "flowmason-nano")

    assert result.exit_code == 2
    assert '"flowmason-nano" comes with flowmason-assist' in result.stderr


def test_nothing_is_fetched_offline(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOWMASON_ASSIST_OFFLINE", "1")

    result = invoke("model", "pull", "qwen3-0.6b", "--yes")

    assert result.exit_code == 2
    assert 'the setting "offline" forbids it' in result.stderr


def test_the_users_own_settings_name_the_folder(
    invoke: Invoke, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FLOWMASON_ASSIST_MODELS_FOLDER")
    for home in ("HOME", "LOCALAPPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(home, str(folder / "home"))
    settings = user_file(os.environ)
    assert settings is not None
    settings.parent.mkdir(parents=True)
    settings.write_text(f"models-folder = {json.dumps(str(folder / 'elsewhere'))}")

    assert invoke("model", "add", str(NANO), "--name", "mine").exit_code == 0

    assert (folder / "elsewhere" / "mine.gguf").exists()
