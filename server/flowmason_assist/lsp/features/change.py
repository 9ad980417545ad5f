"""From words to a change of a pipeline that is there."""

from typing import Any

from flowmason_assist.lsp.progress import new_token, progress
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.subject import Subject, failed, subject_of

COMMAND = "flowmasonAssist.change"


def register(server: FlowMasonServer) -> None:
    """Register the command."""

    @server.command(COMMAND)
    async def on_change(ls: FlowMasonServer, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        return await change_file(ls, subject_of(ls, given))


async def change_file(ls: FlowMasonServer, subject: Subject) -> dict[str, Any]:
    """Change the file of a subject as its words say, and tell what came of it."""
    from flowmason_assist.assist.edit.change import change
    from flowmason_assist.assist.generate.prove import Prover
    from flowmason_assist.ide.generating.report import report
    from flowmason_assist.routing.asked import Asked, Origin, Piece
    from flowmason_assist.shapes.changed import changed_as_json

    snapshot, wish = subject.file, subject.text.strip()
    if not wish:
        raise failed('say what should change, as in "also translate the result to German"')
    interpreter = ls.session.settings.configuration(snapshot.path).interpreter
    prover = Prover(snapshot.catalogue, ls.session.engine, interpreter or None)
    task = change(snapshot.facts, wish, subject.stage, prover)
    pieces = (Piece(Origin.PIPELINE, snapshot.text),)
    asked = Asked("generate", wish, pieces=pieces, path=snapshot.path, tier=subject.tier)
    token = ls.protocol.work_done_token or await new_token(ls)
    async with progress(ls, "Changing the pipeline", token):
        answered = await ls.assist(task, asked)
    changed = answered.value
    if changed is None:
        raise failed(answered.error or "no answer could be had")
    current = ls.session.snapshot(subject.uri or "")
    if changed.edits and current is not None and current.version == snapshot.version:
        await ls.apply(subject.uri or "", snapshot, changed.edits, wish[:80], answered.route)
    return {
        "title": "A change from words",
        "summary": str(changed.status).replace("_", " "),
        "markdown": report(wish, changed.generated, answered.route.model),
        **changed_as_json(changed, snapshot.facts, answered.route),
    }
