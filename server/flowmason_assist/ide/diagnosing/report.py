"""The cause of an error told to people, and shown where it is."""

from collections.abc import Iterator

from flowmason_assist.assist.debug.diagnosis import Diagnosis, Mended, Outcome
from flowmason_assist.ide.markdown import bullets, code, message, paragraphs, sentence, titled
from flowmason_assist.ide.run.faults import Fault
from flowmason_assist.lint.rule import Severity
from flowmason_assist.text.line_index import LineIndex

_BLAME = {
    "pipeline": "The pipeline file is at fault.",
    "data": "The data of that run is at fault, not the file.",
    "provider": "The provider of the model is at fault, not the file.",
    "network": "The network or another service is at fault, not the file.",
    "engine": "FlowMason or the machine is at fault, not the file.",
}
_OUTCOMES = {
    Outcome.RUNS: "tried, and the pipeline runs with it",
    Outcome.FURTHER: "tried, and the pipeline gets further with it",
    Outcome.UNTRIED: "not tried, since there is no engine",
}


def report(name: str, found: Diagnosis, lines: LineIndex) -> str:
    """Tell about an error in Markdown; what the message quotes is escaped."""
    return paragraphs(
        f"**Why {code(name)} fails**",
        sentence(found.cause),
        _place(found, lines),
        _BLAME[found.kind] if found.confidence else "",
        titled("What to look at", map(sentence, found.hints)),
        titled("What mends it", map(_fix, found.fixes)),
    )


def faults(found: Diagnosis) -> Iterator[Fault]:
    """Give the place at fault, with the first fix that was tried."""
    if found.span is not None:
        tried = [each.fix for each in found.fixes if each.outcome is not Outcome.UNTRIED]
        fix = next(iter(tried), None)
        yield Fault(found.span, found.cause, Severity.ERROR, fix)


def _place(found: Diagnosis, lines: LineIndex) -> str:
    if found.span is None:
        return ""
    line = lines.position(found.span.start)[0] + 1
    stage = f", in stage {code(found.stage)}" if found.stage else ""
    return bullets([f"line {line}{stage}"])


def _fix(mended: Mended) -> str:
    return f"{message(mended.fix.title)} ({_OUTCOMES[mended.outcome]})."
