"""One pipeline, read and checked as its settings say: what most commands start from."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.cli.checking.text_file import MAX_BYTES, decode, read_file
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.config.project import project_root, with_project_components
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document

STANDARD_INPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Opened:
    """A pipeline with its findings, and the interpreter that its dry runs use."""

    path: Path
    linted: Linted
    dry_run_options: DryRunOptions


def open_pipeline(path: Path) -> Opened:
    """Read a pipeline, "-" for standard input; raises `InputError` where it cannot be read."""
    is_standard = path == STANDARD_INPUT
    if is_standard:
        text = decode(sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>")
    else:
        text = read_file(path, str(path))
    finder = ConfigurationFinder(os.environ)
    configuration = finder.for_folder(Path.cwd()) if is_standard else finder.for_file(path)
    catalogue = load_catalogue(folder("schemas"))
    root = project_root(Path.cwd() if is_standard else path.parent)
    if root is not None:
        catalogue = with_project_components(catalogue, root)
    linted = lint(parse_document(text), catalogue, configuration.lint_settings(path))
    return Opened(path, linted, DryRunOptions(interpreter=configuration.interpreter or None))
