"""From words to a pipeline: those that the user says, or the description in a file."""

from typing import TYPE_CHECKING, Any

from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.features.change import change_file
from flowmason_assist.lsp.progress import new_token, progress
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.subject import Subject, failed, subject_of
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

if TYPE_CHECKING:
    from flowmason_assist.assist.generate.generated import Generated
    from flowmason_assist.routing.answer import Answered
    from flowmason_assist.routing.route import Route

COMMAND = "flowmasonAssist.generate"


def register(server: FlowMasonServer) -> None:
    """Register the command."""

    @server.command(COMMAND)
    async def on_generate(ls: FlowMasonServer, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        from flowmason_assist.ide.generating.report import report
        from flowmason_assist.shapes.generated import generated_as_json

        subject = subject_of(ls, given)
        if subject.text.strip() and subject.snapshot and subject.snapshot.facts.stages:
            return await change_file(ls, subject)
        request = _request(subject)
        token = ls.protocol.work_done_token or await new_token(ls)
        async with progress(ls, "Planning a pipeline", token):
            answered = await _generated(ls, subject, request)
        found = answered.value
        if found is None:
            raise failed(answered.error or "no answer could be had")
        if found.pipeline is not None and subject.snapshot is not None:
            await _fill(ls, subject, found.pipeline, answered.route)
        return {
            "title": "A pipeline from words",
            "summary": str(found.status).replace("_", " "),
            "markdown": report(request, found, answered.route.model),
            **generated_as_json(found, answered.route),
        }


def _request(subject: Subject) -> str:
    from flowmason_assist.ide.generating.described import described

    if subject.text.strip():
        return subject.text
    words = described(subject.snapshot) if subject.snapshot is not None else None
    if words is None:
        raise failed("say what the pipeline should do, or write it as the file's description")
    return words


async def _generated(ls: FlowMasonServer, subject: Subject, request: str) -> "Answered[Generated]":
    from flowmason_assist.assist.generate.generate import generate
    from flowmason_assist.assist.generate.prove import Prover
    from flowmason_assist.routing.asked import Asked

    path = subject.snapshot.path if subject.snapshot else None
    interpreter = ls.session.settings.configuration(path).interpreter if path else ""
    catalogue = ls.session.workspace.shipped
    prover = Prover(catalogue, ls.session.engine, interpreter or None)
    task = generate(request, catalogue, prover)
    return await ls.assist(task, Asked("generate", request, path=path, tier=subject.tier))


async def _fill(ls: FlowMasonServer, subject: Subject, pipeline: str, route: "Route") -> None:
    """Put the pipeline into a file without stages; one that got some meanwhile is left alone."""
    snapshot = ls.session.snapshot(subject.uri or "")
    if snapshot is None or snapshot.facts.stages or not _is_same(snapshot, subject):
        return
    edit = Edit(Span(0, len(snapshot.text)), pipeline)
    await ls.apply(subject.uri or "", snapshot, [edit], "Generate the pipeline", route)


def _is_same(snapshot: Snapshot, subject: Subject) -> bool:
    """Whether nobody edited the file while the pipeline was made."""
    return subject.snapshot is not None and snapshot.version == subject.snapshot.version
