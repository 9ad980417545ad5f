"""Files around a pipeline: tried in the engine, then written by the editor."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from flowmason_assist.errors import AssistError
from flowmason_assist.lsp.engine import options_for
from flowmason_assist.lsp.progress import new_token, progress
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.subject import failed, subject_of

if TYPE_CHECKING:
    from flowmason_assist.ide.scaffolding.draft import Draft

COMMAND = "flowmasonAssist.scaffold"

_REPLACE = "Replace it"
_KEEP = "Keep it"


def register(server: FlowMasonServer) -> None:
    """Register the command."""

    @server.command(COMMAND)
    async def on_scaffold(ls: FlowMasonServer, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        # Imported when something is first made, so that the server starts sooner.
        from flowmason_assist.ide.scaffolding.draft import draft

        subject = subject_of(ls, given)
        snapshot = subject.file
        if not can_create(ls):
            raise failed(
                "this editor cannot create files for the server; "
                "`flowmason-assist scaffold` writes the same"
            )
        options = options_for(ls, snapshot)
        token = ls.protocol.work_done_token or await new_token(ls)
        async with progress(ls, "Trying it in the engine", token):
            try:
                engine = ls.session.engine
                made = await asyncio.to_thread(draft, subject.text, snapshot, engine, options)
            except AssistError as error:
                raise failed(str(error)) from None
        is_written = await _write(ls, made)
        name = made.path.name
        return {
            "title": name,
            "summary": f"{name} is written" if is_written else f"{name} stays as it is",
            "file": str(made.path),
            "written": is_written,
        }


def can_create(ls: FlowMasonServer) -> bool:
    """Tell whether the client makes files when it is asked to."""
    workspace = ls.session.capabilities.workspace
    edit = workspace.workspace_edit if workspace else None
    known = (edit.resource_operations or ()) if edit and edit.document_changes else ()
    return lsp.ResourceOperationKind.Create in known


async def _write(ls: FlowMasonServer, made: "Draft") -> bool:
    """Let the editor write a file; one that is there only if its user says so."""
    is_there = await asyncio.to_thread(made.path.exists)
    if is_there and not await _may_replace(ls, made.path):
        return False
    uri = made.path.as_uri()
    start = lsp.Position(0, 0)
    edit = lsp.WorkspaceEdit(
        document_changes=[
            lsp.CreateFile(uri, options=lsp.CreateFileOptions(overwrite=is_there)),
            lsp.TextDocumentEdit(
                lsp.OptionalVersionedTextDocumentIdentifier(uri),
                [lsp.TextEdit(lsp.Range(start, start), made.text)],
            ),
        ]
    )
    params = lsp.ApplyWorkspaceEditParams(edit, label=f"Write {made.path.name}")
    result = await ls.workspace_apply_edit_async(params)
    if not result.applied:
        raise failed(f"the editor did not write {made.path.name}: {result.failure_reason or 'no'}")
    return True


async def _may_replace(ls: FlowMasonServer, path: Path) -> bool:
    answer = await ls.window_show_message_request_async(
        lsp.ShowMessageRequestParams(
            type=lsp.MessageType.Warning,
            message=f"{path.name} is there already. What was made can replace it.",
            actions=[lsp.MessageActionItem(_REPLACE), lsp.MessageActionItem(_KEEP)],
        )
    )
    return answer is not None and answer.title == _REPLACE
