"""The models and rules that hold for a client's files."""

from pathlib import Path

from flowmason_assist.llm.models.choose import default_embedded
from flowmason_assist.llm.models.store import store_at
from flowmason_assist.lsp.settings import EditorSettings
from flowmason_assist.routing.desk import Desk


def desk_for(settings: EditorSettings, path: Path | None) -> Desk:
    """Give the desk for work on a file, as the editor's settings have it."""
    configuration = settings.configuration(path or Path.cwd() / "none")
    store = store_at(configuration.models_folder)
    return Desk(embedded=lambda: default_embedded(store))
