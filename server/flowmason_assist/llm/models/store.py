"""The folder of installed models: a GGUF file and a JSON record for each."""

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from flowmason_assist.errors import InputError
from flowmason_assist.llm.models.local import LocalModel
from flowmason_assist.llm.models.seal import Seal
from flowmason_assist.llm.models.shipped import NAME

MAGIC = b"GGUF"


class Store:
    """Installs, lists and removes model files; raises `InputError` for what cannot be done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def models(self) -> tuple[LocalModel, ...]:
        """Give what is installed, by name; records that cannot be read are left out."""
        return tuple(sorted(self._read_records(), key=lambda model: model.name))

    def find(self, name: str) -> LocalModel | None:
        """Give an installed model."""
        return next((model for model in self.models() if model.name == name), None)

    def file_for(self, name: str) -> Path:
        """Give the place of a model's file, in a folder that exists."""
        if name == NAME:
            raise InputError(f'"{name}" is the name of the model that we ship; give another')
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name):
            raise InputError(f'"{name}" is no name for a model: use a-z, 0-9, ".", "_", "-"')
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f'"{self.folder}" cannot be made: {error.strerror}') from None
        return self.folder / f"{name}.gguf"

    def bring(self, name: str, source: Path) -> Path:
        """Put a copy of a file in its place; costs no space where the file system can link."""
        place = self.file_for(name)
        try:
            with source.open("rb") as file:
                is_model = file.read(len(MAGIC)) == MAGIC
        except OSError as error:
            raise InputError(f'"{source}" cannot be read: {error.strerror or error}') from None
        if not is_model:
            raise InputError(f'"{source}" is not a GGUF file')
        part = place.with_suffix(".part")
        try:
            _link_or_copy(source, part)
            part.replace(place)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise InputError(
                f'"{source}" cannot be brought to "{place}": {error.strerror or error}; the setting'
                ' "models-folder" names another folder'
            ) from None
        return place

    def record(self, model: LocalModel) -> None:
        """Remember a file that stands in its place."""
        seal = asdict(model.seal)
        entry = {
            "name": model.name,
            "context": model.context,
            "memory": model.memory,
            "origin": model.origin,
            "licence": model.licence,
            "seal": seal,
        }
        text = json.dumps(entry, indent=2) + "\n"
        place = self._record_of(model.name)
        try:
            place.write_text(text, encoding="utf-8")
        except OSError as error:
            raise InputError(f'"{place}" cannot be written: {error.strerror or error}') from None

    def remove(self, name: str) -> None:
        """Delete a model's file and record."""
        if self.find(name) is None:
            raise InputError(f'there is no installed model "{name}"')
        self._record_of(name).unlink(missing_ok=True)
        self.file_for(name).unlink(missing_ok=True)

    def _record_of(self, name: str) -> Path:
        return self.file_for(name).with_suffix(".json")

    def _read_records(self) -> Iterator[LocalModel]:
        for path in self.folder.glob("*.json"):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                entry = json.loads(path.read_text(encoding="utf-8"))
                seal = Seal(**entry.pop("seal"))
                yield LocalModel(path=path.with_suffix(".gguf"), seal=seal, **entry)


def _link_or_copy(source: Path, part: Path) -> None:
    part.unlink(missing_ok=True)
    try:
        os.link(source.resolve(), part)
    except OSError:
        shutil.copyfile(source, part)


def store_at(folder: str) -> Store:
    """Give the store in a folder; an empty name means the one that the system has for data."""
    if folder:
        return Store(Path(folder).expanduser())
    import platformdirs

    return Store(platformdirs.user_data_path("flowmason-assist", appauthor=False) / "models")
