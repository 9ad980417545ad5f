"""The training loop: rounds of batches until a budget of tokens is spent."""

import json
import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch.nn import functional

from training.batches import NO_TARGET, Batch
from training.network import Network
from training.optimizer import Optimizer

Round = Callable[[int], list[Batch]]


KERNELS = 64  # As many as there are shapes of batches, to learn from and to validate.


@dataclass(frozen=True, slots=True)
class Course:
    """How a network is trained."""

    budget: int  # Tokens to train on, padding included.
    matrix_rate: float = 0.02
    rate: float = 0.003
    decay: float = 0.02
    warm_up: float = 0.01  # Shares of the budget.
    cool_down: float = 0.4
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

    def __init__(self, network: Network, course: Course, folder: Path) -> None:
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.network = network.to(self.device)
        self.vectors = _compiled(self.network)
        self.course = course
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
            loss = self.loss(batch)
            loss.backward()
            self.optimizer.step(self.course.factor(self.progress.spent))
            self.progress.steps += 1
            self.progress.spent += batch.tokens.size
            total += loss.item()
        return total / len(batches)

    def loss(self, batch: Batch) -> torch.Tensor:
        """The mean loss over the tokens of the replies."""
        tokens = torch.from_numpy(batch.tokens).to(self.device)
        targets = torch.from_numpy(batch.targets).to(self.device)
        asked = targets != NO_TARGET
        with torch.autocast(self.device, torch.bfloat16):
            vectors = self.vectors if self.network.training else self.network
            scores = self.network.score(vectors(tokens)[asked])
        return functional.cross_entropy(scores.float(), targets[asked])

    def loss_of(self, batches: Sequence[Batch]) -> float:
        """The mean loss of batches, without learning from them."""
        self.network.eval()
        with torch.no_grad():
            losses = [self.loss(batch).item() for batch in batches]
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


def _compiled(network: Network) -> Callable[[torch.Tensor], torch.Tensor]:
    """The network, in fused kernels where a compiler can make them: a third faster."""
    if shutil.which("c++") is None:
        return network
    torch._dynamo.config.recompile_limit = KERNELS  # noqa: SLF001, no public name for it
    compiled: Callable[[torch.Tensor], torch.Tensor] = torch.compile(network, dynamic=False)
    return compiled
