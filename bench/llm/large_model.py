"""
A model with random weights and a vocabulary as large as those of common models.

What it says means nothing; what grammars cost over such a vocabulary is real.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

TOKENS = 151_936  # As many as Qwen's models have.
LONGEST = 12
WIDTH = 128
HEADS = 2
LAYERS = 2
FORWARD = 256
CONTEXT = 4096
# Common beginnings of pairs, so that tokens look like words, numbers and JSON.
FAVORED = b'etaoinshrdlucmfwypvbgkjqxz ETAOIN0123456789{}[]":,.-_/\n'


def write_large_model(path: Path, seed: int = 0) -> None:
    """Write the model as a GGUF file, of about 45 MB."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("random")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    _add_vocabulary(writer, seed)
    for name, weights in _weights(seed):
        writer.add_tensor(name, weights)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_vocabulary(writer: gguf.GGUFWriter, seed: int) -> None:
    merges = list(_merges(seed))
    letters = _letters()
    texts = [*letters.values(), *(first + second for first, second in merges), "<end>"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(texts)
    control = len(texts) - 1
    kinds = [gguf.TokenType.NORMAL] * control + [gguf.TokenType.CONTROL]
    writer.add_token_types(kinds)
    writer.add_token_merges([f"{first} {second}" for first, second in merges])
    writer.add_eos_token_id(control)
    writer.add_add_bos_token(value=False)


def _merges(seed: int) -> Iterator[tuple[str, str]]:
    """Give pairs of tokens that are one token together, each made of earlier ones."""
    chance = random.Random(seed)
    letters = _letters()
    favored = [letters[byte] for byte in FAVORED]
    texts = list(letters.values())
    known = set(texts)
    while len(texts) < TOKENS - 1:
        first = chance.choice(texts if chance.random() < 0.8 else favored)  # noqa: PLR2004 - mostly longer ones.
        second = chance.choice(favored)
        if len(first) < LONGEST and first + second not in known:
            known.add(first + second)
            texts.append(first + second)
            yield first, second


def _letters() -> dict[int, str]:
    """Give the character that stands for each byte in a byte-level vocabulary."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {
        byte: chr(256 + index) for index, byte in enumerate(others)
    }


def _weights(
    seed: int,
) -> Iterator[tuple[str, NDArray[np.generic]]]:
    chance = np.random.default_rng(seed)

    def matrix(rows: int, columns: int) -> NDArray[np.float16]:
        values = chance.standard_normal((rows, columns), dtype=np.float32) / np.sqrt(columns)
        return np.asarray(values, np.float16)

    ones = np.ones(WIDTH, dtype=np.float32)
    yield "token_embd.weight", matrix(TOKENS, WIDTH)
    yield "output_norm.weight", ones
    for layer in range(LAYERS):
        yield f"blk.{layer}.attn_norm.weight", ones
        yield f"blk.{layer}.ffn_norm.weight", ones
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            yield f"blk.{layer}.{name}.weight", matrix(WIDTH, WIDTH)
        yield f"blk.{layer}.ffn_gate.weight", matrix(FORWARD, WIDTH)
        yield f"blk.{layer}.ffn_up.weight", matrix(FORWARD, WIDTH)
        yield f"blk.{layer}.ffn_down.weight", matrix(WIDTH, FORWARD)
