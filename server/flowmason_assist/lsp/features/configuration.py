"""Settings of the client, and files on the disk that decide how others are judged."""

import logging
from collections.abc import Iterator

from lsprotocol import types as lsp

from flowmason_assist.config.find import FILE_NAME, PROJECT_FILE_NAME
from flowmason_assist.config.project import COMPONENTS, PROJECT_FILE
from flowmason_assist.ide.index.read import PIPELINE, TEST
from flowmason_assist.lsp.convert import path_of
from flowmason_assist.lsp.indexing import start_indexing, update_index
from flowmason_assist.lsp.publish import publish_all, tell_problems
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.session import Session
from flowmason_assist.lsp.settings import SECTION

logger = logging.getLogger(__name__)

_WATCHED = (
    f"**/{{{FILE_NAME},{PROJECT_FILE_NAME},{PROJECT_FILE}}}",
    f"**/{COMPONENTS}/**/*.py",
    "**/*.{pipeline,test}.json",
)
_FLOWS = (PIPELINE, TEST)


def register(server: FlowMasonServer) -> None:
    """Register the handlers that keep settings up to date."""

    @server.feature(lsp.INITIALIZED)
    async def on_initialized(ls: FlowMasonServer, _params: lsp.InitializedParams) -> None:
        registrations = list(_registrations(ls.session))
        if registrations:
            try:
                await ls.client_register_capability_async(lsp.RegistrationParams(registrations))
            except Exception as error:  # noqa: BLE001 - a client that refuses is no worse off.
                logger.info("the client does not tell about changes: %s", error)
        await _pull(ls)
        start_indexing(ls)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def on_configuration(
        ls: FlowMasonServer, params: lsp.DidChangeConfigurationParams
    ) -> None:
        match params.settings:
            case {"flowmasonAssist": settings}:
                ls.session.settings.take(settings)
                _apply(ls)
        await _pull(ls)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def on_folders(ls: FlowMasonServer, _params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        await _pull(ls)
        start_indexing(ls)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def on_files(ls: FlowMasonServer, params: lsp.DidChangeWatchedFilesParams) -> None:
        update_index(ls, [path_of(change.uri) for change in params.changes])
        if not all(change.uri.endswith(_FLOWS) for change in params.changes):
            _apply(ls)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def on_save(ls: FlowMasonServer, params: lsp.DidSaveTextDocumentParams) -> None:
        update_index(ls, [path_of(params.text_document.uri)])
        ls.feedback.saved(params.text_document.uri, ls.session.text(params.text_document.uri) or "")
        if not ls.session.tells_about_files:
            _apply(ls)


def _registrations(session: Session) -> Iterator[lsp.Registration]:
    workspace = session.capabilities.workspace
    if session.tells_about_files:
        watchers = [lsp.FileSystemWatcher(pattern) for pattern in _WATCHED]
        yield lsp.Registration(
            "watched-files",
            lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            lsp.DidChangeWatchedFilesRegistrationOptions(watchers),
        )
    configuration = workspace.did_change_configuration if workspace else None
    if configuration is not None and configuration.dynamic_registration:
        yield lsp.Registration(
            "configuration",
            lsp.WORKSPACE_DID_CHANGE_CONFIGURATION,
            lsp.DidChangeConfigurationRegistrationOptions(SECTION),
        )


async def _pull(ls: FlowMasonServer) -> None:
    """Ask the client for its settings, for everything and for each folder."""
    workspace = ls.session.capabilities.workspace
    if workspace is None or not workspace.configuration:
        return
    folders = [folder.uri for folder in ls.workspace.folders.values()]
    items = [lsp.ConfigurationItem(uri, SECTION) for uri in (None, *folders)]
    try:
        answers = await ls.workspace_configuration_async(lsp.ConfigurationParams(items))
    except Exception as error:  # noqa: BLE001 - without an answer, what was sent before holds.
        logger.info("the client does not tell its settings: %s", error)
        return
    common, *by_folder = answers or (None,)
    if common is not None:
        ls.session.settings.take(common)
    if len(by_folder) == len(folders):
        told = zip(map(path_of, folders), by_folder, strict=True)
        known = [(folder, values) for folder, values in told if values is not None]
        ls.session.settings.take_folders(known)
    _apply(ls)


def _apply(ls: FlowMasonServer) -> None:
    ls.session.refresh()
    tell_problems(ls)
    publish_all(ls)
