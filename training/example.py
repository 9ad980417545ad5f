"""Requests with the plan that each deserves."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.assist.plan.notation import parse
from flowmason_assist.assist.plan.plan import Plan
from training.authored import read_authored

REQUESTS = Path(__file__).parent / "requests"


@dataclass(frozen=True, slots=True)
class Example:
    """A request, its plan, and where it comes from: the name of a voice, or of what composed it."""

    request: str
    plan: Plan
    source: str


def authored(folder: Path = REQUESTS) -> Iterator[Example]:
    """Give the requests of a folder, file by file in order, whose plans can be read."""
    for path in sorted(folder.glob("*.txt")):
        for each in read_authored(path):
            plan, problems = parse(each.plan)
            if each.request and not problems:
                yield Example(each.request, plan, each.voice)
