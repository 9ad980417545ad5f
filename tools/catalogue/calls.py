"""What a node really passes to its provider, measured by running it with one that records."""

import asyncio
from typing import Any

from flowmason_core.config.types import LLMHelper

Json = Any

SAMPLES: dict[str, Json] = {"str": "text", "int": 7, "float": 0.5, "bool": True, "any": "text"}

SETTINGS = ("temperature", "max_tokens")


class _Reply:
    """What a provider answers; every node finds the attributes that it asks for."""

    content = "{}"
    model = "recorder"
    total_tokens = 0


class _Recorder:
    """A provider that answers at once and remembers what it was asked."""

    name = "recorder"

    def __init__(self) -> None:
        self.calls: list[Json] = []

    async def call_async(self, **settings: Json) -> _Reply:
        """Remember the settings of a call."""
        self.calls.append(settings)
        return _Reply()


class _Nothing:
    """A stand-in for the other services that a node may ask for; every answer is itself."""

    name = "nothing"
    success = True
    results: tuple[()] = ()
    embeddings = ((0.0,),)

    async def embed_async(self, _text: str) -> "_Nothing":
        return self

    async def search(self, **_query: Json) -> "_Nothing":
        return self


class _Context:
    """As much of an execution context as a node touches."""

    def __init__(self, recorder: _Recorder) -> None:
        self.llm = LLMHelper(recorder)
        self.embedding = self.vectordb = _Nothing()


def model_call(cls: Json, inputs: dict[str, Json]) -> Json:
    """
    What a node passes to its provider, or None where it asks none.

    A setting is null where it follows the input of the same name.
    """
    required = {name: _sample(fact["type"]) for name, fact in inputs.items() if "required" in fact}
    usual = _call(cls, required)
    if usual is None:
        return None
    changed = {name: inputs[name]["minimum"] for name in SETTINGS if name in inputs}
    other = _call(cls, required | changed)
    return {name: usual[name] if usual[name] == other[name] else None for name in SETTINGS}


def _call(cls: Json, values: dict[str, Json]) -> Json:
    recorder = _Recorder()
    asyncio.run(cls().execute(cls.Input(**values), _Context(recorder)))
    return recorder.calls[0] if recorder.calls else None


def _sample(form: Json) -> Json:
    match form:
        case str(name):
            return SAMPLES[name]
        case {"list": item}:
            return [_sample(item), _sample(item)]
        case _:
            return {}
