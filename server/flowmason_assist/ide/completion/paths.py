"""Paths that a template at a place can read, with the types of what they lead to."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.analysis.scope import State
from flowmason_assist.catalogue.types import Type
from flowmason_assist.ide.completion.site import Site

_HIDDEN = frozenset({State.ITSELF, State.SKIPPED, State.UNFINISHED, State.UNKNOWN})


@dataclass(frozen=True, slots=True)
class KnownPath:
    """A path with the type of its value; `owner` is the stage or the word "input"."""

    path: str
    type: Type
    owner: str
    is_main: bool  # What most readers of the stage want.

    @property
    def template(self) -> str:
        """Give the template that reads it."""
        return f"{{{{{self.path}}}}}"


def main_path(site: Site, stage_id: str) -> KnownPath | None:
    """Give what most readers of a stage want, None when that is not known."""
    stage = site.facts.flow.stages.get(stage_id)
    main = stage.component.main_output if stage and stage.component else None
    if main is None:
        return None
    kind = site.facts.types.of(stage_id).field(main.name) or main.type
    return KnownPath(f"upstream.{stage_id}.{main.name}", kind, stage_id, is_main=True)


def known_paths(site: Site) -> Iterator[KnownPath]:
    """Give the inputs and the outputs of the stages that this one waits for, the last first."""
    if site.stage_index is None or site.stage is None:
        return
    dependencies = dict.fromkeys(text.value for text in reversed(site.stage.stage.depends_on))
    for stage_id, seen in site.facts.see(site.stage_index, dependencies).items():
        if seen.state in _HIDDEN:
            continue
        component = site.facts.catalogue.get(seen.component or "")
        main = component.main_output if component else None
        for name, kind in seen.output.fields:
            is_main = main is not None and main.name == name
            yield KnownPath(f"upstream.{stage_id}.{name}", kind, stage_id, is_main)
    for name, field in site.facts.inputs.fields.items():
        yield KnownPath(f"input.{name}", field.type, "input", True)
