"""A model that gives prepared answers, for tests and demonstrations."""

from collections.abc import AsyncIterator, Iterable

from flowmason_assist.errors import ModelError, ModelUnavailable
from flowmason_assist.llm.api import Capabilities, Chunk, Dialect, Request, Usage


class Scripted:
    """Answers with the next of its replies; a reply that is an error is raised."""

    def __init__(
        self,
        replies: Iterable[str | ModelError],
        *,
        name: str = "scripted",
        dialect: Dialect = Dialect.CHAT,
        context: int = 8192,
    ) -> None:
        self.name = name
        self.capabilities = Capabilities(
            dialect=dialect, context=context, follows_schema=True, follows_grammar=True
        )
        self.requests: list[Request] = []
        self._replies = iter(replies)

    async def stream(self, request: Request) -> AsyncIterator[Chunk]:
        """Give the next reply, word by word."""
        self.requests.append(request)
        reply = next(self._replies, None)
        if reply is None:
            raise ModelUnavailable("the script has no more replies")
        if isinstance(reply, ModelError):
            raise reply
        words = reply.split(" ")
        for index, word in enumerate(words):
            yield Chunk(word if index == 0 else f" {word}")
        asked = sum(len(message.content.split()) for message in request.messages)
        yield Chunk(usage=Usage(asked, len(words)), logprob=0.0)

    async def close(self) -> None:
        """Do nothing: it holds nothing."""
