"""The trained network as a GGUF file, which llama.cpp reads."""

import json
from collections.abc import Iterator
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from training import tokenizer as tokens
from training.network import EPSILON, HEAD, ROPE_BASE, Network

# A server that wraps messages in a chat template shall pass on what it gets, as it is.
RAW_TEMPLATE = "{% for message in messages %}{{ message.content }}{% endfor %}"


def write(network: Network, tokenizer: Tokenizer, path: Path, version: str) -> None:
    """Write the file: matrices in 16 bits, vectors in 32."""
    writer = gguf.GGUFWriter(path, "llama")
    _describe(writer, network, version)
    _add_tokenizer(writer, tokenizer)
    for name, values in _tensors(network):
        writer.add_tensor(name, values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _describe(writer: gguf.GGUFWriter, network: Network, version: str) -> None:
    shape = network.shape
    writer.add_name("flowmason-nano")
    writer.add_version(version)
    writer.add_license("MIT")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_rope_dimension_count(HEAD)
    writer.add_rope_freq_base(ROPE_BASE)
    writer.add_layer_norm_rms_eps(EPSILON)
    writer.add_vocab_size(shape.vocabulary)


def _add_tokenizer(writer: gguf.GGUFWriter, tokenizer: Tokenizer) -> None:
    structure = tokenizer.get_added_tokens_decoder()
    numbers = tokenizer.get_vocab(with_added_tokens=True)
    texts = sorted(numbers, key=lambda text: numbers[text])
    kinds = (gguf.TokenType.NORMAL, gguf.TokenType.USER_DEFINED)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(tokens.SPLIT_NAME)
    writer.add_token_list(texts)
    writer.add_token_types([kinds[number in structure] for number in range(len(texts))])
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    writer.add_token_merges([" ".join(merge) for merge in merges])
    writer.add_eos_token_id(numbers[tokens.END])
    writer.add_add_bos_token(False)
    writer.add_chat_template(RAW_TEMPLATE)


def _tensors(network: Network) -> Iterator[tuple[str, NDArray[np.generic]]]:
    yield "token_embd.weight", _matrix(network.embedding.weight)
    yield "output.weight", _matrix(network.head)
    yield "output_norm.weight", _vector(network.norm.weight)
    for index, block in enumerate(network.blocks):
        name = f"blk.{index}"
        mixed = block.attention.mixed.weight.chunk(3)
        for letter, part in zip("qkv", mixed, strict=True):
            yield f"{name}.attn_{letter}.weight", _matrix(part)
        gate, up = block.feed_forward.gate_and_up.weight.chunk(2)
        yield f"{name}.attn_norm.weight", _vector(block.attention_norm.weight)
        yield f"{name}.attn_output.weight", _matrix(block.attention.output.weight)
        yield f"{name}.ffn_norm.weight", _vector(block.feed_forward_norm.weight)
        yield f"{name}.ffn_gate.weight", _matrix(gate)
        yield f"{name}.ffn_up.weight", _matrix(up)
        yield f"{name}.ffn_down.weight", _matrix(block.feed_forward.down.weight)


def _matrix(values: Tensor) -> NDArray[np.float16]:
    return np.asarray(values.detach().cpu().float(), np.float16)


def _vector(values: Tensor) -> NDArray[np.float32]:
    return np.asarray(values.detach().cpu().float(), np.float32)
