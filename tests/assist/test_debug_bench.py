"""What the engine and others say is understood, in every form in which people get to see it."""

from collections.abc import Iterator

import pytest

from bench.debug.listed import Listed, listed
from bench.debug.measure import judged
from bench.debug.outside import outside
from bench.debug.seeded import Bench
from bench.debug.shown import FORMS
from flowmason_assist.assist.debug.diagnose import diagnose
from flowmason_assist.assist.debug.mend import no_engine
from flowmason_assist.assist.debug.paste import read
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.lint.engine import lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.syntax.document import parse_document
from tests.support.runners.ide import catalogue


@pytest.fixture(scope="module")
def engine() -> Iterator[EngineSession]:
    with EngineSession() as session:
        yield session


@pytest.fixture(scope="module")
def messages(engine: EngineSession) -> list[Listed]:
    return list(listed(engine))


def test_all_known_messages_are_listed(messages: list[Listed]) -> None:
    assert len({case.id for case in messages}) == 94


@pytest.mark.parametrize("form", FORMS)
def test_known_messages_are_explained(messages: list[Listed], form: str) -> None:
    wrong = [
        (one.case.id, one.found.message, one.found.kind, one.found.stage, one.found.pointer)
        for case in messages
        for one in judged(case, catalogue(), no_engine)
        if one.form == form
        and not (one.right_message and one.right_kind and one.right_stage and one.right_place)
    ]

    assert wrong == []


def test_what_others_did_is_not_blamed_on_the_pipeline() -> None:
    wrong = []
    for name, text, kinds, failure in outside():
        linted = lint(parse_document(text), catalogue(), LintSettings())
        for form, shown in FORMS.items():
            found = diagnose(linted, read(shown(failure)), no_engine)
            if found.kind not in kinds:
                wrong.append((name, form, found.kind))

    assert wrong == []


def test_faults_are_found_in_pipelines_that_nobody_has_seen(engine: EngineSession) -> None:
    """A few seeds; `python -m bench.debug` takes many more."""
    bench = Bench(engine, catalogue())
    found = [bench.explain(case, "raised", with_engine=False) for case in bench.cases(range(1, 12))]

    assert [one for one in found if not one.right_place] == []
    assert [one for one in found if not one.right_stage and one.case.broken.line is None] == []
