"""What the models are asked: requests for plans, schemas of replies, and long prompts."""

import random
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from flowmason_assist.assist.understand.grammar import grammar
from flowmason_assist.assist.understand.outline.outline import outline
from flowmason_assist.assist.understand.planner import nano_prompt
from flowmason_assist.assist.understand.understood import understand
from flowmason_assist.llm.api import Message, Request
from training.example import authored

REQUESTS = Path(__file__).resolve().parents[2] / "training" / "requests"
MOST_TOKENS = 200

SCHEMAS: tuple[dict[str, Any], ...] = (
    {
        "type": "object",
        "properties": {
            "summary": {"type": "string", "maxLength": 200},
            "label": {"enum": ["billing", "technical", "other"]},
            "score": {"type": "integer", "minimum": 0, "maximum": 100},
            "tags": {"type": "array", "items": {"type": "string", "maxLength": 20}, "maxItems": 4},
        },
        "required": ["summary", "label", "score", "tags"],
        "additionalProperties": False,
    },
    {
        "type": "object",
        "properties": {
            "stages": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "items": {
                    "type": "object",
                    "properties": {
                        "id": {"type": "string", "pattern": "^[a-z]{1,8}$"},
                        "needs": {"type": "array", "items": {"enum": ["a", "b"]}, "maxItems": 2},
                        "limit": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
                    },
                    "required": ["id", "needs", "limit"],
                    "additionalProperties": False,
                },
            }
        },
        "required": ["stages"],
        "additionalProperties": False,
    },
    {"type": "array", "items": {"type": "boolean"}, "minItems": 2, "maxItems": 5},
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A request for a pipeline, as our own model is asked for its plan."""

    prompt: str
    grammar: str

    def request(self, task: str = "plan") -> Request:
        """Give it as a request to a model."""
        return Request(task, (), raw=self.prompt, grammar=self.grammar, max_tokens=MOST_TOKENS)


def planned(text: str) -> Planned:
    """Read a request as the product does."""
    understood = understand(text)
    return Planned(nano_prompt(understood, outline(understood)), grammar(understood.slots))


def requests(count: int) -> list[str]:
    """Give requests that people wrote, from all over the collection."""
    texts = [example.request for example in authored(REQUESTS)]
    return list(islice(texts, 0, None, max(1, len(texts) // count)))[:count]


def long_request(task: str, tail: str, words: int, seed: int) -> Request:
    """Give a prompt of so many words, the same for the same seed but for its last one."""
    chance = random.Random(seed)
    text = chance.choices(("red", "blue", "green", "list", "page", "text"), k=words)
    prompt = f"{' '.join(text)} {tail}"
    return Request(task, (Message("user", prompt),), raw=prompt, max_tokens=1)
