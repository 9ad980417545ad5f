"""The job of explaining: facts from templates, and a model for better words, if they are true."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.explain.account import Account
from flowmason_assist.assist.explain.check import problems
from flowmason_assist.assist.explain.describe import account
from flowmason_assist.assist.explain.prose import stage_prose, summary
from flowmason_assist.assist.explain.told import Told
from flowmason_assist.assist.explain.words import shortened
from flowmason_assist.assist.prompt import request
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.errors import ModelError
from flowmason_assist.llm.api import Task

_LONGEST_FACTS = 12_000


@dataclass(frozen=True, slots=True)
class Explained:
    """
    An account with a summary.

    `told` is None where the words are ours; else the name of the model whose words they are.
    `dropped` says why words of a model were not taken.
    """

    account: Account
    summary: str
    told_by: str | None = None
    dropped: tuple[str, ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict)


def explain(facts: Facts) -> Task[Explained]:
    """Explain a pipeline; without a model, and when its words are not true, in our own words."""
    found = plain(facts)
    if not found.account.stages:
        return found
    try:
        reply = yield request("explain", {"facts": _facts(found.account)})
    except ModelError:
        return found
    try:
        told = Told.model_validate_json(_json(reply.text))
    except ValueError:
        return replace(found, dropped=("the reply is not in the agreed form",))
    return _taken(found, told, reply.model, facts.catalogue)


def plain(facts: Facts) -> Explained:
    """Explain a pipeline in the words of templates."""
    known = account(facts)
    return Explained(known, summary(known))


def _taken(found: Explained, told: Told, model: str, catalogue: Catalogue) -> Explained:
    """Take what is true of the words of a model."""
    against = problems(told.summary, found.account, catalogue)
    stages = {stage.id: stage for stage in found.account.stages}
    sentences: dict[str, str] = {}
    dropped = list(against)
    for each in told.stages:
        wrong = problems(each.does, found.account, catalogue)
        if each.id in stages and not wrong:
            sentences[each.id] = " ".join(each.does.split())
        dropped += wrong
    if against:
        return replace(found, dropped=tuple(dropped), sentences=sentences)
    words = " ".join(told.summary.split())
    return replace(found, summary=words, told_by=model, dropped=tuple(dropped), sentences=sentences)


def _facts(known: Account) -> str:
    """Give what the model may say, as text; the words of the file stand in it as data."""
    lines = [summary(known), *(stage_prose(known, stage) for stage in known.stages)]
    lines += [f"Pattern: {each.name}: {each.words}." for each in known.patterns]
    return shortened_lines(lines)


def shortened_lines(lines: list[str]) -> str:
    """Give lines up to what a model should read."""
    kept: list[str] = []
    left = _LONGEST_FACTS
    for line in lines:
        left -= len(line)
        if left < 0:
            break
        kept.append(shortened(line, _LONGEST_FACTS))
    return "\n".join(kept)


def _json(text: str) -> str:
    """Give the JSON object in a reply; some models put words around it."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else json.dumps(None)
