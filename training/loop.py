"""The training loop: rounds of batches until a budget of tokens is spent."""

import json
import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import NO_TARGET, Batch
from training.network import Network
from training.optimizer import Optimizer

Round = Callable[[int], list[Batch]]


READ = 0.25  # How many tokens of prompts are read for their own sake.
KERNELS = 64  # As many as there are shapes of batches, to learn from and to validate.


@dataclass(frozen=True, slots=True)
class Course:
    """How a network is trained."""

    budget: int  # Tokens to train on, padding included.
    matrix_rate: float = 0.015
    rate: float = 0.003
    decay: float = 0.08
    warm_up: float = 0.01  # Shares of the budget.
    cool_down: float = 0.4
    pointing: float = 2.0  # What a token that points counts beside others of a reply.
    reading: float = 0.2  # What a token of a prompt counts beside one of a reply,
    read: float = 0.5  # until this share of the budget is spent: words are learnt by reading.
    seed: int = 4

    def factor(self, spent: int) -> float:
        """What the rates are multiplied with when so many tokens are spent."""
        done = spent / self.budget
        return max(0.0, min(1.0, (done + 1e-3) / self.warm_up, (1 - done) / self.cool_down))


@dataclass(slots=True)
class Progress:
    """How far training has come."""

    rounds: int = 0
    steps: int = 0
    spent: int = 0
    seconds: float = 0.0


class Trainer:
    """A network in training, which can be saved after each round and taken up again."""

    def __init__(
        self, network: Network, course: Course, folder: Path, pointers: Sequence[int]
    ) -> None:
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.network = network.to(self.device)
        self.vectors = _compiled(self.network)
        self.course = course
        self.weights = torch.ones(network.shape.vocabulary, device=self.device)
        self.weights[list(pointers)] = course.pointing
        self.optimizer = Optimizer(network, course.matrix_rate, course.rate, course.decay)
        self.progress = Progress()
        self.folder = folder
        self.checkpoint = folder / "checkpoint.pt"
        self.log = folder / "log.jsonl"

    def run(self, make_round: Round, validation: Sequence[Batch]) -> None:
        """Train until the budget is spent; the next round is made while one is trained on."""
        with ProcessPoolExecutor(1) as pool:
            coming = pool.submit(make_round, self.progress.rounds)
            while self.progress.spent < self.course.budget:
                started = time.monotonic()
                batches = coming.result()
                coming = pool.submit(make_round, self.progress.rounds + 1)
                loss = self.train_round(batches)
                self.progress.rounds += 1
                self.progress.seconds += time.monotonic() - started
                self.save()
                self.note(loss=round(loss, 4), validation=round(self.loss_of(validation), 4))
            coming.cancel()

    def train_round(self, batches: Sequence[Batch]) -> float:
        """Take one step for each batch; gives the mean loss."""
        torch.manual_seed(self.course.seed + self.progress.rounds)
        self.network.train()
        total = 0.0
        for batch in batches:
            if self.progress.spent >= self.course.budget:
                break
            is_early = self.progress.spent < self.course.read * self.course.budget
            loss, reading = self.losses(batch, self.vectors, is_reading=is_early)
            (loss + self.course.reading * reading).backward()
            self.optimizer.step(self.course.factor(self.progress.spent))
            self.progress.steps += 1
            self.progress.spent += batch.tokens.size
            total += loss.item()
        return total / len(batches)

    def losses(
        self, batch: Batch, network: Callable[[Tensor], Tensor], *, is_reading: bool
    ) -> tuple[Tensor, Tensor | float]:
        """The mean loss over the tokens of replies, and that over some of the prompts' tokens."""
        tokens = torch.from_numpy(batch.tokens).to(self.device)
        targets = torch.from_numpy(batch.targets).to(self.device)
        asked = targets != NO_TARGET
        with torch.autocast(self.device, torch.bfloat16):
            vectors = network(tokens)
            loss = self._loss(vectors[asked], targets[asked], self.weights)
            if not is_reading:
                return loss, 0.0
            following = tokens.roll(-1, 1)
            read = (following != 0) & (targets == NO_TARGET) & (torch.rand(tokens.shape) < READ)
            return loss, self._loss(vectors[read], following[read])

    def _loss(self, vectors: Tensor, targets: Tensor, weights: Tensor | None = None) -> Tensor:
        return functional.cross_entropy(self.network.score(vectors), targets, weights)

    def loss_of(self, batches: Sequence[Batch]) -> float:
        """The mean loss of batches, without learning from them."""
        self.network.eval()
        with torch.no_grad():
            replies = (self.losses(batch, self.network, is_reading=False) for batch in batches)
            losses = [reply.item() for reply, _ in replies]
        return float(sum(losses) / max(1, len(losses)))

    def note(self, **facts: float) -> None:
        """Add a line to the log, and show it."""
        line = json.dumps({**asdict(self.progress), **facts})
        print(line, flush=True)
        with self.log.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def save(self) -> None:
        """Write down everything that `resume` needs."""
        state = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state(),
            "progress": asdict(self.progress),
        }
        torch.save(state, self.checkpoint)

    def resume(self) -> None:
        """Go on after the last round that was saved, if there is one."""
        if self.checkpoint.exists():
            state = torch.load(self.checkpoint, map_location=self.device)
            self.network.load_state_dict(state["network"])
            self.optimizer.restore(state["optimizer"])
            self.progress = Progress(**state["progress"])


def _compiled(network: Network) -> Callable[[Tensor], Tensor]:
    """The network, in fused kernels where a compiler can make them: a third faster."""
    if shutil.which("c++") is None:
        return network
    torch._dynamo.config.recompile_limit = KERNELS  # noqa: SLF001, no public name for it
    compiled: Callable[[Tensor], Tensor] = torch.compile(network, dynamic=False)
    return compiled
