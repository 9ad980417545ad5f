"""Whether llama.cpp computes with the file what the trainer computes with the network."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import llama_cpp
import torch
from tokenizers import Tokenizer

from training.network import Network

MOST_REPLY = 200  # Tokens.


@dataclass(frozen=True, slots=True)
class Checked:
    """How many texts were compared, and in how many the two differ."""

    texts: int
    tokens_differ: int
    replies_differ: int


def check(path: Path, network: Network, tokenizer: Tokenizer, prompts: Sequence[str]) -> Checked:
    """Compare token numbers and the likeliest replies for some prompts."""
    model = llama_cpp.Llama(str(path), n_ctx=network.shape.context, n_threads=2, verbose=False)
    end = model.token_eos()
    tokens_differ = replies_differ = 0
    for prompt in prompts:
        ours = tokenizer.encode(prompt).ids
        theirs = model.tokenize(prompt.encode(), add_bos=False)
        tokens_differ += ours != theirs
        replies_differ += _reply(network, ours, end) != _their_reply(model, ours, end)
    return Checked(len(prompts), tokens_differ, replies_differ)


def _reply(network: Network, tokens: list[int], end: int) -> list[int]:
    reply: list[int] = []
    network.eval()
    with torch.no_grad():
        while len(reply) < MOST_REPLY and end not in reply:
            vectors = network(torch.tensor([tokens + reply]))
            reply.append(int(network.score(vectors[0, -1]).argmax()))
    return reply


def _their_reply(model: llama_cpp.Llama, tokens: list[int], end: int) -> list[int]:
    reply: list[int] = []
    for token in model.generate(tokens, temp=0.0, repeat_penalty=1.0):
        reply.append(int(token))
        if token == end or len(reply) == MOST_REPLY:
            break
    return reply
