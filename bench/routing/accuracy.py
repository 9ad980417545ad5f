"""How often the router is right about requests that it was not tuned to."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.routing.labelled import Half, Labelled, requests
from flowmason_assist.routing.complexity import difficulty
from flowmason_assist.routing.learn import THRESHOLD, Weights
from flowmason_assist.routing.sensitivity.judge import find

ROOT = Path(__file__).resolve().parents[2]
# Requests that other people wrote for other ends: nothing in them is secret on purpose, and
# nearly all of them are for a small model.
OTHERS = (ROOT / "training" / "requests", ROOT / "bench" / "nano" / "heldout")


@dataclass(frozen=True)
class Accuracy:
    """Counts of one half; an escalation is judged on what is not sensitive."""

    requests: int
    sensitive: int
    found: int
    harmless: int
    falsely_found: int
    escalations: int
    escalated: int
    escalated_rightly: int

    @property
    def recall(self) -> float:
        """The share of sensitive requests that are found."""
        return self.found / self.sensitive

    @property
    def false_share(self) -> float:
        """The share of harmless requests that are taken for sensitive."""
        return self.falsely_found / self.harmless

    @property
    def precision(self) -> float:
        """The share of escalated requests that need it."""
        return self.escalated_rightly / self.escalated

    @property
    def escalation_recall(self) -> float:
        """The share of requests that need a larger model and get one."""
        return self.escalated_rightly / self.escalations


def accuracy(half: Half) -> Accuracy:
    """Measure one half."""
    labelled = tuple(requests(half))
    harmless = [each for each in labelled if each.label != "sensitive"]
    escalated = [each for each in harmless if needs_more(each.task, each.text)]
    return Accuracy(
        requests=len(labelled),
        sensitive=len(labelled) - len(harmless),
        found=sum(each.label == "sensitive" and bool(find(each.text)) for each in labelled),
        harmless=len(harmless),
        falsely_found=sum(bool(find(each.text)) for each in harmless),
        escalations=sum(each.label == "escalate" for each in harmless),
        escalated=len(escalated),
        escalated_rightly=sum(each.label == "escalate" for each in escalated),
    )


def needs_more(task: str, text: str, weights: Weights | None = None) -> bool:
    """Tell whether a request is judged to need a larger model."""
    return (weights or Weights()).need(difficulty(task, text, 0).features) >= THRESHOLD


@dataclass(frozen=True)
class Others:
    """What is said about requests that others wrote."""

    requests: int
    found: int
    escalated: int


def others() -> Others:
    """Measure requests that were written for training and for judging the small model."""
    texts = [text for folder in OTHERS for text in others_of(folder)]
    return Others(
        len(texts),
        sum(bool(find(text)) for text in texts),
        sum(needs_more("generate", text) for text in texts),
    )


def others_of(folder: Path) -> list[str]:
    """Give the requests in a folder, in order."""
    return [text for path in sorted(folder.glob("*.txt")) for text in _texts(path)]


def _texts(path: Path) -> Iterable[str]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line[2:] for line in block.splitlines() if line.startswith("> ")]
        if lines:
            yield "\n".join(lines)


def sensitive_and_harmless() -> tuple[list[Labelled], list[Labelled]]:
    """Give all labelled requests, those that are sensitive and the others."""
    everything = [*requests("tuning"), *requests("heldout")]
    sensitive = [each for each in everything if each.label == "sensitive"]
    return sensitive, [each for each in everything if each.label != "sensitive"]
