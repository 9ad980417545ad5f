"""How well listed messages are explained."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.debug.listed import Listed
from bench.debug.shown import FORMS
from flowmason_assist.assist.debug.diagnose import diagnose
from flowmason_assist.assist.debug.diagnosis import Diagnosis
from flowmason_assist.assist.debug.mend import Probe
from flowmason_assist.assist.debug.paste import read
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.lint.engine import lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.syntax.document import parse_document
from flowmason_assist.syntax.pointer import split


@dataclass(frozen=True, slots=True)
class Judged:
    """A listed message in one form, and what was found out."""

    case: Listed
    form: str
    found: Diagnosis

    @property
    def right_message(self) -> bool:
        """Whether the message was recognized."""
        known = self.found.message
        return known == self.case.id or (known, self.case.id) in _SAME

    @property
    def right_kind(self) -> bool:
        """Whether the right party was blamed."""
        return self.found.kind in self.case.expected.kinds

    @property
    def right_stage(self) -> bool:
        """Whether the stage was named, and none where there is none."""
        return self.found.stage == self.case.expected.stage

    @property
    def right_place(self) -> bool:
        """Whether the place is one of those that are right."""
        expected, pointer = self.case.expected, self.found.pointer
        if not expected.pointers:
            return pointer is None or expected.stage is None
        inside = "/".join(split(pointer or "")[2:])
        return pointer in expected.pointers or (
            (pointer or "").startswith("/stages/") and inside in expected.pointers
        )


# Messages whose texts are equal; see `also` in `schemas/messages.json`.
_SAME = {
    ("E26", "E98"),
    ("E26", "E96"),
    ("E26", "E60"),
    ("E17", "E84"),
    ("X15", "E85"),
    ("E01b", "E01"),
    ("E66", "E61"),
}


def judged(case: Listed, catalogue: Catalogue, probe: Probe) -> Iterator[Judged]:
    """Paste a message in every form."""
    settings = LintSettings(reader="core" if case.failure.reader == "core" else "all")
    linted = lint(parse_document(case.text), catalogue, settings)
    for form, shown in FORMS.items():
        yield Judged(case, form, diagnose(linted, read(shown(case.failure)), probe))
