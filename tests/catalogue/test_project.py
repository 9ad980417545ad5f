"""Components of a project are read from their source, as the engine would see them."""

from pathlib import Path
from textwrap import dedent

import pytest

from flowmason_assist.catalogue.component import Component, Kind
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.catalogue.project import read_project_components

SHOUT = """
from typing import Dict, List, Literal, Optional
from flowmason_core.core import Field, NodeInput, NodeOutput, node

LIMIT = 80


@node(name="shout", category="text", description="Makes text loud")
class Shout:
    class Input(NodeInput):
        text: str
        level: Literal["loud", "louder"] = "loud"
        times: int = Field(default=1, ge=1, le=LIMIT, description="How often")
        tags: Optional[List[str]] = None
        extra: Dict[str, int] = Field(default_factory=dict)
        secret: str = Field(..., min_length=8, pattern="^[a-z]+$")

    class Output(NodeOutput):
        text: str = Field(description="The loud text")
        letters: int = 0

    class Config:
        timeout_seconds = 12

    async def execute(self, input, context):
        return self.Output(text=input.text.upper())
"""


def read(text: str) -> tuple[list[Component], list[str]]:
    """The components and the complaints of one file."""
    path = Path("components/file.py")
    components, problems = read_project_components([(path, dedent(text))])
    return components, [f"{problem.line}: {problem.message}" for problem in problems]


def test_component_is_read() -> None:
    [shout], problems = read(SHOUT)

    assert problems == []
    assert (shout.name, shout.kind, shout.category) == ("shout", Kind.NODE, "text")
    assert shout.description == "Makes text loud"
    assert shout.timeout_seconds == 12
    assert shout.source == f"{Path('components/file.py')}:9"
    assert [(each.name, str(each.type), each.required) for each in shout.inputs] == [
        ("text", "str", True),
        ("level", '"loud" or "louder"', False),
        ("times", "int", False),
        ("tags", "list of str or null", False),
        ("extra", "dict", False),
        ("secret", "str", True),
    ]
    assert [(each.name, str(each.type), each.description) for each in shout.outputs] == [
        ("text", "str", "The loud text"),
        ("letters", "int", ""),
    ]


def test_component_cannot_be_named_in_a_pipeline() -> None:
    """A run of FlowMason loads built-in and installed components, not those of a project."""
    [shout], _ = read(SHOUT)

    assert not shout.registered


def test_limits_and_defaults_are_read() -> None:
    [shout], _ = read(SHOUT)
    times, extra, secret = (shout.input(name) for name in ("times", "extra", "secret"))

    assert times
    assert (times.minimum, times.maximum, times.default) == (1, 80, 1)
    assert times.description == "How often"
    assert extra
    assert extra.default == {}
    assert secret
    assert (secret.min_length, secret.pattern) == (8, "^[a-z]+$")


@pytest.mark.parametrize(
    ("decorator", "kind", "timeout"),
    [
        ('node("x", "text", "Says x")', Kind.NODE, 60),
        ('operator("x", "text", "Says x")', Kind.OPERATOR, 30),
        ('control_flow("x", "Says x", "conditional")', Kind.CONTROL_FLOW, 30),
        ('connector("x", "text", "Says x")', Kind.CONNECTOR, 60),
        ('transformer("x", "text", "Says x")', Kind.TRANSFORMER, 30),
        ('decorators.operator(name="x", category="text", description="Says x")', Kind.OPERATOR, 30),
        ('op(name="x", category="text", description="Says x")', Kind.OPERATOR, 30),
    ],
)
def test_all_decorators_are_known(decorator: str, kind: Kind, timeout: float) -> None:
    [found], _ = read(f"""
        from flowmason_core.core import decorators
        from flowmason_core.core.decorators import operator as op

        @{decorator}
        class X:
            class Input(OperatorInput):
                pass
            class Output(OperatorOutput):
                pass
            async def execute(self, input, context):
                return self.Output()
    """)

    assert (found.name, found.kind, found.description) == ("x", kind, "Says x")
    assert found.timeout_seconds == timeout


def test_decorators_of_others_are_left_alone() -> None:
    components, problems = read("""
        from networkx import node
        import attrs

        @node("x")
        class X: ...

        @attrs.define
        class Y: ...
    """)

    assert (components, problems) == ([], [])


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        ("str", "str"),
        ("'int'", "int"),
        ("typing.Any", "any"),
        ("List[Dict[str, Any]]", "list of dict"),
        ("list", "list of any"),
        ("Union[str, int, None]", "str or int or null"),
        ("Optional[Literal['a']]", '"a" or null'),
        ("Annotated[float, Field(ge=0)]", "float"),
        ("Color", '"red" or "RED"'),
        ("tuple", "nothing"),
        ("Address", "nothing"),
        ("SomethingImported", "any or null"),
        ("Callable[[], str]", "any or null"),
    ],
)
def test_annotations(annotation: str, kind: str) -> None:
    """JSON fills no tuple and no nested model; what is unknown takes everything."""
    [found], _ = read(f"""
        class Color(str, Enum):
            RED = "red"

        class Address(BaseModel):
            street: str

        @node("x", "text", "Says x")
        class X:
            class Input(NodeInput):
                value: {annotation}
            class Output(NodeOutput):
                pass
            async def execute(self, input, context): ...
    """)

    assert str(found.inputs[0].type) == kind


def test_output_models_show_their_keys() -> None:
    [found], _ = read("""
        class Address(BaseModel):
            street: str
            parent: "Address"

        class Base(NodeOutput):
            label: str

        @node("x", "text", "Says x")
        class X:
            class Input(NodeInput): ...
            class Output(Base):
                address: Address
            async def execute(self, input, context):
                return self.Output(label="a", address=None, more=1)
    """)
    address = found.output("address")

    assert [each.name for each in found.outputs] == ["label", "address"]
    assert address
    assert str(address.type.field("street")) == "str"
    assert found.open_outputs


def test_what_the_engine_refuses_is_reported() -> None:
    components, problems = read("""
        @operator(NAME, "text", "Its name is not known here")
        class First: ...

        @operator("second", "text", "Has nothing")
        class Second: ...

        @operator("third", "text", "Is not async")
        class Third:
            class Input(OperatorInput):
                size: int | None = None
            class Output(OperatorOutput): ...
            def execute(self, input, context): ...

        @operator("third", "text", "Has a name that is taken")
        class Fourth(Third):
            class Input(OperatorInput): ...
            class Output(OperatorOutput): ...
            async def execute(self, input, context): ...
    """)

    assert [component.name for component in components] == ["second", "third"]
    assert problems == [
        "2: a component needs a name, written as plain text",
        '6: component "second" has no Input class',
        '6: component "second" has no Output class',
        '6: component "second" has no execute method',
        '13: the execute method of component "third" must be async',
        '11: input "size" of "third" takes no value: write Optional, not "|"',
        f'16: component "third" is already defined at {Path("components/file.py")}:9',
    ]


@pytest.mark.parametrize(
    "text", ["def (", "x = '", "\0", "(" * 5000, "é = ", "@node(\nclass X: ..."]
)
def test_broken_python_is_a_problem_not_an_error(text: str) -> None:
    components, [problem] = read(text)

    assert components == []
    assert "Python cannot read this file" in problem


def test_nothing_is_executed(tmp_path: Path) -> None:
    mark = tmp_path / "mark"

    read(f"open({str(mark)!r}, 'w').close()\n{SHOUT}")

    assert not mark.exists()


def test_reading_agrees_with_the_engine(catalogue: Catalogue) -> None:
    """The engine's own components, read from source, are what introspection finds."""
    import flowmason_lab

    folder = Path(flowmason_lab.__file__).parent
    files = [(path, path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))]

    components, problems = read_project_components(files)

    assert problems == []
    assert {each.name for each in components} == {each.name for each in catalogue}
    for found in components:
        known = catalogue.get(found.name)
        assert known
        assert (found.kind, found.category) == (known.kind, known.category)
        assert found.timeout_seconds == known.timeout_seconds
        assert [each.name for each in found.outputs] == [each.name for each in known.outputs]
        for one, other in zip(found.inputs, known.inputs, strict=True):
            assert (one.name, one.required) == (other.name, other.required)
            assert str(one.type) == str(other.type)
            assert (one.minimum, one.maximum) == (other.minimum, other.maximum)
            assert (one.min_length, one.pattern) == (other.min_length, other.pattern)
            assert one.default in (other.default, ("_left", "_right"))
