"""A component of one's own: a class that the engine's decorators accept, and a pipeline for it."""

import re
from enum import StrEnum
from string import Template
from typing import Any

from flowmason_assist.errors import InputError

_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Kind(StrEnum):
    """The kinds of components that can be made."""

    NODE = "node"
    OPERATOR = "operator"
    CONTROL_FLOW = "control_flow"


def is_component_name(name: str) -> bool:
    """Tell whether a component can have this name, and its file the same."""
    return _NAME.fullmatch(name) is not None


def component_source(kind: Kind, name: str, description: str) -> str:
    """
    Give a Python file with one component; raises `InputError` for a name that cannot be one.

    The decorators want a name, a description, and the inner classes `Input` and `Output`; nodes
    and operators a category as well, control flow its type.
    """
    if not is_component_name(name):
        raise InputError(
            f'"{name}" cannot name a component: use small letters, digits and underscores'
        )
    return Template(_SOURCES[kind]).substitute(
        name=name,
        title="".join(part.capitalize() for part in name.split("_")),
        description=description.replace('"', "'") or f"Does what {name} is for",
    )


def trial_pipeline(kind: Kind, name: str) -> dict[str, Any]:
    """Give a pipeline that uses the component, to see whether the engine accepts it."""
    stage: dict[str, Any] = {"id": "tried", "component_type": name, "config": {"text": "hello"}}
    stages = [stage]
    if kind is Kind.CONTROL_FLOW:
        stage["config"] = {"value": "hello", "stages": ["then"]}
        stages.append(
            {
                "id": "then",
                "component_type": "logger",
                "depends_on": ["tried"],
                "config": {"message": "reached"},
            }
        )
    return {"name": f"try {name}", "stages": stages, "output_stage_id": "tried"}


_NODE = '''"""A node for FlowMason: it asks a language model."""

from flowmason_core.core.decorators import node
from flowmason_core.core.types import Field, NodeInput, NodeOutput


@node(name="$name", category="custom", description="$description")
class $title:
    """$description."""

    class Input(NodeInput):
        """What a stage passes in its config."""

        text: str = Field(description="What to work on")

    class Output(NodeOutput):
        """What later stages read, as {{upstream.<stage>.result}}."""

        result: str = Field(description="What the model answered")

    class Config:
        """How the engine runs it."""

        timeout_seconds: int = 60

    async def execute(self, input: Input, context) -> Output:
        """Ask the provider of the run; without one the text comes back as it is."""
        llm = getattr(context, "llm", None)
        if llm is None:
            return self.Output(result=input.text)
        answer = await llm.generate_async(prompt=input.text, temperature=0.3, max_tokens=1024)
        return self.Output(result=answer.content)
'''
_OPERATOR = '''"""An operator for FlowMason: the same input always gives the same output."""

from flowmason_core.core.decorators import operator
from flowmason_core.core.types import Field, OperatorInput, OperatorOutput


@operator(name="$name", category="custom", description="$description")
class $title:
    """$description."""

    class Input(OperatorInput):
        """What a stage passes in its config."""

        text: str = Field(description="What to work on")

    class Output(OperatorOutput):
        """What later stages read, as {{upstream.<stage>.result}}."""

        result: str = Field(description="What came of it")

    class Config:
        """How the engine runs it."""

        timeout_seconds: int = 30

    async def execute(self, input: Input, context) -> Output:
        """Do the work."""
        return self.Output(result=input.text.strip())
'''
_CONTROL_FLOW = '''"""Control flow for FlowMason: it decides which stages run."""

from typing import Any, List

from flowmason_core.core.decorators import control_flow
from flowmason_core.core.types import (
    ControlFlowDirective,
    ControlFlowInput,
    ControlFlowOutput,
    ControlFlowType,
    Field,
)


@control_flow(name="$name", description="$description", control_flow_type="conditional")
class $title:
    """$description."""

    class Input(ControlFlowInput):
        """What a stage passes in its config; the stages named must depend on it."""

        value: Any = Field(description="What decides")
        stages: List[str] = Field(default_factory=list, description="Stages to run if it is true")

    class Output(ControlFlowOutput):
        """What later stages read, and what the engine is told to do."""

        decision: bool = Field(description="Whether the stages run")
        directive: ControlFlowDirective = Field(description="What the engine is told")

    class Config:
        """How the engine runs it."""

        timeout_seconds: int = 5

    async def execute(self, input: Input, context) -> Output:
        """Let the stages run if the value is true."""
        decision = bool(input.value)
        directive = ControlFlowDirective(
            directive_type=ControlFlowType.CONDITIONAL,
            branch_taken="true" if decision else "false",
            execute_stages=input.stages if decision else [],
            skip_stages=[] if decision else input.stages,
            continue_execution=True,
        )
        return self.Output(decision=decision, directive=directive)
'''
_SOURCES = {Kind.NODE: _NODE, Kind.OPERATOR: _OPERATOR, Kind.CONTROL_FLOW: _CONTROL_FLOW}
