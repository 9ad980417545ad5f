"""The card of the model: what it is, what it was made from, and how good it is."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from string import Template

from bench.nano.report import HELD_OUT, report
from training.example import authored
from training.network import Shape

TEMPLATE = Path(__file__).with_name("card.md")
PHRASES = Path(__file__).parent / "phrases"


@dataclass(frozen=True, slots=True)
class Making:
    """How a model was made."""

    shape: Shape
    parameters: int
    spent: int
    seconds: float
    machine: str


def write(model: Path, making: Making) -> None:
    """
    Write the card of a model beside it, measuring it on what was held out.

    What a program must know, checksum, size and context, stands in a JSON file of its own.
    """
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    size = model.stat().st_size
    facts = {"name": model.stem, "sha256": digest, "size": size, "context": making.shape.context}
    text = json.dumps(facts, indent=2) + "\n"
    model.with_suffix(".json").write_text(text, encoding="utf-8")
    written, held_out = list(authored()), list(authored(HELD_OUT))
    text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        megabytes=f"{size / 1e6:.1f}",
        sha256=digest,
        layers=making.shape.layers,
        width=making.shape.width,
        parameters=f"{making.parameters / 1e6:.1f}",
        context=making.shape.context,
        vocabulary=making.shape.vocabulary,
        spent=round(making.spent / 1e6),
        minutes=round(making.seconds / 60),
        machine=making.machine,
        authored=len(written),
        voices=len({example.source for example in written}),
        phrases=_count_phrases(),
        heldout=len(held_out),
        heldout_voices=len({example.source for example in held_out}),
        scores=report(model, HELD_OUT),
    )
    model.with_suffix(".md").write_text(text, encoding="utf-8")


def _count_phrases() -> int:
    lines = (line for path in PHRASES.glob("*.txt") for line in path.open(encoding="utf-8"))
    return sum(bool(line.strip()) and not line.startswith("#") for line in lines)
