"""The check of one file: read it, fix it where asked, and say what is found."""

from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.cli.checking.catalogues import catalogue_for
from flowmason_assist.cli.checking.report import Failure, Report
from flowmason_assist.cli.checking.text_file import decode, read_file
from flowmason_assist.errors import InputError
from flowmason_assist.lint.engine import check
from flowmason_assist.lint.fix import fix_text
from flowmason_assist.lint.rule import Applicability
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.syntax.document import parse_document


@dataclass(frozen=True, slots=True)
class Job:
    """
    A file to check.

    `fixes` are those to apply to the text, which nobody writes here; None means none.
    With `content`, that counts and no file is read.
    """

    path: Path
    settings: LintSettings
    fixes: Applicability | None = None
    content: bytes | None = None


def run_job(job: Job) -> Report | Failure:
    """Check one file; whatever goes wrong is an answer."""
    name = str(job.path)
    try:
        text = read_file(job.path, name) if job.content is None else decode(job.content, name)
        return report_on(job, name, text)
    except InputError as error:
        return Failure(name, str(error))
    except Exception as error:  # noqa: BLE001 - the other files must still be checked.
        return Failure(
            name,
            f'"{name}" cannot be checked because of a bug of ours, '
            f"{type(error).__name__}: {error}; please report it with the file",
        )


def report_on(job: Job, name: str, text: str) -> Report:
    """Check a text as the file that the job names."""
    catalogue = catalogue_for(job.path.parent)
    if job.fixes is None:
        findings = tuple(check(parse_document(text), catalogue, job.settings))
        return Report(name, text if findings else "", findings)
    fixed = fix_text(text, catalogue, job.settings, job.fixes)
    return Report(
        name,
        fixed.text,
        findings=fixed.remaining,
        fixed=fixed.applied,
        original=text if fixed.text != text else None,
    )
