"""The worked examples in the documentation of generation are what happens."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from flowmason_assist.assist.compile.compile import compile_plan
from flowmason_assist.assist.generate.generated import Proof
from flowmason_assist.assist.generate.prove import Prover
from flowmason_assist.assist.plan.notation import format_plan, parse
from flowmason_assist.engine.session import EngineSession
from tests.support.runners.ide import catalogue

PAGE = Path(__file__).parents[2] / "docs" / "generation.md"
EXAMPLE = re.compile(
    r"^### (?P<title>\d+\. [^\n]+)\n\n(?P<request>(?:> [^\n]*\n)+)\n```text\n(?P<plan>.+?)```\n\n"
    r"Stages: (?P<stages>[^\n]+)\.\n",
    re.MULTILINE | re.DOTALL,
)
EXAMPLES = list(EXAMPLE.finditer(PAGE.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def prove() -> Iterator[Prover]:
    with EngineSession() as session:
        yield Prover(catalogue(), session, None)


def test_there_are_ten() -> None:
    assert len(EXAMPLES) == 10


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_an_example_is_what_happens(example: re.Match[str], prove: Prover) -> None:
    request = "\n".join(line[2:] for line in example["request"].splitlines())
    plan, problems = parse(example["plan"])

    compiled = compile_plan(plan, catalogue(), request)

    assert problems == ()
    assert format_plan(plan) == example["plan"]
    stages = compiled.document["stages"]
    assert isinstance(stages, list)
    shown = (f"`{each['id']}`" for each in stages if isinstance(each, dict))
    assert ", ".join(shown) == example["stages"]
    assert prove(compiled.text) == Proof(0, 0, "passed")
