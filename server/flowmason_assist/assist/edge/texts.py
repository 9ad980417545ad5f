"""Small texts on small machines: which label, which branch, which sentences matter."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flowmason_assist.assist.edge.examples import Example, Learned
from flowmason_assist.assist.understand import small_tasks
from flowmason_assist.engine.json_value import Json
from flowmason_assist.errors import ModelError
from flowmason_assist.llm.api import Message, Reply, Request, Task

SURE = 0.6
"""Below this confidence nothing is chosen, unless the caller sets another bound."""
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_STEM = 5
_MOST_CERTAIN = 0.95
_LEAST_CERTAIN = 0.65
"""Below this our model is wrong about sentences more often than words are."""
_WORTH_OF_WORDS = 15
_WORTH_OF_SIGNS = 0.5
_SIGN = re.compile(
    r"\b(?:"
    r"after|alarm|although|anymore|because|before|but|cannot|closed|danger|deadline|decided|"
    r"down|due|error|except|failed|failure|fault|few|hurt|if|injured|instead|late|least|less|"
    r"lost|more|most|must|need|needs|never|no|nobody|not|nothing|only|please|problem|requires|"
    r"should|since|soon|stop|stopped|than|today|tomorrow|tonight|too|unless|until|urgent|want|"
    r"wants|warning|whether|will|without|wrong"
    r")\b",
    re.IGNORECASE,
)
"""What sentences with consequences say: duties, limits, causes, failures, and what comes next."""
_SHOWN = 3
"""Examples of each label that a model reads."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice; `name` is None when nobody is sure enough. Scores add up to 1."""

    name: str | None
    scores: Mapping[str, float]

    @property
    def confidence(self) -> float:
        """Give the score of the best."""
        return max(self.scores.values(), default=0.0)


def classify(
    text: str, labels: Sequence[str], sure: float = SURE, learned: Learned | None = None
) -> Task[Chosen]:
    """
    Choose one of the labels for a text.

    What was learned from examples speaks for it, else words that text and label share; a model
    does as far as it is certain, but ours has no say about examples. The same text, labels and
    examples always give the same answer.
    """
    names = list(dict.fromkeys(labels))
    if learned:
        scores = learned.scores(text)
    else:
        scores = _shares({name: 1 + _WORTH_OF_WORDS * _likeness(text, name) for name in names})
    asked = small_tasks.label(names, text)
    request = _request(text, names, asked, learned)
    try:
        reply = yield request
    except ModelError:
        return _chosen(scores, sure)
    named = [asked.values[each] for each in small_tasks.chosen(reply.text) if each in asked.values]
    said = named[0] if named else _label(reply.text)
    if said in scores:
        scores = _combined(scores, said, _certainty(reply))
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
    if kept and _certainty(reply) >= _LEAST_CERTAIN:
        return " ".join(dict.fromkeys(kept[:most_sentences]))
    said = "" if kept else reply.text.strip()
    return said or _telling(sentences, most_sentences)


def _request(
    text: str, names: Sequence[str], asked: small_tasks.Asked, learned: Learned | None
) -> Request:
    slots = " | ".join(f'"<{slot}>"' for slot in asked.values)
    known = "".join(f"Text: {each.text}\nLabel: {each.label}\n" for each in _shown(learned))
    question = f"Which label fits? {', '.join(names)}\n{known}Text: {text}\nLabel:"
    return Request(
        "label",
        (Message("user", question),),
        raw=None if learned else asked.prompt,
        grammar=None if learned else f'start: ({slots}) "<end>"',
        schema={
            "type": "object",
            "properties": {"label": {"enum": names}},
            "required": ["label"],
            "additionalProperties": False,
        },
        max_tokens=40,
    )


def _shown(learned: Learned | None) -> Iterator[Example]:
    """Give the first examples of each label, for a model to read."""
    shown: Counter[str] = Counter()
    for each in learned.examples if learned else ():
        shown[each.label] += 1
        if shown[each.label] <= _SHOWN:
            yield each


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


def _combined(scores: Mapping[str, float], said: str, certainty: float) -> dict[str, float]:
    """Give what both mean, as independent witnesses: who is undecided changes nothing."""
    believed = min(certainty, _MOST_CERTAIN)
    rest = (1 - believed) / max(1, len(scores) - 1)
    return _shares(
        {name: score * (believed if name == said else rest) for name, score in scores.items()}
    )


def _shares(scores: Mapping[str, float]) -> dict[str, float]:
    total = sum(scores.values())
    return {name: score / total for name, score in scores.items()}


def _likeness(text: str, label: str) -> float:
    """Give the share of the label's words that stand in the text, by their beginnings."""
    said = {word[:_STEM] for word in _words(text)}
    wanted = [word[:_STEM] for word in _words(label)]
    return sum(word in said for word in wanted) / len(wanted) if wanted else 0.0


def _telling(sentences: Sequence[str], most: int) -> str:
    """Give the sentences that say most, in their order: consequences, and words that come again."""
    counts = Counter(word for each in sentences for word in set(_words(each)) if len(word) > 3)  # noqa: PLR2004
    weights = [
        sum(counts[word] for word in set(_words(each))) / (4 + len(_words(each)))
        + _WORTH_OF_SIGNS * min(2, len(_SIGN.findall(each)))
        for each in sentences
    ]
    best = sorted(sorted(range(len(sentences)), key=lambda at: -weights[at])[:most])
    return " ".join(sentences[at] for at in best)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _certainty(reply: Reply) -> float:
    return math.exp(reply.logprob) if reply.logprob is not None else 1.0


def _label(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        return text.strip()
    return str(value.get("label")) if isinstance(value, dict) else ""
