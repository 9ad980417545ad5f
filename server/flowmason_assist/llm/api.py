"""What a language model is asked, what it answers, and the port that every one of them has."""

from collections.abc import AsyncIterator, Generator
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any, Literal, Protocol, TypeVar

T = TypeVar("T")


class Priority(IntEnum):
    """How soon somebody needs an answer; smaller goes first."""

    WAITING = 0  # A person looks at the screen.
    BACKGROUND = 1


class Dialect(StrEnum):
    """How a model wants to be asked."""

    NANO = "nano"  # Our own small model: a short text form, held by a grammar.
    CHAT = "chat"  # Messages in, text or JSON out.


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """
    One question to a model, in both dialects.

    `messages` with `schema` are for chat models, `raw` with `grammar`, in llguidance's Lark, for
    our own.
    A task that has no `raw` cannot be answered by our own model, and says so by leaving it out.
    One that is `beyond_local` is no use to ask of a model on this machine: it would answer badly.
    The `priority` counts where one model has to answer several at once, as on this machine.
    """

    task: str
    messages: tuple[Message, ...]
    raw: str | None = None
    grammar: str | None = None
    schema: dict[str, Any] | None = None
    max_tokens: int = 512
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 0
    stop: tuple[str, ...] = ()
    priority: Priority = Priority.WAITING
    beyond_local: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """What an answer took; tokens as the model counts them, `cached_tokens` of the prompt."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    milliseconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of an answer; the last one carries what is only known at the end."""

    text: str = ""
    logprob: float | None = None  # Mean over all tokens of the answer, natural logarithm.
    usage: Usage | None = None
    is_complete: bool = True  # False when the answer was cut at `max_tokens`.


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer."""

    text: str
    model: str
    dialect: Dialect
    usage: Usage = field(default_factory=Usage)
    logprob: float | None = None
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a model can do; `context` is its window in tokens, prompt and answer together."""

    dialect: Dialect
    context: int
    follows_schema: bool = False
    follows_grammar: bool = False


class Model(Protocol):
    """
    Something that answers a request.

    Implement `stream`; `complete` in this module gathers its chunks.
    Raise `ModelError` when no answer can be had: the router tries the next model.
    Canceling the task that reads the stream cancels the work behind it.
    """

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def capabilities(self) -> Capabilities:
        """What it can do."""

    def stream(self, request: Request) -> AsyncIterator[Chunk]:
        """Answer piece by piece; the last chunk has the usage."""

    async def close(self) -> None:
        """Give back what it holds; it may be used again after that."""


# A job that asks models: yields requests, receives replies, returns its result.
# A `ModelError` is thrown into it when no model answers.
Task = Generator[Request, Reply, T]


async def complete(model: Model, request: Request) -> Reply:
    """Give the whole answer of a model."""
    texts: list[str] = []
    last = Chunk()
    async for chunk in model.stream(request):
        texts.append(chunk.text)
        last = chunk
    return Reply(
        text="".join(texts),
        model=model.name,
        dialect=model.capabilities.dialect,
        usage=last.usage or Usage(),
        logprob=last.logprob,
        is_complete=last.is_complete,
    )
