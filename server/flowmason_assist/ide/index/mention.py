"""What one file of a workspace says that other files may want to know."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from flowmason_assist.config.search import SUFFIX
from flowmason_assist.text.span import Span

_DEFAULT_VERSION = "1.0.0"  # Of the engine, for a pipeline without one.


class Kind(StrEnum):
    """What a name stands for."""

    PIPELINE = "pipeline"
    STAGE = "stage"
    INPUT = "input"
    COMPONENT = "component"
    PROMPT = "prompt"
    TEST = "test"


class Role(StrEnum):
    """Whether a place introduces a name or uses it."""

    DEFINITION = "definition"
    USE = "use"


@dataclass(frozen=True, slots=True)
class Mention:
    """
    A place that names something; spans and lines count from zero, in code points.

    `holder` is the stage or the test in which it stands. `owner` is the pipeline that the name
    belongs to, as this file calls it; empty where that is the file itself. The name of a prompt
    is a digest of its text: texts stay in their files.
    """

    kind: Kind
    name: str
    role: Role
    span: Span
    line: int
    column: int
    holder: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says; id, name and version are those of a pipeline, empty where it has none."""

    path: Path
    mentions: tuple[Mention, ...]
    pipeline_id: str = ""
    pipeline_name: str = ""
    version: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Give all that others may call the pipeline, the engine or people."""
        file = self.path.name
        by_id = {self.pipeline_id, f"{self.pipeline_id}@{self._version}"} - {f"@{self._version}"}
        given = {*by_id, *self.parent_names, file, file.removesuffix(SUFFIX), str(self.path)}
        return frozenset(given - {""})

    @property
    def parent_names(self) -> frozenset[str]:
        """Give what `extends` may call the pipeline: its name, alone or with its version."""
        name = self.pipeline_name
        return frozenset({name, f"{name}@{self._version}"}) if name else frozenset()

    @property
    def _version(self) -> str:
        return self.version or _DEFAULT_VERSION


@dataclass(frozen=True, slots=True)
class Found:
    """A mention, and the file that it stands in."""

    path: Path
    mention: Mention
