"""What a prompt asks a model to do, and which settings suit that."""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """
    A kind of work for a model.

    `temperature` is the range in which it works well, `usual` the value to suggest, and
    `max_tokens` the room that its answers need.
    """

    name: str
    words: str
    role: str
    temperature: tuple[float, float]
    usual: float
    max_tokens: int

    def asked_by(self, text: str) -> bool:
        """Whether a prompt asks for this kind of work."""
        return re.search(rf"\b(?:{self.words})", text, re.IGNORECASE) is not None


# The first that fits counts: what must be exact goes before what may be free.
KINDS: Final = (
    Kind(
        "classification",
        r"classif|categori[sz]e|label (?:the|this|it|each)|one of the following|"
        r"which (?:category|label|class)|yes or no|true or false|(?:with|one) (?:word|label)\b",
        "You classify texts. You answer with the label alone.",
        (0.0, 0.3),
        0.0,
        32,
    ),
    Kind(
        "extraction",
        r"extract|pull out|find all|list (?:all|every|the)\b.*\b(?:in|from)\b|as json|in json|"
        r"json\b|named entit|key[- ]value",
        "You extract facts exactly as they stand in the text, and never guess.",
        (0.0, 0.3),
        0.0,
        1024,
    ),
    Kind(
        "code",
        r"(?:write|generate|fix) (?:a |an |the |some )?(?:\w+ )?(?:code|sql|query|function|regex|"
        r"script)|sql query|regular expression",
        "You write correct, plain code and nothing around it.",
        (0.0, 0.4),
        0.1,
        2048,
    ),
    Kind(
        "translation",
        r"translat",
        "You translate faithfully: meaning, tone and names stay what they are.",
        (0.0, 0.4),
        0.2,
        2048,
    ),
    Kind(
        "creative writing",
        r"brainstorm|creative|story|poem|slogan|tagline|ideas? for|catchy|imagin",
        "You write with fresh ideas and plain words.",
        (0.7, 1.1),
        0.9,
        1024,
    ),
    Kind(
        "summary",
        r"summar|sum (?:\w+ )?up|tl;?dr|key points|shorten|condense|recap|in brief",
        "You summarize. You keep to what the text says and add nothing.",
        (0.0, 0.5),
        0.3,
        512,
    ),
    Kind(
        "analysis",
        r"analy[sz]e|evaluate|assess|review|compare|explain|why\b|identify|sentiment|rate\b|score",
        "You analyze carefully and base every statement on what you are given.",
        (0.0, 0.6),
        0.3,
        1024,
    ),
    Kind(
        "writing",
        r"write|draft|compose|reply|respond|e-?mail|letter|article|post|report|rewrite|improve",
        "You write clear, friendly prose that is ready to be sent.",
        (0.3, 0.9),
        0.6,
        1024,
    ),
    Kind(
        "question answering",
        r"answer (?!with\b|in\b|as\b|only\b)|question|"
        r"(?:what|how|who|when|where|which)\b[^.!?\n]*\?",
        "You answer from what you are given, and say so when it does not hold the answer.",
        (0.0, 0.6),
        0.2,
        1024,
    ),
)


def kind_of(prompt: str) -> Kind | None:
    """Give the kind of work that a prompt asks for, None when no word tells."""
    return next((kind for kind in KINDS if kind.asked_by(prompt)), None)
