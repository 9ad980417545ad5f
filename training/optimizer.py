"""
The optimizer: orthogonalized momentum for matrices, AdamW for everything else.

A matrix moves by the nearest orthogonal matrix to its momentum (K. Jordan, "Muon", 2024): small
networks then learn from fewer tokens than with AdamW alone. Matrices of one size are handled at
once, as one stack.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn

MOMENTUM = 0.95
# Coefficients of the odd polynomial that drives singular values towards one, by its author.
A, B, C = 3.4445, -4.7750, 2.0315
ROUNDS = 5
EMBEDDED = 10.0  # How much faster embeddings move: each sees few of the tokens.


class Muon:
    """Steps matrices by their orthogonalized momentum."""

    def __init__(self, matrices: Iterable[nn.Parameter], decay: float) -> None:
        self.groups: dict[torch.Size, list[nn.Parameter]] = defaultdict(list)
        for matrix in matrices:
            self.groups[matrix.shape].append(matrix)
        self.momenta = {
            shape: torch.zeros(len(group), *shape, device=group[0].device)
            for shape, group in self.groups.items()
        }
        self.decay = decay

    def step(self, rate: float) -> None:
        """Move every matrix, by `rate` times an orthogonal matrix."""
        with torch.no_grad():
            for shape, group in self.groups.items():
                gradient = torch.stack([_gradient(matrix) for matrix in group])
                momentum = self.momenta[shape].mul_(MOMENTUM).add_(gradient, alpha=1 - MOMENTUM)
                change = orthogonal(gradient.lerp(momentum, MOMENTUM))
                scale = max(1.0, shape[0] / shape[1]) ** 0.5
                for matrix, move in zip(group, change, strict=True):
                    matrix.mul_(1 - rate * self.decay).add_(move, alpha=-rate * scale)


class Optimizer:
    """Both optimizers of a network, driven by one factor of their rates."""

    def __init__(self, network: nn.Module, matrix_rate: float, rate: float, decay: float) -> None:
        matrices = [layer.weight for layer in network.modules() if isinstance(layer, nn.Linear)]
        known = {id(matrix) for matrix in matrices}
        said = [layer.weight for layer in network.modules() if isinstance(layer, nn.Embedding)]
        known.update(id(weight) for weight in said)
        others = [each for each in network.parameters() if id(each) not in known]
        self.muon = Muon(matrices, decay)
        self.rates = (rate, EMBEDDED * rate)
        groups = [
            {"params": parameters, "lr": each}
            for parameters, each in zip((others, said), self.rates, strict=True)
        ]
        self.adam = torch.optim.AdamW(groups, betas=(0.9, 0.95), weight_decay=0.0)
        self.matrix_rate = matrix_rate

    def step(self, factor: float) -> None:
        """Move all parameters, then forget their gradients."""
        for group, rate in zip(self.adam.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor
        self.adam.step()
        self.muon.step(self.matrix_rate * factor)
        self.adam.zero_grad(set_to_none=True)
        for matrices in self.muon.groups.values():
            for matrix in matrices:
                matrix.grad = None

    def state(self) -> dict[str, Any]:
        """What `restore` needs."""
        return {"momenta": self.muon.momenta, "adam": self.adam.state_dict()}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on where another optimizer of the same network stood."""
        self.muon.momenta = state["momenta"]
        self.adam.load_state_dict(state["adam"])


def orthogonal(stack: Tensor) -> Tensor:
    """The orthogonal matrices nearest to those in a stack; singular values are 0.7 to 1.2."""
    x = stack.bfloat16()
    tall = x.shape[-2] > x.shape[-1]
    if tall:
        x = x.mT
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(ROUNDS):
        square = x @ x.mT
        x = A * x + (B * square + C * square @ square) @ x
    return (x.mT if tall else x).float()


def _gradient(matrix: nn.Parameter) -> Tensor:
    return torch.zeros_like(matrix) if matrix.grad is None else matrix.grad
