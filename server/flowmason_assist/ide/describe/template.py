"""What a template resolves to: its type, where it comes from, or why it fails."""

from flowmason_assist.analysis.facts import CERTAIN_FAILURES, Facts, StageView
from flowmason_assist.analysis.outputs import follow
from flowmason_assist.analysis.resolve import Outcome, Resolution
from flowmason_assist.analysis.scope import Seen, State
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.catalogue.types import Type
from flowmason_assist.ide.describe.pipeline_input import pipeline_input
from flowmason_assist.ide.describe.stage import stage_named
from flowmason_assist.ide.describe.value import type_words
from flowmason_assist.ide.markdown import code, escape, listed, paragraphs, prose

_ROOTS = {
    "input": "What the run is given.",
    "upstream": "The outputs of the stages that have finished when this one runs, by stage id.",
    "env": "Environment variables, read when the stage runs; a run fails without them.",
    "context": "Facts about the run, and the variables of the loop around the stage.",
}
_RUN_NAMES = {
    "run_id": "The id of the run.",
    "pipeline_id": "The id of the pipeline; `flowmason run` gives its name.",
    "pipeline_version": "The version of the pipeline.",
    "trace_id": "The id under which the run is traced.",
    "stage_id": "Always null.",
}


def segment(facts: Facts, view: StageView, reference: Reference, index: int) -> str:
    """Describe a template as seen from one of its segments."""
    resolution = view.resolve(reference)
    failed = resolution.outcome is not Outcome.FOUND and resolution.index <= index
    return paragraphs(
        _segment(facts, view, reference, index),
        _failure(resolution, reference) if failed else "",
        _passing(resolution, reference) if index == len(reference.names) - 1 else "",
    )


def root(name: str) -> str:
    """Describe a word that a template may begin with."""
    return paragraphs(f"**{code(name)}**", prose(_ROOTS[name]))


def context_name(name: str, kind: Type, *, inside: bool | None) -> str:
    """Describe a context variable; `inside` tells whether its loop is still running."""
    words = _RUN_NAMES.get(name)
    if words is None:
        words = "A variable of the loop around this stage."
        if inside is False:
            words = "A variable of a loop that is over: it holds the last item."
    return paragraphs(f"**{code(f'context.{name}')}** · {type_words(kind)}", words)


def _segment(facts: Facts, view: StageView, reference: Reference, index: int) -> str:
    names = reference.names
    if index == 0:
        return root(names[0]) if names[0] in _ROOTS else ""
    if index == 1:
        return _second(facts, view, names)
    kind = _type_at(view, reference, index)
    path = ".".join(names[: index + 1])
    head = f"**{code(path)}** · {type_words(kind)}" if kind else f"**{code(path)}**"
    return paragraphs(head, _output_words(view, names, index), _origin(facts, view, reference))


def _second(facts: Facts, view: StageView, names: tuple[str, ...]) -> str:
    match names[0]:
        case "upstream":
            return stage_named(facts, names[1]) or ""
        case "input":
            return pipeline_input(facts, names[1]) or ""
        case "env":
            name = code(names[1])
            return f"The environment variable {name}: text, and the run fails without it."
        case "context" if names[1] in view.scope.loop_types:
            inside = view.scope.loop_names.get(names[1])
            return context_name(names[1], view.scope.loop_types[names[1]], inside=inside)
        case _:
            return ""


def _type_at(view: StageView, reference: Reference, index: int) -> Type | None:
    names = reference.names
    start: Type | None = None
    if names[0] == "upstream":
        start = view.scope.upstream[names[1]].output
    elif names[0] == "input" and names[1] in view.scope.inputs.fields:
        start = view.scope.inputs.fields[names[1]].type
    elif names[0] == "context":
        start = view.scope.loop_types.get(names[1])
    found = follow(start, names[2 : index + 1], 2) if start else None
    return found if isinstance(found, Type) else None


def _output_words(view: StageView, names: tuple[str, ...], index: int) -> str:
    if names[0] != "upstream" or index != 2:  # noqa: PLR2004 - the field behind root and stage
        return ""
    component = view.catalogue.get(view.scope.upstream[names[1]].component or "")
    known = component.output(names[2]) if component else None
    if component is None or known is None:
        return ""
    return escape(known.description) if component.source else prose(known.description)


def _origin(facts: Facts, view: StageView, reference: Reference) -> str:
    names = reference.names
    if names[0] != "upstream":
        return ""
    seen = view.scope.upstream[names[1]]
    if seen.component is None:
        return ""
    wave = facts.flow.waves.get(seen.stage_id)
    when = f", which runs in wave {wave}" if wave is not None else ""
    return f"From {code(seen.stage_id)} ({code(seen.component)}){when}."


def _passing(resolution: Resolution, reference: Reference) -> str:
    if resolution.outcome in CERTAIN_FAILURES:
        return ""
    if reference.template.whole:
        return "The value keeps its type: the template is all of the text."
    return "The value is pasted into the text around it."


def _failure(resolution: Resolution, reference: Reference) -> str:
    names = reference.names
    name = code(names[resolution.index]) if resolution.index < len(names) else ""
    match resolution.outcome:
        case Outcome.BAD_ROOT:
            return f"Fails: no template begins with {name}; {listed(_ROOTS)} do."
        case Outcome.NO_STAGE:
            near = resolution.seen.suggestion if resolution.seen else None
            return f"Fails: no stage has the id {name}{f'; {code(near)} has' if near else ''}."
        case Outcome.NOT_READY:
            return f"Fails: {_not_ready(resolution.seen)}."
        case Outcome.NO_FIELD:
            return f"Fails: there is no {name} here{_fields(resolution.container)}."
        case Outcome.NO_ACCESS:
            kind = type_words(resolution.container) if resolution.container else "value"
            return f"Fails: {name} cannot be read from {kind}."
        case _:
            return _FAILURES.get(resolution.outcome, "")


_FAILURES = {
    Outcome.BAD_ENV: "Fails: a variable is read as `{{env.NAME}}`, with nothing behind it.",
    Outcome.SKIPPED: "Fails: the stage is always skipped when this one runs.",
    Outcome.PERHAPS_SKIPPED: "There only if the branch of that stage is taken.",
    Outcome.UNDECLARED_INPUT: "Not declared: the run fails unless the caller passes it.",
    Outcome.UNSAMPLED_INPUT: "The sample input lacks it: a run without an input fails.",
    Outcome.OPTIONAL_INPUT: "There only if the caller passes it; no defaults are filled in.",
    Outcome.NO_CONTEXT: "Fails: no such variable is known here.",
}


def _not_ready(seen: Seen | None) -> str:
    match seen.state if seen else None:
        case State.ITSELF:
            return "the stage reads its own output, which is not there before it has run"
        case State.STUCK:
            return "that stage never runs"
        case State.UNFINISHED:
            return "that stage has no output while its try stages run"
        case _:
            return "that stage has not finished when this one runs; add it to `depends_on`"


def _fields(container: Type | None) -> str:
    names = [name for name, _ in container.fields] if container else []
    return f"; there are {listed(names)}" if names else ""
