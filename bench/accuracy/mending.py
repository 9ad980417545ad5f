"""What fixes do to pipelines: whether they mend, and that they never harm."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bench.accuracy.judge import TIMEOUT, WORLD, Case, changed
from bench.accuracy.ratio import Ratio
from bench.accuracy.verdict import mended
from flowmason_assist.engine.result import DryRun
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.lint.rule import Applicability


@dataclass(frozen=True, slots=True)
class Harm:
    """A pipeline that ran, and that fixes made fail or do something else."""

    case: Case
    applicability: Applicability
    text: str
    error: str


@dataclass(slots=True)
class Mending:
    """
    What fixes achieved on some pipelines, as the command line reads them.

    `mended` counts pipelines that fail; `unharmed` those that run, lose nothing, and were changed
    by fixes: whether they still do exactly the same after safe fixes, and still run after those
    that guess.
    """

    mended: dict[Applicability, Ratio] = field(default_factory=dict)
    unharmed: dict[Applicability, Ratio] = field(default_factory=dict)
    harms: list[Harm] = field(default_factory=list)


def mending(some: Iterable[Case]) -> Mending:
    """Fix every pipeline and run it before and after."""
    result = Mending(
        {one: Ratio() for one in Applicability}, {one: Ratio() for one in Applicability}
    )
    with EngineSession() as session:
        for case in some:
            before = _run(session, case, case.text)
            for applicability in Applicability:
                _measure(result, session, case, applicability, before)
    return result


def _measure(
    result: Mending,
    session: EngineSession,
    case: Case,
    applicability: Applicability,
    before: DryRun,
) -> None:
    text = mended(case.text, applicability)
    after = _run(session, case, text) if text != case.text else before
    if not before.runs:
        result.mended[applicability].add(hit=after.runs)
    elif text != case.text and case.labels["cli"] in {"clean", "inert"}:
        same = after.runs
        if same and applicability is Applicability.SAFE and changed(after, before):
            again = _run(session, case, case.text)
            same = not changed(after, before) - changed(again, before)
        result.unharmed[applicability].add(hit=same)
        if not same:
            error = after.error_message or "does something else"
            result.harms.append(Harm(case, applicability, text, error))


def _run(session: EngineSession, case: Case, text: str) -> DryRun:
    return session.run(text, dict(case.sound.inputs), replace(WORLD, timeout=TIMEOUT))
