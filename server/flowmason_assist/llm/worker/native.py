"""llama.cpp's model and contexts, with their lifetimes and errors made ours."""

import ctypes
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np

MAX_PIECE = 64
LONGEST_PIECE = 4096
Scores = np.ndarray[Any, np.dtype[np.float32]]


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
        self._written: dict[int, bytes] = {}
        self._ends: dict[int, bool] = {}
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

    def written(self, token: int) -> bytes:
        """Give the bytes of a token, control tokens by their names."""
        known = self._written.get(token)
        if known is None:
            known = self._written[token] = self._spell(token)
        return known

    def ends(self, token: int) -> bool:
        """Whether a token ends an answer."""
        known = self._ends.get(token)
        if known is None:
            known = bool(llama_cpp.llama_vocab_is_eog(self.vocabulary, token))
            self._ends[token] = known
        return known

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

    def _spell(self, token: int) -> bytes:
        # Some vocabularies hold long runs of blanks.
        for room in (MAX_PIECE, LONGEST_PIECE):
            buffer = ctypes.create_string_buffer(room)
            length = llama_cpp.llama_token_to_piece(self.vocabulary, token, buffer, room, 0, True)
            if length >= 0:
                return buffer.raw[:length]
        return b""


class Cancellation:
    """
    A wish that llama.cpp looks at between any two of its steps.

    The callback is C's own `strlen` on one byte: nonzero means stop. One written in Python
    would wait for the interpreter's lock, dozens of times for each token.
    """

    def __init__(self) -> None:
        self._flag = ctypes.create_string_buffer(2)
        self.address = ctypes.cast(self._flag, ctypes.c_void_p)
        library = ctypes.CDLL("msvcrt" if sys.platform == "win32" else None)
        address: Any = ctypes.cast(library.strlen, ctypes.c_void_p).value
        self.callback = llama_cpp.ggml_abort_callback(address)

    @property
    def is_wanted(self) -> bool:
        """Whether the work shall stop."""
        return self._flag.raw[0] != 0

    def want(self) -> None:
        """Stop what runs; any thread may call this."""
        self._flag[0] = b"\x01"

    def clear(self) -> None:
        """Let the next work run."""
        self._flag[0] = b"\x00"


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
        if not llama_cpp.llama_supports_gpu_offload():
            # On a processor it is a tenth slower than attention the plain way.
            parameters.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        pointer = llama_cpp.llama_init_from_model(model.pointer, parameters)
        if not pointer:
            raise LoadError("there is not enough memory for the model's context")
        self.model = model
        self.size = size
        self.batch = int(parameters.n_batch)
        self.seen: list[int] = []
        self.cancellation = Cancellation()
        self._pointer: Any = pointer
        self._scores_at = 0
        self._scores: Scores = np.empty(0, np.float32)
        self._tokens = (llama_cpp.llama_token * self.batch)()
        llama_cpp.llama_set_abort_callback(
            pointer, self.cancellation.callback, self.cancellation.address
        )

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
            self._tokens[: len(part)] = list(part)
            batch = llama_cpp.llama_batch_get_one(self._tokens, len(part))
            code = llama_cpp.llama_decode(self._pointer, batch)
            if code != 0:
                raise self._stopped(code)
            self.seen.extend(part)

    def scores(self) -> Scores:
        """Give the scores of what may come next; they change with the next `read`."""
        address = ctypes.addressof(llama_cpp.llama_get_logits_ith(self._pointer, -1).contents)
        if address != self._scores_at:
            floats = (ctypes.c_float * self.model.vocabulary_size).from_address(address)
            self._scores = np.ctypeslib.as_array(floats)
            self._scores_at = address
        return self._scores

    def forget_all(self) -> None:
        """Start anew."""
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self._pointer), True)
        self.seen = []

    def close(self) -> None:
        """Give the memory back."""
        if self._pointer:
            llama_cpp.llama_free(self._pointer)
            self._pointer = None

    def _stopped(self, code: int) -> Exception:
        """Go back to what was whole before llama.cpp stopped, and give the reason."""
        memory = llama_cpp.llama_get_memory(self._pointer)
        is_canceled = self.cancellation.is_wanted
        if not (is_canceled and llama_cpp.llama_memory_seq_rm(memory, 0, len(self.seen), -1)):
            self.forget_all()
        if is_canceled:
            return CanceledError()
        return ContextFullError(f"llama.cpp could not go on (code {code})")

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
