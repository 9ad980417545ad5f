"""Quick fixes, refactorings, and what concerns the whole file."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from flowmason_assist.ide.actions.action import Action, ActionKind
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.features.generate import COMMAND as GENERATE
from flowmason_assist.lsp.features.scaffold import COMMAND as SCAFFOLD
from flowmason_assist.lsp.features.scaffold import can_create
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.text.span import Span

if TYPE_CHECKING:
    from flowmason_assist.ide.actions.offer import Request

_OPTIONS = lsp.CodeActionOptions(
    code_action_kinds=[kind.value for kind in ActionKind], resolve_provider=True
)


def register(server: FlowMasonServer) -> None:
    """Register the requests about code actions."""

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, _OPTIONS)
    def on_code_action(
        ls: FlowMasonServer, params: lsp.CodeActionParams
    ) -> list[lsp.CodeAction] | None:
        # Imported when it is first asked, so that the server starts sooner.
        from flowmason_assist.ide.actions.offer import Request, offered

        uri = params.text_document.uri
        snapshot = ls.session.snapshot(uri)
        abilities = _abilities(ls)
        if snapshot is None or abilities is None or not abilities.code_action_literal_support:
            return None
        request = Request(
            span=ls.session.convert.span(snapshot.lines, params.range),
            only=tuple(map(_word, params.context.only or ())),
            hasty=params.context.trigger_kind is lsp.CodeActionTriggerKind.Automatic,
        )
        actions = offered(snapshot, request)
        found = [_code_action(ls, uri, snapshot, request, action) for action in actions]
        return [
            *_generation(uri, snapshot, request),
            *_cures(ls, uri, snapshot, request),
            *_ties(ls, uri, snapshot, request),
            *found,
            *_scaffolding(ls, uri, snapshot, request),
        ]

    @server.feature(lsp.CODE_ACTION_RESOLVE)
    def on_resolve(ls: FlowMasonServer, params: lsp.CodeAction) -> lsp.CodeAction:
        from flowmason_assist.ide.actions.offer import Request, edits_of

        match params.data:
            case {"uri": str(uri), "version": version, "key": str(key), "span": [start, end]}:
                snapshot = ls.session.snapshot(uri)
                if snapshot is None or snapshot.version != version:
                    raise JsonRpcContentModified("the file has changed since; ask again")
                edits = edits_of(snapshot, Request(Span(start, end)), key)
                params.edit = ls.session.workspace_edit(uri, snapshot, edits)
        return params


def _generation(uri: str, snapshot: Snapshot, request: "Request") -> Iterator[lsp.CodeAction]:
    """Offer to build what the description of a file without stages says."""
    from flowmason_assist.ide.generating.described import described

    if ActionKind.REWRITE.is_wanted(request.only) and described(snapshot) is not None:
        title = "Generate the pipeline from its description"
        yield lsp.CodeAction(
            title=title,
            kind=lsp.CodeActionKind.RefactorRewrite,
            command=lsp.Command(title, GENERATE, arguments=[{"uri": uri}]),
        )


def _scaffolding(
    ls: FlowMasonServer, uri: str, snapshot: Snapshot, request: "Request"
) -> Iterator[lsp.CodeAction]:
    """Offer files around a pipeline, which are tried and written once they are chosen."""
    from flowmason_assist.ide.scaffolding.offers import offers

    if request.hasty or not ls.session.is_trusted or not can_create(ls):
        return
    for offer in offers(snapshot, request.span):
        if offer.kind.is_wanted(request.only):
            findings = [ls.session.convert.diagnostic(snapshot, each) for each in offer.findings]
            yield lsp.CodeAction(
                title=offer.title,
                kind=offer.kind.value,
                diagnostics=findings or None,
                command=lsp.Command(
                    offer.title, SCAFFOLD, arguments=[{"uri": uri, "text": offer.words}]
                ),
            )


def _cures(
    ls: FlowMasonServer, uri: str, snapshot: Snapshot, request: "Request"
) -> Iterator[lsp.CodeAction]:
    """Give the fixes of what made the last run fail; they were tried when it was looked into."""
    if not ActionKind.QUICK_FIX.is_wanted(request.only):
        return
    for fault in ls.session.failures(snapshot):
        is_near = fault.span.start <= request.span.end and request.span.start <= fault.span.end
        if fault.fix is not None and is_near:
            yield lsp.CodeAction(
                title=fault.fix.title,
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[ls.session.convert.fault(snapshot, fault)],
                edit=ls.session.workspace_edit(uri, snapshot, fault.fix.edits),
            )


def _ties(
    ls: FlowMasonServer, uri: str, snapshot: Snapshot, request: "Request"
) -> Iterator[lsp.CodeAction]:
    """Give what mends the ties of a file to others; these are known, so the edits are too."""
    from flowmason_assist.ide.inheritance.actions import tie_actions
    from flowmason_assist.ide.inheritance.problems import has_ties

    if request.hasty or not has_ties(snapshot) or not ls.session.is_indexed:
        return
    ties = ls.session.ties(snapshot)
    for action in tie_actions(snapshot, request.span, ties, ls.session.find):
        if action.kind.is_wanted(request.only):
            yield lsp.CodeAction(
                title=action.title,
                kind=action.kind.value,
                diagnostics=[
                    ls.session.convert.diagnostic(snapshot, each) for each in action.findings
                ],
                edit=ls.session.workspace_edit(uri, snapshot, action.plan()),
            )


def _code_action(
    ls: FlowMasonServer, uri: str, snapshot: Snapshot, request: "Request", action: Action
) -> lsp.CodeAction:
    session = ls.session
    abilities = _abilities(ls)
    findings = [session.convert.diagnostic(snapshot, finding) for finding in action.findings]
    found = lsp.CodeAction(title=action.title, kind=action.kind.value, diagnostics=findings or None)
    if abilities and abilities.is_preferred_support:
        found.is_preferred = action.preferred or None
    if abilities and abilities.data_support:
        found.data = {
            "uri": uri,
            "version": snapshot.version,
            "span": [*request.span],
            "key": action.key,
            "applicability": action.applicability.value,
        }
    resolved = (
        abilities.resolve_support.properties if abilities and abilities.resolve_support else ()
    )
    if found.data is None or "edit" not in resolved:
        found.edit = session.workspace_edit(uri, snapshot, action.plan())
    return found


def _word(kind: lsp.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, lsp.CodeActionKind) else kind


def _abilities(ls: FlowMasonServer) -> lsp.CodeActionClientCapabilities | None:
    text_document = ls.session.capabilities.text_document
    return text_document.code_action if text_document else None
