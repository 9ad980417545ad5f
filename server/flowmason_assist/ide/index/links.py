"""Ways from one file of a workspace to another: what a name means, and who else uses it."""

from pathlib import Path

from flowmason_assist.config.project import project_root
from flowmason_assist.ide.index.mention import FileFacts, Found, Kind, Mention, Role
from flowmason_assist.ide.index.workspace_index import WorkspaceIndex
from flowmason_assist.ide.names import NameKind

SHARED = {
    NameKind.STAGE: Kind.STAGE,
    NameKind.INPUT: Kind.INPUT,
    NameKind.COMPONENT: Kind.COMPONENT,
}
"""Names that other files may know of."""


def mention_at(facts: FileFacts, offset: int) -> Mention | None:
    """Give what a file names at an offset, if other files may know of it."""
    touched = (each for each in facts.mentions if each.span.contains(offset))
    return min(touched, key=lambda each: each.span.end - each.span.start, default=None)


def definitions(index: WorkspaceIndex, path: Path, mention: Mention) -> list[Found]:
    """Give the places in other files that introduce what a file names."""
    if not mention.owner:
        return []
    owners = meant(index, path, mention.owner)
    if mention.kind is Kind.PIPELINE:
        found = [each for owner in owners for each in index.pipeline_uses(str(owner))]
    else:
        found = index.named(mention.kind, mention.name)
    return [each for each in found if each.mention.role is Role.DEFINITION and each.path in owners]


def references(index: WorkspaceIndex, path: Path, mention: Mention) -> list[Found]:
    """Give all places of the workspace that name what a file names."""
    owners = meant(index, path, mention.owner) if mention.owner else [path]
    found: list[Found] = []
    for owner in owners:
        if mention.kind is not Kind.PIPELINE:
            own = index.named(mention.kind, mention.name)
            found += [each for each in own if each.path == owner and not each.mention.owner]
        found += uses_elsewhere(index, owner, mention.kind, mention.name)
    return found


def uses_elsewhere(index: WorkspaceIndex, path: Path, kind: Kind, name: str) -> list[Found]:
    """
    Give the places outside of a pipeline that name it, or what belongs to it.

    Components belong to no pipeline: they are found everywhere.
    """
    match kind:
        case Kind.COMPONENT:
            return [each for each in index.named(kind, name) if each.path != path]
        case Kind.PIPELINE:
            found = index.pipeline_uses(str(path))
            own = [each for each in found if each.path == path]
            return own + [each for each in found if _is_about(index, each, path)]
        case _:
            found = index.named(kind, name)
            return [each for each in found if _is_about(index, each, path)]


def meant(index: WorkspaceIndex, path: Path, reference: str) -> list[Path]:
    """Give the pipelines of the same project that a reference in a file means."""
    root = project_root(path.parent)
    return [
        each
        for each in index.pipelines(reference)
        if str(each) == reference or project_root(each.parent) == root
    ]


def parents(index: WorkspaceIndex, path: Path, reference: str) -> list[Path]:
    """Give the pipelines of the same project that the engine may take for a parent or a part."""
    root = project_root(path.parent)
    return [
        each.path
        for each in index.all_pipelines()
        if reference in each.parent_names and project_root(each.path.parent) == root
    ]


def _is_about(index: WorkspaceIndex, found: Found, path: Path) -> bool:
    owner = found.mention.owner
    return bool(owner) and path in meant(index, found.path, owner)
