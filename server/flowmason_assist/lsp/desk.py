"""The models and rules that hold for a client's files."""

from pathlib import Path

from flowmason_assist.config.desk import desk_of
from flowmason_assist.lsp.settings import EditorSettings
from flowmason_assist.routing.desk import Desk


def desk_for(settings: EditorSettings, path: Path | None) -> Desk:
    """Give the desk for work on a file, as the editor's settings have it."""
    return desk_of(settings.configuration(path or Path.cwd() / "none"))
