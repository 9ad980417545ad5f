"""
Adapters with the names and methods of FlowMason Edge's, to use in the place of its own.

The interface is that of `flowmason_edge.adapters`, which is not on the package index. What
differs: a model file runs in a process of its own, nothing is downloaded, and what goes wrong
is raised as a `ModelError`.
"""

import asyncio
import re
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from flowmason_assist.errors import ModelError
from flowmason_assist.llm.api import Chunk, Message, Model, Request
from flowmason_assist.llm.embedded.probe import probe
from flowmason_assist.llm.embedded.worker import WorkerSettings
from flowmason_assist.llm.models.choose import memory_for, memory_limit, missing_libraries
from flowmason_assist.llm.providers.embedded import Embedded
from flowmason_assist.llm.providers.openai_compatible import OpenAICompatible
from flowmason_assist.llm.remote.endpoint import Endpoint
from flowmason_assist.process.priority import spare_cores


@dataclass
class GenerationConfig:
    """How to sample; `top_k` and `stream` are there for those who set them, and mean nothing."""

    max_tokens: int = 1024
    temperature: float = 0.7
    top_p: float = 0.9
    top_k: int = 40
    stop_sequences: list[str] = field(default_factory=list)
    stream: bool = False


@dataclass
class GenerationResult:
    """A whole answer; `finish_reason` is "stop" or "length"."""

    text: str
    tokens_generated: int = 0
    tokens_prompt: int = 0
    model: str = ""
    finish_reason: str = "stop"
    latency_ms: int = 0


@dataclass
class ModelInfo:
    """A model that an adapter knows."""

    name: str
    size_bytes: int = 0
    quantization: str | None = None
    context_length: int = 4096
    parameters: str = ""
    family: str = ""
    loaded: bool = False


class LocalLLMAdapter(ABC):
    """What both adapters can do; the model is `model`, a name or a path."""

    def __init__(self, model: str, base_url: str | None = None, timeout: int = 120) -> None:
        self.model = model
        self.base_url = base_url
        self.timeout = timeout

    @property
    def name(self) -> str:
        """The adapter's name."""
        return type(self).__name__

    @property
    @abstractmethod
    def port(self) -> Model:
        """The model behind the adapter, as our own jobs ask it."""

    @abstractmethod
    async def check_availability(self) -> bool:
        """Whether the model can be asked; never raises."""

    @abstractmethod
    async def list_models(self) -> list[ModelInfo]:
        """Give the models that are there; none where nobody answers."""

    @abstractmethod
    async def load_model(self, model: str | None = None) -> bool:
        """Make a model ready, `model` from now on if it is given; never downloads, never raises."""

    async def unload_model(self, model: str | None = None) -> bool:
        """Give back what the model holds."""
        del model
        await self.close()
        return True

    async def generate(
        self,
        prompt: str,
        config: GenerationConfig | None = None,
        system_prompt: str | None = None,
    ) -> GenerationResult:
        """Answer a prompt; raises `ModelError`."""
        return await self._answer(_messages(prompt, system_prompt), config)

    async def generate_stream(
        self,
        prompt: str,
        config: GenerationConfig | None = None,
        system_prompt: str | None = None,
    ) -> AsyncGenerator[str, None]:
        """Answer a prompt piece by piece; leaving the loop ends the work."""
        async with aclosing(self._stream(_messages(prompt, system_prompt), config)) as chunks:
            async for chunk in chunks:
                if chunk.text:
                    yield chunk.text

    async def chat(
        self, messages: Sequence[Mapping[str, str]], config: GenerationConfig | None = None
    ) -> GenerationResult:
        """Answer a conversation of {"role", "content"}; raises `ModelError`."""
        turns = [
            Message(cast("Any", turn.get("role", "user")), turn.get("content", ""))
            for turn in messages
        ]
        return await self._answer(turns, config)

    async def embed(self, text: str) -> list[float]:
        """Give the vector of a text, where the adapter can."""
        raise NotImplementedError(f"{self.name} does not make vectors")

    def get_model_info(self) -> ModelInfo | None:
        """Give what is known about the model."""
        return ModelInfo(self.model)

    async def health_check(self) -> dict[str, Any]:
        """Say whether the model can be asked."""
        return {
            "adapter": self.name,
            "model": self.model,
            "available": await self.check_availability(),
            "base_url": self.base_url,
        }

    async def close(self) -> None:
        """Give back what the adapter holds; it may be used again."""
        await self.port.close()

    async def _answer(
        self, messages: Sequence[Message], config: GenerationConfig | None
    ) -> GenerationResult:
        started = time.perf_counter()
        texts: list[str] = []
        last = Chunk()
        async for chunk in self._stream(messages, config):
            texts.append(chunk.text)
            last = chunk
        return GenerationResult(
            text="".join(texts),
            tokens_generated=last.usage.completion_tokens if last.usage else 0,
            tokens_prompt=last.usage.prompt_tokens if last.usage else 0,
            model=self.model,
            finish_reason="stop" if last.is_complete else "length",
            latency_ms=round((time.perf_counter() - started) * 1000),
        )

    def _stream(
        self, messages: Sequence[Message], config: GenerationConfig | None
    ) -> AsyncGenerator[Chunk, None]:
        config = config or GenerationConfig()
        request = Request(
            task="edge",
            messages=tuple(messages),
            max_tokens=config.max_tokens,
            temperature=config.temperature,
            top_p=config.top_p,
            stop=tuple(config.stop_sequences),
        )
        return cast("AsyncGenerator[Chunk, None]", self.port.stream(request))


class OllamaAdapter(LocalLLMAdapter):
    """A model that Ollama runs, asked in the way of OpenAI, which Ollama understands."""

    DEFAULT_BASE_URL = "http://localhost:11434"

    def __init__(
        self, model: str = "llama2", base_url: str | None = None, timeout: int = 120
    ) -> None:
        super().__init__(model, base_url or self.DEFAULT_BASE_URL, timeout)
        self._asked = self._model_for(model)

    @property
    def port(self) -> OpenAICompatible:
        """The model behind the adapter."""
        return self._asked

    async def check_availability(self) -> bool:
        """Whether Ollama runs."""
        try:
            await self._asked.models()
        except ModelError:
            return False
        return True

    async def list_models(self) -> list[ModelInfo]:
        """Give the models that Ollama has; none where it does not run."""
        try:
            return [ModelInfo(name) for name in await self._asked.models()]
        except ModelError:
            return []

    async def load_model(self, model: str | None = None) -> bool:
        """Whether Ollama has the model, which it loads when it is asked first."""
        wanted = model or self.model
        names = {known.name for known in await self.list_models()}
        if not {wanted, f"{wanted}:latest"} & names:
            return False
        if wanted != self.model:
            await self.close()
            self.model, self._asked = wanted, self._model_for(wanted)
        return True

    async def embed(self, text: str) -> list[float]:
        """Give the vector of a text; raises `ModelError`."""
        return await self._asked.embed(text)

    def _model_for(self, model: str) -> OpenAICompatible:
        url = f"{str(self.base_url).rstrip('/')}/v1"
        return OpenAICompatible(Endpoint("ollama", url, model, timeout=self.timeout))


class LlamaCppAdapter(LocalLLMAdapter):
    """
    A GGUF file, run by llama.cpp in a process of its own.

    Options of llama-cpp-python that are not named here are taken and left alone; the layers
    that fit go to a GPU where llama.cpp was built for one.
    """

    def __init__(
        self,
        model: str,
        n_ctx: int = 2048,
        n_gpu_layers: int = 0,
        n_threads: int | None = None,
        **options: Any,  # noqa: ANN401 - whatever llama-cpp-python takes.
    ) -> None:
        super().__init__(model)
        del n_gpu_layers, options
        self.n_ctx = n_ctx
        self.n_threads = n_threads
        self._embedded = self._model_for(model)

    @property
    def port(self) -> Embedded:
        """The model behind the adapter."""
        return self._embedded

    async def check_availability(self) -> bool:
        """Whether llama.cpp and the file are there."""
        return not missing_libraries() and self._files() == [Path(self.model)]

    async def list_models(self) -> list[ModelInfo]:
        """Give the file, or the files of the folder, that `model` names."""
        return [self._describe(file) for file in self._files()]

    async def load_model(self, model: str | None = None) -> bool:
        """Whether the file can be loaded; it is, when it is asked first."""
        wanted = model or self.model
        try:
            await asyncio.to_thread(probe, self._settings_for(wanted))
        except ModelError:
            return False
        if wanted != self.model:
            await self.close()
            self.model, self._embedded = wanted, self._model_for(wanted)
        return True

    def get_model_info(self) -> ModelInfo | None:
        """Give what is known about the file, None where there is none."""
        file = Path(self.model)
        return self._describe(file) if file.is_file() else None

    def _describe(self, file: Path) -> ModelInfo:
        quantization = re.search(r"I?Q\d+\w*|F16|BF16|F32", file.stem, re.IGNORECASE)
        return ModelInfo(
            name=file.stem,
            size_bytes=file.stat().st_size,
            quantization=quantization[0] if quantization else None,
            context_length=self.n_ctx,
            loaded=str(file) == self.model and self._embedded.worker.pid is not None,
        )

    def _model_for(self, model: str) -> Embedded:
        return Embedded(Path(model).stem, self._settings_for(model))

    def _settings_for(self, model: str) -> WorkerSettings:
        path = Path(model)
        return WorkerSettings(
            path=path,
            context=self.n_ctx,
            threads=self.n_threads or spare_cores(),
            memory=memory_limit(memory_for(path.stat().st_size if path.is_file() else 0)),
            contexts=1,
        )

    def _files(self) -> list[Path]:
        place = Path(self.model)
        found = sorted(place.rglob("*.gguf")) if place.is_dir() else [place]
        return [file for file in found if file.is_file()]


def _messages(prompt: str, system_prompt: str | None) -> list[Message]:
    system = [Message("system", system_prompt)] if system_prompt else []
    return [*system, Message("user", prompt)]
