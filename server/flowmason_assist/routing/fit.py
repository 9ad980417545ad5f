"""Requests cut down to the window of a model, by what matters least for the question."""

import re
from dataclasses import replace

from flowmason_assist.llm.api import Message, Request
from flowmason_assist.routing.complexity import CHARACTERS_PER_TOKEN

CUT = "\n[…]\n"
SPARE_TOKENS = 64  # What a chat template adds.
_BLOCK = re.compile(r"\n\s*\n|(?<=\})\s*,\s*\n")
_WORD = re.compile(r"\w{3,}")


def fit(request: Request, context: int, question: str) -> Request:
    """
    Give a request that fits into a window of so many tokens.

    The longest message loses blocks, those that share the fewest words with the question first;
    what is left keeps its order.
    """
    room = int((context - request.max_tokens - SPARE_TOKENS) * CHARACTERS_PER_TOKEN)
    excess = sum(len(message.content) for message in request.messages) - room
    if excess <= 0:
        return request
    longest = max(request.messages, key=lambda message: len(message.content))
    kept = _shortened(longest.content, max(0, len(longest.content) - excess), question)
    messages = tuple(
        Message(message.role, kept) if message is longest else message
        for message in request.messages
    )
    return replace(request, messages=messages)


def _shortened(text: str, room: int, question: str) -> str:
    blocks = [block for block in _BLOCK.split(text) if block and block.strip()]
    wanted = set(_WORD.findall(question.lower()))

    def relevance(index: int) -> tuple[int, bool, int]:
        words = set(_WORD.findall(blocks[index].lower()))
        return len(words & wanted), index in (0, len(blocks) - 1), -index

    kept: set[int] = set()
    left = room - len(CUT)
    for index in sorted(range(len(blocks)), key=relevance, reverse=True):
        cost = len(blocks[index]) + len(CUT)
        if cost <= left:
            kept.add(index)
            left -= cost
    if not kept:
        return text[:room]
    return CUT.join(blocks[index] for index in sorted(kept))
