"""One model in memory, and the requests that it answers, one after the other."""

import time
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from llama_cpp._logger import set_verbose
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from flowmason_assist.llm.models.seal import Seal, fault_of
from flowmason_assist.llm.worker.constraint import Constraint, GrammarError, tokenizer_of
from flowmason_assist.llm.worker.decode import Decoded, Sampling, decode
from flowmason_assist.llm.worker.native import (
    CanceledError,
    ContextFullError,
    LoadError,
    NativeContext,
    NativeModel,
)

if TYPE_CHECKING:
    from llguidance import LLTokenizer

CHUNK_SECONDS = 0.02  # Text is sent in pieces of this age, not token by token.


class Sender(Protocol):
    """Where messages go."""

    def send(self, message: Mapping[str, Any]) -> None:
        """Send one message."""


class Server:
    """Loads the model of `settings` and answers; a request that fails is answered with why."""

    def __init__(self, settings: Mapping[str, Any], outgoing: Sender, canceled: set[int]) -> None:
        self._settings = settings
        self._outgoing = outgoing
        self._canceled = canceled
        self._model: NativeModel
        self._formatter: Jinja2ChatFormatter | None = None
        self._tokenizer: LLTokenizer | None = None
        self._contexts: OrderedDict[str, NativeContext] = OrderedDict()
        self._running: tuple[int, NativeContext] | None = None

    def load(self) -> bool:
        """Load the model and say so, or say why not."""
        set_verbose(False)
        started = time.perf_counter()
        path = Path(self._settings["path"])
        try:
            _check(path, self._settings)
            self._model = NativeModel(path)
            self._context("")
        except LoadError as error:
            self._outgoing.send({"failed": str(error)})
            return False
        template = self._model.text("tokenizer.chat_template")
        if template:
            self._formatter = self._read_template(template)
        self._outgoing.send(
            {
                "loaded": {
                    "context": self._size,
                    "trained_context": self._model.trained_context,
                    "has_template": self._formatter is not None,
                    "milliseconds": (time.perf_counter() - started) * 1000,
                }
            }
        )
        return True

    def cancel(self, number: int) -> None:
        """Stop a request, running or waiting; called from another thread."""
        self._canceled.add(number)
        running = self._running
        if running is not None and running[0] == number:
            running[1].cancellation.want()

    def answer(self, request: Mapping[str, Any]) -> None:
        """Answer one request."""
        number = int(request["run"])
        if number in self._canceled:
            self._finish(number, {"kind": "canceled", "message": "canceled"})
            return
        try:
            done = self._run(number, request)
        except CanceledError:
            self._finish(number, {"kind": "canceled", "message": "canceled"})
        except ContextFullError as error:
            self._finish(number, {"kind": "too_long", "message": str(error)})
        except GrammarError as error:
            self._finish(number, {"kind": "grammar", "message": str(error)})
        except MemoryError:
            self._finish(number, {"kind": "memory", "message": "there is not enough memory"})
        else:
            self._canceled.discard(number)
            self._outgoing.send({"done": number, **done})

    @property
    def _size(self) -> int:
        return min(int(self._settings["context"]), self._model.trained_context)

    def _run(self, number: int, request: Mapping[str, Any]) -> dict[str, Any]:
        started = time.perf_counter()
        constraint = self._constraint(request)
        tokens = self._prompt(request)
        context = self._context(str(request["family"]))
        context.cancellation.clear()
        self._running = (number, context)
        if number in self._canceled:
            raise CanceledError
        emit = _Batched(number, self._outgoing)
        try:
            cached = context.start(tokens)
            first = time.perf_counter()
            sampling = Sampling(
                **{**request["sampling"], "stop": tuple(request["sampling"]["stop"])}
            )
            decoded = decode(context, sampling, constraint, emit)
        finally:
            self._running = None
        emit.flush()
        return _report(decoded, len(tokens), cached, (started, first, time.perf_counter()))

    def _constraint(self, request: Mapping[str, Any]) -> Constraint | None:
        grammar, schema = request.get("grammar"), request.get("schema")
        if grammar is None and schema is None:
            return None
        if self._tokenizer is None:
            self._tokenizer = tokenizer_of(self._model)
        return Constraint(self._tokenizer, grammar=grammar, schema=schema)

    def _prompt(self, request: Mapping[str, Any]) -> list[int]:
        raw = request.get("raw")
        if raw is not None:
            return self._model.tokens(raw, is_start=False)
        messages = request["messages"]
        if self._formatter is not None:
            return self._model.tokens(
                self._formatter(messages=messages, enable_thinking=False).prompt, is_start=False
            )
        text = "".join(f"{each['role']}: {each['content']}\n" for each in messages)
        return self._model.tokens(text + "assistant:", is_start=True)

    def _context(self, family: str) -> NativeContext:
        """Give the context of a family of tasks; the one unused for longest makes room."""
        context = self._contexts.pop(family, None)
        if context is None:
            while len(self._contexts) >= int(self._settings["contexts"]):
                _, oldest = self._contexts.popitem(last=False)
                oldest.close()
            context = NativeContext(self._model, self._size, int(self._settings["threads"]))
        self._contexts[family] = context
        return context

    def _read_template(self, template: str) -> Jinja2ChatFormatter | None:
        try:
            return Jinja2ChatFormatter(template, eos_token="", bos_token="")
        except Exception:  # noqa: BLE001 - a file may hold any text; without one, plain turns do.
            return None

    def _finish(self, number: int, error: Mapping[str, str]) -> None:
        self._canceled.discard(number)
        self._outgoing.send({"error": number, **error})


def _check(path: Path, settings: Mapping[str, Any]) -> None:
    """Look at a file before llama.cpp does; raises `LoadError`."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise LoadError(f'"{path.name}" cannot be read: {error.strerror or error}') from None
    if size > settings["memory"]:
        raise LoadError(f'"{path.name}" is larger than the {settings["memory"]} bytes it may use')
    fault = fault_of(path, Seal(**settings["seal"])) if settings["seal"] else None
    if fault:
        raise LoadError(fault)


class _Batched:
    """Gathers text for a moment before it is sent."""

    def __init__(self, number: int, outgoing: Sender) -> None:
        self._number = number
        self._outgoing = outgoing
        self._parts: list[str] = []
        self._last = 0.0

    def __call__(self, text: str) -> None:
        self._parts.append(text)
        if time.perf_counter() - self._last >= CHUNK_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Send what is there."""
        if self._parts:
            self._outgoing.send({"chunk": self._number, "text": "".join(self._parts)})
            self._parts.clear()
        self._last = time.perf_counter()


def _report(
    decoded: Decoded, prompt: int, cached: int, moments: tuple[float, float, float]
) -> dict[str, Any]:
    started, first, ended = moments
    return {
        "prompt_tokens": prompt,
        "cached_tokens": cached,
        "completion_tokens": decoded.tokens,
        "logprob": decoded.logprob if decoded.tokens else None,
        "is_complete": decoded.is_complete,
        "prompt_ms": (first - started) * 1000,
        "milliseconds": (ended - started) * 1000,
    }
