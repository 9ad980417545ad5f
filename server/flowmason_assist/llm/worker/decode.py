"""From scores to text: sampling, held by a grammar where there is one, as cheaply as possible."""

import codecs
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from flowmason_assist.llm.worker.constraint import Constraint
from flowmason_assist.llm.worker.native import NativeContext, Scores

SHORT_LIST = 40
Emit = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is chosen; at temperature 0 it is the likeliest."""

    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 0
    max_tokens: int = 512
    stop: tuple[str, ...] = ()


@dataclass(slots=True)
class Decoded:
    """What came out; `logprob` is the mean over the tokens that the model chose."""

    tokens: int = 0
    logprob: float = 0.0
    is_complete: bool = False
    _chosen: int = field(default=0)

    def count(self, logprob: float | None) -> None:
        """Count a token; None for one that the grammar forced."""
        self.tokens += 1
        if logprob is not None:
            self._chosen += 1
            self.logprob += (logprob - self.logprob) / self._chosen


def decode(
    context: NativeContext, sampling: Sampling, constraint: Constraint | None, emit: Emit
) -> Decoded:
    """Write an answer behind the prompt that the context has read."""
    decoded = Decoded()
    text = _Text(context, sampling.stop, emit)
    room = min(sampling.max_tokens, context.size - len(context.seen))
    for token, logprob in _tokens(context, sampling, constraint):
        if token is None or text.add(token):
            decoded.is_complete = True
            break
        decoded.count(logprob)
        if decoded.tokens >= room:
            break
    text.end()
    return decoded


def _tokens(
    context: NativeContext, sampling: Sampling, constraint: Constraint | None
) -> Iterator[tuple[int | None, float | None]]:
    """Give token by token, read back into the context; None at the end of the answer."""
    choose = _Chooser(context, sampling, constraint)
    while True:
        forced = constraint.forced() if constraint else []
        for token in forced:
            yield token, None
        if constraint and constraint.is_complete:
            yield None, None
        context.read(forced)
        token, logprob = choose()
        # A grammar may have the end's text in the middle of an answer.
        if context.model.ends(token) and (constraint is None or constraint.may_end):
            yield None, None
        if constraint:
            constraint.accept(token)
        yield token, logprob
        context.read([token])


class _Chooser:
    """
    Chooses freely, and asks the grammar about the one choice.

    Only when that is not allowed is the grammar asked about the whole vocabulary.
    """

    def __init__(
        self, context: NativeContext, sampling: Sampling, constraint: Constraint | None
    ) -> None:
        self._context = context
        self._sampling = sampling
        self._constraint = constraint
        self._random = np.random.default_rng(sampling.seed)
        self._shares = np.empty(context.model.vocabulary_size, np.float32)

    def __call__(self) -> tuple[int, float]:
        scores = self._context.scores()
        token = self._pick(scores)
        if self._constraint is not None and not self._constraint.allows(token):
            token = self._pick(self._constraint.forbid(scores))
        return token, self._logprob(scores, token)

    def _pick(self, scores: Scores) -> int:
        temperature = self._sampling.temperature
        if temperature <= 0:
            return int(scores.argmax())
        best = _best(scores)
        weights = np.exp((scores[best] - scores[best[0]]) / temperature)
        shares = weights / weights.sum()
        within = int(np.searchsorted(shares.cumsum(), self._sampling.top_p)) + 1
        shares = shares[:within] / shares[:within].sum()
        return int(self._random.choice(best[:within], p=shares))

    def _logprob(self, scores: Scores, token: int) -> float:
        highest = scores[scores.argmax()]
        shares = np.exp(np.subtract(scores, highest, out=self._shares), out=self._shares)
        return float(scores[token] - highest) - math.log(float(shares.sum()))


class _Text:
    """Turns tokens into text as soon as whole characters are there, and watches for stop words."""

    def __init__(self, context: NativeContext, stop: tuple[str, ...], emit: Emit) -> None:
        self._model = context.model
        self._stop = stop
        self._emit = emit
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._reserve = max(map(len, stop), default=1) - 1

    def add(self, token: int) -> bool:
        """Take a token; True when a stop word is complete."""
        self._held += self._decoder.decode(self._model.written(token))
        ends = [at for at in map(self._held.find, self._stop) if at >= 0]
        if ends:
            self._held = self._held[: min(ends)]
            return True
        ready = len(self._held) - self._reserve
        if ready > 0:
            self._emit(self._held[:ready])
            self._held = self._held[ready:]
        return False

    def end(self) -> None:
        """Give what was held back."""
        rest = self._held + self._decoder.decode(b"", final=True)
        if rest:
            self._emit(rest)
        self._held = ""


def _best(scores: Scores) -> list[int]:
    count = min(SHORT_LIST, scores.size)
    unordered = np.argpartition(scores, -count)[-count:]
    ordered: list[int] = unordered[np.argsort(-scores[unordered], kind="stable")].tolist()
    return ordered
