"""A pipeline that an agent sends or names, judged as its settings say."""

import os
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.errors import InputError
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.syntax.document import parse_document

_MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Given:
    """A pipeline; `path` is None for one that was sent as text."""

    text: str
    path: Path | None
    linted: Linted


def open_given(pipeline: str, catalogue: Catalogue) -> Given:
    """
    Read a pipeline from its text, or from the path of a file.

    Raises `InputError`, whose text an agent can act on.
    """
    path = None if pipeline.lstrip().startswith(("{", "[")) else Path(pipeline)
    text = pipeline if path is None else _read(path)
    finder = ConfigurationFinder(os.environ)
    folder = Path.cwd() / "sent.pipeline.json"
    configuration = finder.for_file(path or folder)
    settings = configuration.lint_settings(path or folder)
    return Given(text, path, lint(parse_document(text), catalogue, settings))


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f'"{path}" is larger than any pipeline')
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputError(
            f'"{path}" cannot be read ({error}); send the path of a file, or the JSON text itself'
        ) from None
