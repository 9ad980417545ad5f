"""
The tokenizer: byte pairs learnt from our own texts, and FlowMason's words as single tokens.

What is structural (`<foreach>`, `<text=>`, `<S3>`) is one token wherever it stands. Everything else
is split as llama.cpp's "qwen2" does it: a word keeps the blank before it, digits stand alone.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

END = "<end>"
SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
SPLIT_NAME = "qwen2"  # What llama.cpp calls the same.


def learn(texts: Iterable[str], special: tuple[str, ...], size: int) -> Tokenizer:
    """A tokenizer of `size` tokens, `special` ones included, for texts like these."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(SPLIT), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokens = [AddedToken(text, special=False, normalized=False) for text in special]
    trainer = trainers.BpeTrainer(
        vocab_size=size - len(special),
        show_progress=False,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
    )
    structure = re.compile("|".join(map(re.escape, special)))
    words = (part for text in texts for part in structure.split(text))
    tokenizer.train_from_iterator(words, trainer)
    tokenizer.add_tokens(tokens)
    return tokenizer


def load(path: Path) -> Tokenizer:
    """The tokenizer that `learn` gave and somebody saved."""
    return Tokenizer.from_file(str(path))
