"""
The language server: pygls with our session.

Handlers live in `features`, one file each, and are found by looking into that folder.
"""

import importlib
import logging
import pkgutil
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from flowmason_assist import __version__
from flowmason_assist.lsp import features
from flowmason_assist.lsp.session import Session

logger = logging.getLogger(__name__)


class FlowMasonServer(LanguageServer):
    """
    A server for one client.

    Files are sent whole: pipelines are small, and the lines of JSON are not those of Python.
    """

    def __init__(self) -> None:
        super().__init__(
            name="flowmason-assist",
            version=__version__,
            text_document_sync_kind=lsp.TextDocumentSyncKind.Full,
        )
        self.session = Session()

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ANN401 - pygls's own type is private
        """Note an error that no request waits for; a popup would help nobody."""
        logger.error("%s: %s", getattr(source, "__name__", source), error, exc_info=error)


def make_server() -> FlowMasonServer:
    """Give a server with all its features."""
    server = FlowMasonServer()
    for module in sorted(pkgutil.iter_modules(features.__path__), key=lambda each: each.name):
        importlib.import_module(f"{features.__name__}.{module.name}").register(server)
    return server
