"""A pipeline file, opened for a command: its text, facts and findings."""

from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.cli.sources.given import STANDARD_INPUT, read_source
from flowmason_assist.config.project import project_root, with_project_components
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.lint.settings import LintSettings, ReaderName
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document


@dataclass(frozen=True, slots=True)
class OpenPipeline:
    """A file as a command sees it."""

    name: str
    linted: Linted

    @property
    def text(self) -> str:
        """Give the text of the file."""
        return self.linted.facts.document.text


def open_pipeline(file: Path, reader: ReaderName = "all") -> OpenPipeline:
    """Read a file and look at it with all rules, whatever the configuration leaves out."""
    text = read_source(file)
    is_standard_input = file == STANDARD_INPUT
    catalogue = load_catalogue(folder("schemas"))
    root = None if is_standard_input else project_root(file.parent)
    if root is not None:
        catalogue = with_project_components(catalogue, root)
    linted = lint(parse_document(text), catalogue, LintSettings(reader=reader))
    return OpenPipeline("<stdin>" if is_standard_input else str(file), linted)
