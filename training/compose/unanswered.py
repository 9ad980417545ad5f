"""Requests that must not be answered straight, or not wholly."""

import random
import re
from functools import cache
from pathlib import Path

from flowmason_assist.assist.plan.notation import format_plan, parse
from training.compose.lexicon import Lexicon, domains, words
from training.example import Example

_PATH = Path(__file__).parents[1] / "lexicon" / "unanswered.txt"
_SPAN = re.compile(r"\[(.*?)\]")
_MAILS = ("ops@acme.io", "maria@clinic.example", "team@ngo.example", "boss@corp.example")


def unanswered(chance: random.Random) -> Example:
    """A request that is answered by a question or a refusal."""
    kinds = tuple(kind for kind in _sections() if kind != "unmet")
    kind = chance.choice(kinds)
    request = _filled(chance.choice(_sections()[kind]), chance)
    plan, _ = parse(kind)
    return Example(request, plan, "unanswered")


def with_unmet(example: Example, chance: random.Random) -> Example | None:
    """The example, and something besides that FlowMason cannot do."""
    frame = _filled(chance.choice(_sections()["unmet"]), chance)
    told = example.request.rstrip(".")
    if not frame.startswith("{request}"):
        told = told[0].lower() + told[1:]
    spans = _SPAN.findall(frame)
    request = _SPAN.sub(r"\1", frame).replace("{request}", told)
    written = format_plan(example.plan) + "".join(f'unmet "{span.rstrip(".")}"\n' for span in spans)
    plan, problems = parse(written)
    return None if problems else Example(request, plan, "unmet")


def _filled(frame: str, chance: random.Random) -> str:
    domain = chance.choice(domains())
    lexicon = Lexicon(chance, domain)
    noun = chance.choice(domain.texts)
    drawn = {
        "it": chance.choice((f"the {noun}", f"our {noun}", f"this {noun}")),
        "text": noun,
        "lists": chance.choice(domain.lists),
        "topic": chance.choice(domain.topics),
        "lang": chance.choice(words()["languages"]),
        "url": lexicon.url(),
        "path": lexicon.path(),
        "hour": str(chance.randrange(2, 12)),
        "mail": chance.choice(_MAILS),
    }
    return re.sub(r"\{(\w+)\}", lambda match: drawn.get(match[1], match[0]), frame)


@cache
def _sections() -> dict[str, tuple[str, ...]]:
    text = _PATH.read_text(encoding="utf-8")
    sections = (section.split("\n", 1) for section in text.split("# ")[1:])
    return {name: tuple(listed.strip().splitlines()) for name, listed in sections}
