"""Small texts on small machines: which label, which branch, which sentences matter."""

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flowmason_assist.assist.understand import small_tasks
from flowmason_assist.engine.json_value import Json
from flowmason_assist.errors import ModelError
from flowmason_assist.llm.api import Message, Request, Task

SURE = 0.5
"""Below this confidence nothing is chosen, unless the caller sets another bound."""
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_STEM = 5
_WEIGHT_OF_MODEL = 0.6


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice; `name` is None when nobody is sure enough. Scores add up to 1."""

    name: str | None
    scores: Mapping[str, float]

    @property
    def confidence(self) -> float:
        """Give the score of the best."""
        return max(self.scores.values(), default=0.0)


def classify(text: str, labels: Sequence[str], sure: float = SURE) -> Task[Chosen]:
    """
    Choose one of the labels for a text.

    Words that text and label share speak for it; the model of this machine has the larger say
    where there is one. The same text and labels always give the same answer.
    """
    names = list(dict.fromkeys(labels))
    scores = _shares({name: 1 + 4 * _likeness(text, name) for name in names})
    asked = small_tasks.label(names, text)
    slots = " | ".join(f'"<{slot}>"' for slot in asked.values)
    request = Request(
        "label",
        (Message("user", f"Which label fits? {', '.join(names)}\nText: {text}\nLabel:"),),
        raw=asked.prompt,
        grammar=f'start: ({slots}) "<end>"',
        schema={
            "type": "object",
            "properties": {"label": {"enum": names}},
            "required": ["label"],
            "additionalProperties": False,
        },
        max_tokens=40,
    )
    try:
        reply = yield request
    except ModelError:
        return _chosen(scores, sure)
    named = [asked.values[each] for each in small_tasks.chosen(reply.text) if each in asked.values]
    said = named[0] if named else _label(reply.text)
    if said in scores:
        certainty = math.exp(reply.logprob) if reply.logprob is not None else 1.0
        scores = _blended(scores, said, certainty)
    return _chosen(scores, sure)


def summarize(text: str, most_sentences: int = 2) -> Task[str]:
    """Give the sentences of a text that say most; a model may choose others of them."""
    sentences = [each.strip() for each in _SENTENCE.findall(text) if each.strip()]
    if len(sentences) <= most_sentences:
        return " ".join(sentences)
    asked = small_tasks.short(text)
    slots = " | ".join(f'"<{slot}>"' for slot in asked.values)
    request = Request(
        "short",
        (Message("user", f"Summarize in at most {most_sentences} sentences:\n{text}"),),
        raw=asked.prompt,
        grammar=f'start: ({slots}) ({slots})? "<end>"',
        max_tokens=120,
    )
    try:
        reply = yield request
    except ModelError:
        return _telling(sentences, most_sentences)
    kept = [asked.values[each] for each in small_tasks.chosen(reply.text) if each in asked.values]
    if kept:
        return " ".join(dict.fromkeys(kept[:most_sentences]))
    return reply.text.strip() or _telling(sentences, most_sentences)


def text_of(payload: Json) -> str:
    """Give a payload as text: a string as it is, anything else as its fields in words."""
    if isinstance(payload, str):
        return payload
    if isinstance(payload, dict):
        return " ".join(f"{name}: {text_of(each)}." for name, each in payload.items())
    if isinstance(payload, list):
        return " ".join(map(text_of, payload))
    return json.dumps(payload)


def _chosen(scores: Mapping[str, float], sure: float) -> Chosen:
    best = max(scores, key=lambda name: scores[name], default=None)
    found = Chosen(best, {name: round(score, 4) for name, score in scores.items()})
    return found if best is not None and scores[best] >= sure else replace(found, name=None)


def _blended(scores: Mapping[str, float], said: str, certainty: float) -> dict[str, float]:
    rest = (1 - certainty) / max(1, len(scores) - 1)
    return {
        name: (1 - _WEIGHT_OF_MODEL) * score
        + _WEIGHT_OF_MODEL * (certainty if name == said else rest)
        for name, score in scores.items()
    }


def _shares(scores: Mapping[str, float]) -> dict[str, float]:
    total = sum(scores.values())
    return {name: score / total for name, score in scores.items()}


def _likeness(text: str, label: str) -> float:
    """Give the share of the label's words that stand in the text, by their beginnings."""
    said = {word[:_STEM] for word in _words(text)}
    wanted = [word[:_STEM] for word in _words(label)]
    return sum(word in said for word in wanted) / len(wanted) if wanted else 0.0


def _telling(sentences: Sequence[str], most: int) -> str:
    """Give the sentences whose words occur most, in their order; the first one counts double."""
    counts = Counter(word for each in sentences for word in set(_words(each)) if len(word) > 3)  # noqa: PLR2004
    weights = {
        at: sum(counts[word] for word in set(_words(each))) / (4 + len(_words(each)))
        for at, each in enumerate(sentences)
    }
    weights[0] = weights.get(0, 0.0) * 2
    best = sorted(sorted(weights, key=lambda at: -weights[at])[:most])
    return " ".join(sentences[at] for at in best)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _label(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        return text.strip()
    return str(value.get("label")) if isinstance(value, dict) else ""
