"""
Measures what `scaffold` makes: `python -m bench.scaffold`, into docs/scaffolding.md.

`--misses` prints what does not work instead.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from bench.accuracy.generator import sound
from bench.accuracy.shipped import examples
from bench.debug.report import Scores, table, write
from flowmason_assist.analysis.facts import analyze
from flowmason_assist.analysis.readers import READERS
from flowmason_assist.assist.scaffold.components import Kind, component_source
from flowmason_assist.assist.scaffold.mocks import read_mocks
from flowmason_assist.assist.scaffold.proof import prove_component
from flowmason_assist.assist.scaffold.tests import hold
from flowmason_assist.assist.scaffold.trial import Made, Trial
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.errors import InputError
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scaffolding.md"
PIPELINES = 100
FIRST = 3_000
"""A seed that nothing else counts from."""

NAMES = ("shout", "read_mail", "x2", "list", "route_by_mood")


@dataclass(frozen=True, slots=True)
class Varied:
    """A pipeline that runs, and where it is from."""

    source: str
    text: str


def main() -> None:
    """Measure, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m bench.scaffold", description=__doc__)
    parser.add_argument("--count", type=int, default=PIPELINES, help="how many pipelines")
    parser.add_argument("--misses", action="store_true", help="print what does not work")
    arguments = parser.parse_args()
    rows: dict[str, Scores] = {"all": Scores()}
    with EngineSession() as session:
        for each in islice(_varied(session), arguments.count):
            scores = rows.setdefault(each.source, Scores())
            for what, fault in _tried(each, session):
                for counted in (scores, rows["all"]):
                    counted.add(**{what: fault is None})
                if fault is not None and arguments.misses:
                    print(f"{each.source}: {what}: {fault}")
    components = Scores()
    for kind in Kind:
        for name in NAMES:
            source = component_source(kind, name, f"Does {name}")
            components.add(**{kind: prove_component(kind, name, source, None) is None})
    text = "\n\n".join((table(Made, rows), table(Kind, {"load and run": components})))
    print(text)
    if not arguments.misses:
        write(PAGE, text)


def _varied(session: EngineSession) -> Iterator[Varied]:
    """Give the shipped examples that run, then generated pipelines that run, without end."""
    options = DryRunOptions()
    for example in examples():
        if session.run(example.text, example.inputs, options).runs:
            yield Varied("shipped with FlowMason", example.text)
    seed = FIRST
    while True:
        made = sound(seed)
        seed += 1
        if session.run(made.text, made.inputs, options).runs:
            yield Varied("generated", made.text)


def _tried(varied: Varied, session: EngineSession) -> Iterator[tuple[str, str | None]]:
    """Give, for each thing made, why it does not work; None where it does."""
    catalogue = load_catalogue(folder("schemas"))
    facts = analyze(parse_document(varied.text), catalogue, READERS["cli"])
    trial = Trial(facts, session, DryRunOptions())
    contents: dict[Made, Any] = {}
    for what in Made:
        try:
            contents[what] = json.loads(json.dumps(trial.make(what, "main.pipeline.json")))
        except InputError as error:
            yield what, str(error)
    for what, content in contents.items():
        given = contents.get(Made.INPUT)
        options = DryRunOptions()
        if what is Made.TEST:
            given = content["tests"][0]["input"]
        elif what is Made.MOCK:
            replies, responses = read_mocks(content)
            options = replace(options, replies=replies, responses=responses)
        run = session.run(varied.text, given, options)
        holds = what is not Made.TEST or hold(content, run.output)
        yield what, None if run.runs and holds else run.error_message or "it does not hold"


if __name__ == "__main__":
    main()
