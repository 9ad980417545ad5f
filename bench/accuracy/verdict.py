"""What checkers say: ours, and FlowMason's own two, all in one shape."""

import json
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.engine.options import Reader
from flowmason_assist.lint.engine import check
from flowmason_assist.lint.fix import fix_text
from flowmason_assist.lint.rule import Applicability
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document


@dataclass(frozen=True, slots=True)
class Found:
    """One finding; a checker that names no place has no pointer and no line."""

    code: str
    severity: str
    message: str
    pointer: str | None = None
    line: int | None = None


Checker = Callable[[str, Reader], list[Found]]


def ours(text: str, reader: Reader) -> list[Found]:
    """What flowmason-assist finds; for the command line with its default settings."""
    settings = LintSettings() if reader == "cli" else LintSettings(reader=reader)
    findings = check(parse_document(text), _catalogue(), settings)
    return [
        Found(
            one.code,
            one.severity.value,
            one.message,
            one.pointer,
            text.count("\n", 0, one.span.start) + 1,
        )
        for one in findings
    ]


def mended(text: str, applicability: Applicability = Applicability.UNSAFE) -> str:
    """The text after all fixes, those that guess among them unless only safe ones are wanted."""
    return fix_text(text, _catalogue(), LintSettings(), applicability).text


def canonical(text: str, reader: Reader) -> list[Found]:
    """What FlowMason's `PipelineValidator` finds; its crashes count as errors."""
    del reader
    from flowmason_core.validation.pipeline_validator import PipelineValidator

    try:
        _, problems = PipelineValidator().validate(json.loads(text))
    except (ValueError, AttributeError, TypeError, KeyError) as crash:
        return [Found("crash", "error", str(crash))]
    return [Found("validator", one.severity, one.message, _pointer(one.path)) for one in problems]


def flowmason_validate(text: str, reader: Reader) -> list[Found]:
    """What `flowmason validate` finds; it names no places."""
    del reader
    from flowmason_core.cli.commands.validate import _validate_single_pipeline

    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "main.pipeline.json"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        result = _validate_single_pipeline(path, strict=False, verbose=False)
    return [
        Found("validate", severity, message)
        for severity, key in (("error", "errors"), ("warning", "warnings"))
        for message in result[key]
    ]


CHECKERS: Final[dict[str, Checker]] = {
    "flowmason-assist check": ours,
    "FlowMason's PipelineValidator": canonical,
    "flowmason validate": flowmason_validate,
}


@cache
def _catalogue() -> Catalogue:
    return load_catalogue(folder("schemas"))


def _pointer(path: str) -> str:
    """A path such as `stages[0].id` as a JSON Pointer."""
    parts = re.findall(r"[^.\[\]]+", "" if path == "root" else path)
    return "".join(f"/{part}" for part in parts)
