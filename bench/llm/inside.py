"""
What decoding costs, measured where it happens: grammars, and the bare loop to compare with.

These are seconds of processor time, which other work on the machine does not stretch.
"""

import json
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import jsonschema
from llama_cpp import Llama
from llama_cpp._logger import set_verbose
from llguidance import LLTokenizer

from bench.llm.samples import MOST_TOKENS, SCHEMAS, Planned
from flowmason_assist.assist.understand.target import read
from flowmason_assist.llm.worker.constraint import Constraint, tokenizer_of
from flowmason_assist.llm.worker.decode import Sampling, decode
from flowmason_assist.llm.worker.native import NativeContext, NativeModel

WARM = 0.8


class Endless(NativeModel):
    """A model that writes on behind the end of its answer, as the bare loop does."""

    def ends(self, token: int) -> bool:
        """Never."""
        del token
        return False


class Bench:
    """A model in this process, with the worker's own code around it."""

    def __init__(
        self, path: Path, context: int, threads: int, kind: type[NativeModel] = NativeModel
    ) -> None:
        set_verbose(False)
        self.model = kind(path)
        self.context = NativeContext(self.model, context, threads)
        started = time.process_time()
        self.tokenizer: LLTokenizer = tokenizer_of(self.model)
        self.tokenizer_seconds = time.process_time() - started

    def constraint(self, *, grammar: str | None = None, schema: Any = None) -> Constraint:  # noqa: ANN401 - a schema.
        """Prepare a grammar or a schema."""
        return Constraint(self.tokenizer, grammar=grammar, schema=schema)

    def write(
        self, prompt: str, constraint: Constraint | None, tokens: int, temperature: float = 0.0
    ) -> "Written":
        """Answer a prompt, and take the time behind the prompt."""
        self.context.forget_all()
        self.context.start(self.model.tokens(prompt, is_start=False))
        parts: list[str] = []
        sampling = Sampling(max_tokens=tokens, temperature=temperature, seed=tokens)
        started = time.process_time()
        decoded = decode(self.context, sampling, constraint, parts.append)
        seconds = time.process_time() - started
        return Written("".join(parts), decoded.tokens, seconds, is_complete=decoded.is_complete)


class Written:
    """An answer, and the seconds that it took."""

    def __init__(self, text: str, tokens: int, seconds: float, *, is_complete: bool) -> None:
        self.text = text
        self.tokens = tokens
        self.seconds = seconds
        self.is_complete = is_complete

    @property
    def per_token(self) -> float:
        """Seconds for each token."""
        return self.seconds / max(1, self.tokens)


def grammar_cost(bench: Bench, samples: list[Planned], rounds: int) -> tuple[float, float, float]:
    """Give the seconds for a token with and without plan grammars, and to prepare one."""
    held, free, prepared = [], [], []
    for _ in range(rounds):
        for sample in samples:
            started = time.process_time()
            constraint = bench.constraint(grammar=sample.grammar)
            prepared.append(time.process_time() - started)
            written = bench.write(sample.prompt, constraint, MOST_TOKENS)
            held.append(written.per_token)
            free.append(bench.write(sample.prompt, None, written.tokens).per_token)
    return median(held), median(free), median(prepared)


def schema_cost(bench: Bench, prompt: str, rounds: int) -> tuple[float, float, float]:
    """Give the seconds for a token with and without JSON schemas, and to prepare one."""
    held, free, prepared = [], [], []
    for _ in range(rounds):
        for schema in SCHEMAS:
            started = time.process_time()
            constraint = bench.constraint(schema=schema)
            prepared.append(time.process_time() - started)
            written = bench.write(prompt, constraint, MOST_TOKENS)
            held.append(written.per_token)
            free.append(bench.write(prompt, None, written.tokens).per_token)
    return median(held), median(free), median(prepared)


def schema_fits(bench: Bench, prompt: str, rounds: int) -> Iterator[bool]:
    """Sample replies, and tell of each finished one whether it fits its schema."""
    for round_number in range(rounds):
        for schema in SCHEMAS:
            constraint = bench.constraint(schema=schema)
            written = bench.write(prompt, constraint, MOST_TOKENS + round_number, WARM)
            if written.is_complete:
                yield _fits(written.text, schema)


def plan_fits(bench: Bench, samples: list[Planned]) -> Iterator[bool]:
    """Sample plans, and tell of each finished one whether it can be read."""
    for sample in samples:
        constraint = bench.constraint(grammar=sample.grammar)
        written = bench.write(sample.prompt, constraint, MOST_TOKENS, WARM)
        if written.is_complete:
            yield read(written.text) is not None


class Bare:
    """The loop that llama-cpp-python itself offers, on the same file."""

    def __init__(self, path: Path, context: int, threads: int) -> None:
        self._llama = Llama(
            str(path),
            n_ctx=context,
            n_threads=threads,
            n_threads_batch=threads,
            verbose=False,
        )

    def waited(self, prompt: str, tokens: int) -> float:
        """Read a prompt, write so many tokens, and give the time that passed."""
        started = time.perf_counter()
        for _ in islice(self._generate(prompt), tokens):
            pass
        return time.perf_counter() - started

    def per_token(self, prompt: str, tokens: int) -> float:
        """Give the seconds of processor time for a token behind a prompt."""
        generated = self._generate(prompt)
        next(generated)
        started = time.process_time()
        for _ in islice(generated, tokens):
            pass
        return (time.process_time() - started) / tokens

    def _generate(self, prompt: str) -> Iterator[int]:
        known = self._llama.tokenize(prompt.encode(), add_bos=False, special=True)
        return iter(self._llama.generate(known, temp=0.0, reset=True))


def raw_speeds(bench: Bench, bare: Bare, prompt: str, rounds: int) -> list[tuple[float, float]]:
    """Write without a grammar, by turns: tokens a second of ours, and of the bare loop."""
    rows = []
    for _ in range(rounds):
        ours = bench.write(prompt, None, MOST_TOKENS).per_token
        rows.append((1 / ours, 1 / bare.per_token(prompt, MOST_TOKENS)))
    return rows


def _fits(text: str, schema: Any) -> bool:  # noqa: ANN401 - a schema.
    try:
        jsonschema.validate(json.loads(text), schema)
    except (ValueError, jsonschema.ValidationError):
        return False
    return True
