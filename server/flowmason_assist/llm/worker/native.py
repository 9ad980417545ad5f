"""llama.cpp's model and contexts, with their lifetimes and errors made ours."""

import ctypes
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import llama_cpp

MAX_PIECE = 256


class LoadError(Exception):
    """A model file cannot be used; the text says why."""


class ContextFullError(Exception):
    """A prompt does not fit into the context."""


class CanceledError(Exception):
    """The work was canceled while llama.cpp was busy."""


class NativeModel:
    """Weights in memory; raises `LoadError` for a file that is none, or too new, or too big."""

    def __init__(self, path: Path) -> None:
        parameters = llama_cpp.llama_model_default_params()
        parameters.n_gpu_layers = -1
        # Repacked weights crashed on processors with AMX, and small models gain nothing.
        parameters.use_extra_bufts = False
        pointer = llama_cpp.llama_model_load_from_file(str(path).encode(), parameters)
        if not pointer:
            raise LoadError(
                f'"{path.name}" is damaged, incomplete, or of a kind that this llama.cpp cannot run'
            )
        self.pointer: Any = pointer
        self.vocabulary: Any = llama_cpp.llama_model_get_vocab(pointer)
        self.size = int(llama_cpp.llama_model_size(pointer))
        self.trained_context = int(llama_cpp.llama_model_n_ctx_train(pointer))
        self.vocabulary_size = int(llama_cpp.llama_vocab_n_tokens(self.vocabulary))
        self.is_recurrent = bool(
            llama_cpp.llama_model_is_recurrent(pointer) or llama_cpp.llama_model_is_hybrid(pointer)
        )

    def tokens(self, text: str, *, is_start: bool) -> list[int]:
        """Give the tokens of a text; control tokens written in it count as such."""
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        buffer = (llama_cpp.llama_token * room)()
        count = llama_cpp.llama_tokenize(
            self.vocabulary, data, len(data), buffer, room, is_start, True
        )
        if count < 0:
            room = -count
            buffer = (llama_cpp.llama_token * room)()
            count = llama_cpp.llama_tokenize(
                self.vocabulary, data, len(data), buffer, room, is_start, True
            )
        return list(buffer[:count])

    def piece(self, token: int) -> bytes:
        """Give the bytes that a token stands for; none for control tokens."""
        return self._piece(token, special=False)

    def written(self, token: int) -> bytes:
        """Give the bytes of a token, control tokens by their names."""
        return self._piece(token, special=True)

    def ends(self, token: int) -> bool:
        """Whether a token ends an answer."""
        return bool(llama_cpp.llama_vocab_is_eog(self.vocabulary, token))

    def text(self, key: str) -> str:
        """Give an entry of the file's metadata, empty where there is none."""
        size = 1024 * 64
        buffer = ctypes.create_string_buffer(size)
        length = llama_cpp.llama_model_meta_val_str(self.pointer, key.encode(), buffer, size)
        return buffer.value.decode("utf-8", "replace") if length >= 0 else ""

    def close(self) -> None:
        """Give the memory back."""
        if self.pointer:
            llama_cpp.llama_model_free(self.pointer)
            self.pointer = None

    def _piece(self, token: int, *, special: bool) -> bytes:
        buffer = ctypes.create_string_buffer(MAX_PIECE)
        length = llama_cpp.llama_token_to_piece(
            self.vocabulary, token, buffer, MAX_PIECE, 0, special
        )
        if length < 0:  # A piece may be longer; some vocabularies hold long runs of blanks.
            buffer = ctypes.create_string_buffer(-length)
            length = llama_cpp.llama_token_to_piece(
                self.vocabulary, token, buffer, -length, 0, special
            )
        return bytes(buffer.raw[: max(0, length)])


class NativeContext:
    """
    Keys and values of the tokens seen so far, for one family of tasks.

    What the next prompt has in common with them is not computed again.
    """

    def __init__(self, model: NativeModel, size: int, threads: int) -> None:
        parameters = llama_cpp.llama_context_default_params()
        parameters.n_ctx = size
        parameters.n_batch = min(size, 512)
        parameters.n_ubatch = min(size, 512)
        parameters.n_threads = threads
        parameters.n_threads_batch = threads
        parameters.no_perf = True
        pointer = llama_cpp.llama_init_from_model(model.pointer, parameters)
        if not pointer:
            raise LoadError("there is not enough memory for the model's context")
        self.model = model
        self.size = size
        self.batch = int(parameters.n_batch)
        self.seen: list[int] = []
        self.canceled = threading.Event()
        self._pointer: Any = pointer
        # llama.cpp keeps the address only; the callback must live as long as the context.
        self._abort = llama_cpp.ggml_abort_callback(lambda _data: self.canceled.is_set())
        llama_cpp.llama_set_abort_callback(pointer, self._abort, None)

    def start(self, tokens: Sequence[int]) -> int:
        """
        Read a prompt, and give how many of its tokens were known already.

        At least its last token is computed, since its logits are wanted.
        """
        if len(tokens) >= self.size:
            raise ContextFullError(
                f"the request has {len(tokens)} tokens, and the model takes {self.size}"
            )
        kept = self._common(tokens)
        self._forget(kept)
        self.read(tokens[kept:])
        return kept

    def read(self, tokens: Sequence[int]) -> None:
        """Compute tokens behind those seen so far; `CanceledError` when canceled meanwhile."""
        for at in range(0, len(tokens), self.batch):
            part = tokens[at : at + self.batch]
            array = (llama_cpp.llama_token * len(part))(*part)
            batch = llama_cpp.llama_batch_get_one(array, len(part))
            code = llama_cpp.llama_decode(self._pointer, batch)
            if code != 0:
                self.forget_all()
                if self.canceled.is_set():
                    raise CanceledError
                raise ContextFullError(f"llama.cpp could not go on (code {code})")
            self.seen.extend(part)

    def logits(self) -> Any:  # noqa: ANN401 - a pointer to floats, which ctypes types at run time.
        """Give the address of the scores of what may come next."""
        return llama_cpp.llama_get_logits_ith(self._pointer, -1)

    def forget_all(self) -> None:
        """Start anew."""
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self._pointer), True)
        self.seen = []

    def close(self) -> None:
        """Give the memory back."""
        if self._pointer:
            llama_cpp.llama_free(self._pointer)
            self._pointer = None

    def _common(self, tokens: Sequence[int]) -> int:
        limit = min(len(self.seen), len(tokens) - 1)
        known = next((at for at in range(limit) if self.seen[at] != tokens[at]), limit)
        # A recurrent state cannot go back: it fits whole or not at all.
        is_lost = self.model.is_recurrent and known < len(self.seen)
        return 0 if is_lost else max(0, known)

    def _forget(self, kept: int) -> None:
        memory = llama_cpp.llama_get_memory(self._pointer)
        if kept < len(self.seen) and llama_cpp.llama_memory_seq_rm(memory, 0, kept, -1):
            del self.seen[kept:]
        elif kept < len(self.seen):
            self.forget_all()
