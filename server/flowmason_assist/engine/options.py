"""What a dry run may do, and what the made-up world around it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from flowmason_assist.engine.json_value import Json

Reader = Literal["cli", "core"]
ProviderMode = Literal["stub", "none", "empty", "raises"]
MissingEnvironment = Literal["placeholder", "fail"]

DEFAULT_TIMEOUT = 30.0
DEFAULT_MEMORY = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ScriptedReply:
    """
    What the stub model answers to the calls that match.

    `stage` names the calling stage, `pattern` is a regular expression searched in the prompt;
    what is absent matches every call.
    """

    text: str
    stage: str | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class CannedResponse:
    """
    What the stub web answers to the requests that match.

    `pattern` is a regular expression searched in `METHOD URL`.
    A body that is text is sent as it is, anything else as JSON.
    With `failure`, there is no response at all.
    """

    pattern: str
    status: int = 200
    body: Json = None
    headers: Mapping[str, str] = field(default_factory=dict)
    failure: Literal["connect", "timeout"] | None = None


@dataclass(frozen=True, slots=True)
class DryRunOptions:
    """
    How to run a pipeline without touching anything.

    `interpreter` is a Python that has `flowmason`; our own when absent.
    `timeout` counts seconds of the wall clock, `memory` bytes beyond what the idle engine needs.
    With `trust`, the files in `components` are loaded and may write files; nothing else loads them.
    `provider` is "stub" (plausible replies), "none" (the engine's own placeholders), "empty"
    (what its providers do on failure: empty text) or "raises".
    `connectors` holds, per connector, what is found there; see `host/drivers.py`.
    `environment` is all that `{{env.X}}` sees, plus made-up values unless these are to fail.
    """

    reader: Reader = "cli"
    interpreter: str | None = None
    timeout: float = DEFAULT_TIMEOUT
    memory: int = DEFAULT_MEMORY
    trust: bool = False
    components: tuple[str, ...] = ()
    provider: ProviderMode = "stub"
    replies: tuple[ScriptedReply, ...] = ()
    responses: tuple[CannedResponse, ...] = ()
    connectors: Mapping[str, Json] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    missing_environment: MissingEnvironment = "placeholder"
