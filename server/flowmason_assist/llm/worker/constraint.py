"""What an answer may be: a grammar or a JSON schema, checked token by token."""

import ctypes
import json
from typing import Any

import llama_cpp
import llguidance
import llguidance.numpy
import numpy as np
from llguidance import LLMatcher, LLTokenizer

from flowmason_assist.llm.worker.native import NativeModel, Scores


class GrammarError(Exception):
    """A grammar or schema cannot be followed; the text says why."""


def tokenizer_of(model: NativeModel) -> LLTokenizer:
    """
    Give the vocabulary as the grammar library wants it; takes about a second for a large one.

    Tokens that a vocabulary defines itself, as our own model's does, count as ordinary text here,
    so that grammars may write them.
    """
    attribute = llama_cpp.llama_token_get_attr
    tokens = []
    for token in range(model.vocabulary_size):
        written = model.written(token)
        is_control = attribute(model.vocabulary, token) & llama_cpp.LLAMA_TOKEN_ATTR_CONTROL
        tokens.append(b"\xff" + written if is_control else written)
    address = ctypes.cast(llama_cpp.llama_cpp._lib.llama_tokenize, ctypes.c_void_p).value  # noqa: SLF001
    return LLTokenizer.from_llamacpp(  # type: ignore[attr-defined, no-any-return]
        tokens=tokens,
        vocab_ptr=model.vocabulary,
        tokenize_fptr=address,
        eos_token=llama_cpp.llama_vocab_eos(model.vocabulary),
        slices=None,
    )


class Constraint:
    """
    The grammar of one answer, and how far the answer has come.

    `grammar` is in llguidance's Lark syntax; raises `GrammarError` for one that is none.
    """

    def __init__(
        self, tokenizer: LLTokenizer, *, grammar: str | None, schema: dict[str, Any] | None
    ) -> None:
        self._matcher = LLMatcher(tokenizer, definition(grammar, schema), log_level=0)
        self._raise()
        self._mask = llguidance.numpy.allocate_token_bitmask(1, tokenizer.vocab_size)

    @property
    def is_complete(self) -> bool:
        """Whether nothing more may follow."""
        return bool(self._matcher.is_stopped())

    @property
    def may_end(self) -> bool:
        """Whether the answer is whole as it is."""
        return bool(self._matcher.is_accepting())

    def forced(self) -> list[int]:
        """Give the tokens that must come next, without asking the model; they are accepted."""
        tokens = list(self._matcher.compute_ff_tokens())
        if tokens:
            self._matcher.consume_tokens(tokens)
            self._raise()
        return tokens

    def allows(self, token: int) -> bool:
        """Whether a token may come next."""
        return bool(self._matcher.validate_tokens([token]) == 1)

    def accept(self, token: int) -> None:
        """Go on behind a token that is allowed."""
        self._matcher.consume_token(token)
        self._raise()

    def forbid(self, scores: Scores) -> Scores:
        """Give the scores with all that may not come next out of reach."""
        llguidance.numpy.fill_next_token_bitmask(self._matcher, self._mask, 0)
        self._raise()
        allowed = np.unpackbits(self._mask.view(np.uint8), bitorder="little")[: scores.size]
        return np.where(allowed, scores, np.float32(-np.inf))

    def _raise(self) -> None:
        if self._matcher.is_error():
            raise GrammarError(self._matcher.get_error())


def definition(grammar: str | None, schema: dict[str, Any] | None) -> str:
    """Give a grammar or a schema in llguidance's own form; raises `GrammarError`."""
    if grammar is not None:
        return LLMatcher.grammar_from_lark(grammar)
    try:
        # A small model that may indent writes blanks for ever.
        return LLMatcher.grammar_from_json_schema(
            json.dumps(schema),
            overrides={
                "whitespace_flexible": False,
                "item_separator": ", ",
                "key_separator": ": ",
            },
        )
    except ValueError as error:
        raise GrammarError(str(error)) from None
