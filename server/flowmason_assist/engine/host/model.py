"""A language model that needs no network: it answers at once, and always the same."""

import json
import re
from collections.abc import Mapping
from typing import Any

from flowmason_core.providers.base import ProviderBase, ProviderResponse

from flowmason_assist.engine.host.fitting import completed, fitting
from flowmason_assist.engine.host.trace import Caller, caller
from flowmason_assist.engine.json_value import Json

NAME = "dry-run"
PROVIDERS = ("anthropic", "openai")
DIMENSIONS = re.compile(r"(\d+)-dimensional")
MAX_DIMENSIONS = 4096
WORDS_PER_TOKEN = 0.75
ASKS_FOR_JSON = re.compile(r"\bJSON\b")
# The output field that holds the reply as it came.
TEXT_FIELDS = {
    "chat": "response",
    "generator": "content",
    "rewriter": "rewritten",
    "summarizer": "summary",
    "translator": "translated",
}
# One reply for each node that reads its reply as JSON, with every field that it looks for.
STRUCTURED: Mapping[str, dict[str, Json]] = {
    "critic": {
        "overall_rating": "good",
        "score": 0.8,
        "feedback": "The text is clear; an example would help.",
        "strengths": ["clear structure"],
        "improvements": ["add an example"],
        "criterion_scores": {},
        "passes_threshold": True,
    },
    "selector": {
        "selected_index": 0,
        "explanation": "The first candidate fits best.",
        "rankings": [{"index": 0, "score": 0.8, "strengths": ["fits"], "weaknesses": []}],
        "confidence": 0.8,
    },
    "improver": {
        "improved_content": "An improved text.",
        "changes_made": ["clearer wording"],
        "preserved_aspects": ["the message"],
        "improvement_summary": "Clearer wording.",
    },
    "combiner": {
        "synthesized": "A text made from all sources.",
        "key_themes": ["first theme", "second theme"],
        "strategy_applied": "integrate",
    },
    "analyzer": {
        "sentiment": "positive",
        "intent": "question",
        "confidence": 0.8,
        "explanation": "The wording is friendly.",
        "entities": [{"type": "person", "value": "Ada", "context": "Ada asks"}],
        "topics": ["first topic", "second topic"],
        "primaryTopic": "first topic",
        "summary": "A short text.",
        "category": "general",
        "score": 0.8,
    },
}


class StubModel:
    """A provider as the engine's nodes see one."""

    name = NAME
    default_model = NAME
    available_models = (NAME,)
    capabilities = ()

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.model = NAME
        self._mode = options["provider"]
        self._replies = [
            (reply["stage"], re.compile(reply["pattern"] or "", re.DOTALL), reply["text"])
            for reply in options["replies"]
        ]

    @classmethod
    def providers(cls, options: Mapping[str, Any]) -> tuple[dict[str, Any] | None, str | None]:
        """Providers for an executor, under the names that the engine's own ones have."""
        if options["provider"] == "none":
            return None, None
        return dict.fromkeys(PROVIDERS, cls(options)), PROVIDERS[0]

    def call(
        self, prompt: str, system: str | None = None, model: str | None = None, **_settings: object
    ) -> ProviderResponse:
        """Reply to a prompt."""
        if self._mode == "raises":
            raise RuntimeError("Error code: 429 - rate limit exceeded (dry run)")
        failed = self._mode == "empty"
        content = "" if failed else self._reply(prompt)
        return ProviderResponse(
            content=content,
            model=model or NAME,
            usage={
                "input_tokens": _tokens(f"{system} {prompt}"),
                "output_tokens": _tokens(content),
            },
            metadata={"stop_reason": "stop"},
            success=not failed,
            error="the dry run's model fails, as asked for" if failed else None,
        )

    async def call_async(
        self, prompt: str, system: str | None = None, model: str | None = None, **_settings: object
    ) -> ProviderResponse:
        """Reply to a prompt, without a thread."""
        return self.call(prompt, system, model)

    def parse_json(self, text: str) -> object:
        """JSON in a reply, as all of the engine's providers find it."""
        parsed: object = ProviderBase.parse_json(self, text)
        return parsed

    def _reply(self, prompt: str) -> str:
        stage = caller()
        for wanted_stage, pattern, text in self._replies:
            if wanted_stage in (None, stage.stage) and pattern.search(prompt):
                return str(text)
        if stage.component == "embedder":
            return json.dumps(_vector(prompt))
        structured = STRUCTURED.get(stage.component)
        return (
            _text(stage, prompt) if structured is None else json.dumps(_filled(stage, structured))
        )


def _filled(stage: Caller, reply: dict[str, Json]) -> Json:
    """Reply with all that the pipeline reads in its parts."""
    if stage.component == "analyzer":
        return fitting(reply, stage.wanted.get("analysis", {}))
    return {name: completed(value, stage.wanted.get(name)) for name, value in reply.items()}


def _text(stage: Caller, prompt: str) -> str:
    """Reply in prose or, where the prompt or the reader of the reply wants it, in JSON."""
    reply: Json = f'A made-up reply for "{stage.stage}".'
    wanted = stage.wanted.get(TEXT_FIELDS.get(stage.component, ""), {})
    if wanted.get("type", "string") != "string" or "enum" in wanted:
        reply = fitting(None, wanted)
    elif ASKS_FOR_JSON.search(prompt):
        reply = {"reply": reply}
    return reply if isinstance(reply, str) else json.dumps(reply)


def _vector(prompt: str) -> list[float]:
    found = DIMENSIONS.search(prompt)
    length = min(int(found.group(1)), MAX_DIMENSIONS) if found else 1
    seed = sum(prompt.encode("utf-8", "replace"))
    return [((seed + 37 * position) % 200 - 100) / 100 for position in range(length)]


def _tokens(*texts: str | None) -> int:
    return int(sum(len(text.split()) for text in texts if text) / WORDS_PER_TOKEN)
