"""
The readers of a pipeline file, as data: what each one requires, reads, and drops.

Measured with flowmason 1.0.24: `core` is PipelineConfig, `cli` is PipelineFile as `flowmason
run` uses it, `api` is FlowMason.load_pipeline, `studio` is the Studio backend's stage model.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Name = Literal["core", "cli", "api", "studio"]


@dataclass(frozen=True, slots=True)
class Reader:
    """
    How one part of FlowMason reads a stage.

    Of `component_keys` the first that holds a name counts. `parameter_keys` are read in
    order, later ones over earlier ones.
    """

    name: Name
    title: str
    required: tuple[str, ...]
    component_keys: tuple[str, ...]
    parameter_keys: tuple[str, ...]
    honors_timeouts: bool


READERS: Mapping[Name, Reader] = MappingProxyType(
    {
        "cli": Reader(
            name="cli",
            title="`flowmason run`",
            required=("name",),
            component_keys=("component_type", "component"),
            parameter_keys=("config",),
            honors_timeouts=False,
        ),
        "core": Reader(
            name="core",
            title="the core library",
            required=("id", "name"),
            component_keys=("type", "component_type"),
            parameter_keys=("input_mapping", "config"),
            honors_timeouts=True,
        ),
        "api": Reader(
            name="api",
            title="the Python API",
            required=(),
            component_keys=("component_type", "component"),
            parameter_keys=("config",),
            honors_timeouts=False,
        ),
        "studio": Reader(
            name="studio",
            title="Studio",
            required=("name",),
            component_keys=("component_type",),
            parameter_keys=("config",),
            honors_timeouts=False,
        ),
    }
)
