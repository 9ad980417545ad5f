"""The components that a file may use, read once for each project."""

from functools import cache
from pathlib import Path

from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.config.project import project_root, with_project_components
from flowmason_assist.resources import folder


def catalogue_for(folder_of_file: Path) -> Catalogue:
    """Give what ships, and what the project that a folder belongs to adds."""
    return _catalogue(project_root(folder_of_file))


@cache
def _catalogue(root: Path | None) -> Catalogue:
    if root is None:
        return load_catalogue(folder("schemas"))
    return with_project_components(_catalogue(None), root)
