"""Model files: chosen, installed, checked, refused."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from flowmason_assist.errors import InputError, ModelUnavailable
from flowmason_assist.llm.api import Dialect
from flowmason_assist.llm.embedded.probe import probe
from flowmason_assist.llm.models.choose import Machine, choose, settings_for
from flowmason_assist.llm.models.install import install
from flowmason_assist.llm.models.known import known_models
from flowmason_assist.llm.models.local import LocalModel
from flowmason_assist.llm.models.running import RunningModels
from flowmason_assist.llm.models.seal import Seal
from flowmason_assist.llm.models.shipped import NAME, shipped_model
from flowmason_assist.llm.models.store import Store
from flowmason_assist.llm.models.verify import verify
from flowmason_assist.resources import folder

NANO = folder("models") / "flowmason-nano.gguf"
GIGA = 1_000_000_000


def a_model(name: str, size: int, memory: int, dialect: Dialect = Dialect.CHAT) -> LocalModel:
    return LocalModel(name, Path(name), Seal("", size), 4096, memory, "", dialect=dialect)


OURS = a_model("ours", 20_000_000, GIGA // 4, Dialect.NANO)
SMALL = a_model("small", 2 * GIGA, 4 * GIGA)
LARGE = a_model("large", 5 * GIGA, 8 * GIGA)


def test_the_largest_that_fits_is_the_deep_one() -> None:
    choice = choose(OURS, [SMALL, LARGE], Machine(memory=16 * GIGA, cores=8))

    assert (choice.fast, choice.deep) == (OURS, LARGE)
    assert choice.reasons == (
        '"ours" answers what is quick',
        '"large" answers the rest: the largest that fits',
    )


def test_memory_and_cores_bound_the_choice() -> None:
    little_memory = choose(OURS, [SMALL, LARGE], Machine(memory=8 * GIGA, cores=8))
    few_cores = choose(OURS, [SMALL, LARGE], Machine(memory=64 * GIGA, cores=2))

    assert little_memory.deep == few_cores.deep == SMALL
    assert little_memory.reasons[1] == (
        '"large" waits for a larger machine: it needs 8.0 GB of memory, and may use 4.8'
    )
    assert few_cores.reasons[1] == (
        '"large" waits for a larger machine: 2 cores would take seconds for a sentence'
    )


def test_an_installed_model_answers_alone_where_ours_is_missing() -> None:
    assert choose(None, [SMALL], Machine(16 * GIGA, 4)).fast == SMALL
    assert choose(None, [], Machine(16 * GIGA, 4)).reasons == (
        "no model on this machine can answer",
    )


def test_memory_holds_no_model_twice(store: Store) -> None:
    running = RunningModels()

    assert running.fast(store) is running.fast(store)
    assert running.named(NAME, store) is running.fast(store)
    assert running.deep(store) is None


def test_what_we_ship_is_what_its_card_says() -> None:
    model = shipped_model()

    assert model.fault is None
    assert model.path == NANO
    assert probe(settings_for(model)).context >= model.context


def test_known_models_are_named_once_and_say_what_they_are_good_for() -> None:
    models = known_models()

    assert len({model.name for model in models}) == len(models) > 0
    assert [model.size for model in models] == sorted(model.size for model in models)
    for model in models:
        assert model.memory > model.size
        assert model.licence
        assert model.good_for
        assert model.file.endswith(".gguf")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "models")


def test_a_file_is_installed_found_and_removed(store: Store) -> None:
    model = install(NANO, "mine", store, sha256=None, context=100_000)

    assert store.models() == (model,)
    assert model.context < 100_000
    assert model.fault is None
    store.remove("mine")
    assert store.models() == ()
    assert list(store.folder.iterdir()) == []
    assert NANO.exists()


def test_a_file_with_another_hash_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="the SHA-256 of"):
        install(NANO, "mine", store, sha256="0" * 64, context=512)

    assert list(store.folder.iterdir()) == []


@pytest.mark.parametrize("place", ["mine.part", "mine.json"])
def test_what_cannot_be_written_leaves_nothing_behind(store: Store, place: str) -> None:
    (store.folder / place / "in the way").mkdir(parents=True)

    with pytest.raises(InputError, match="cannot be"):
        install(NANO, "mine", store, sha256=None, context=512)

    assert [path.name for path in store.folder.iterdir()] == [place]
    assert store.models() == ()


def of_another_kind() -> bytes:
    """Give our model with a word changed: the name of its architecture, which stands first."""
    return NANO.read_bytes().replace(b"llama", b"lamma", 1)


DAMAGED = {
    "no model at all": b"PK\x03\x04",
    "an empty file": b"",
    "a beginning only": NANO.read_bytes()[:100_000] if NANO.exists() else b"",
    "a header without a model": b"GGUF" + b"\x03\x00\x00\x00" + b"\x00" * 16,
    "an unknown architecture": of_another_kind() if NANO.exists() else b"",
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_file_that_cannot_be_loaded_is_not_installed(
    store: Store, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "bad.gguf"
    path.write_bytes(content)

    with pytest.raises((InputError, ModelUnavailable), match=r"is not a GGUF file|is damaged"):
        install(path, "bad", store, sha256=None, context=512)

    assert list(store.folder.iterdir()) == []
    assert path.exists()


@pytest.mark.parametrize("name", ["", "../up", "Big", "a b", "-a"])
def test_names_are_file_names(store: Store, name: str) -> None:
    with pytest.raises(InputError, match="is no name for a model"):
        store.file_for(name)


def test_the_name_of_our_own_model_is_taken(store: Store) -> None:
    with pytest.raises(InputError, match="is the name of the model that we ship"):
        install(NANO, "flowmason-nano", store, sha256=None, context=512)


def copied(folder: Path) -> Path:
    return Path(shutil.copy(NANO, folder))


def test_a_changed_file_is_not_loaded(store: Store, tmp_path: Path) -> None:
    model = install(copied(tmp_path), "mine", store, sha256=None, context=512)
    content = bytearray(model.path.read_bytes())
    content[-1] ^= 1
    model.path.write_bytes(content)

    assert "its SHA-256 is another" in str(model.fault)
    with pytest.raises(ModelUnavailable, match="its SHA-256 is another"):
        probe(settings_for(model))


def test_verifying_reads_files_that_were_only_touched(store: Store, tmp_path: Path) -> None:
    model = install(copied(tmp_path), "mine", store, sha256=None, context=512)
    store.record(replace(model, seal=replace(model.seal, modified=1)))
    [touched] = store.models()

    assert verify(touched, store) is None
    assert store.models() == (model,)


def test_an_enormous_file_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "enormous.gguf"
    path.touch()
    os.truncate(path, 3 << 30)  # Takes no space.
    settings = replace(settings_for(shipped_model()), path=path, memory=2 << 30, seal=None)

    with pytest.raises(ModelUnavailable, match=r"is larger than the \d+ bytes it may use"):
        probe(settings)


def test_a_record_that_cannot_be_read_hides_no_other(store: Store) -> None:
    model = install(NANO, "mine", store, sha256=None, context=512)
    (store.folder / "odd.json").write_text("{")

    assert store.models() == (model,)
