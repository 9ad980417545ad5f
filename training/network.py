"""The network: a small llama, as llama.cpp computes it, in PyTorch."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

HEAD = 32  # Width of an attention head: many heads find many things at once.
ROPE_BASE = 10_000.0
EPSILON = 1e-5
# How loud embeddings are: what layers add grows, and who copies must still hear which token it was.
SAID = 2.0


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a network; widths are multiples of 64, so that every matrix can be quantized."""

    vocabulary: int
    width: int = 256
    layers: int = 4
    hidden: int = 704
    context: int = 2048

    @property
    def heads(self) -> int:
        """How many heads attend, each with keys and values of its own."""
        return self.width // HEAD


class Attention(nn.Module):
    """Causal self-attention with rotary positions, of which neighbors form a pair."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.mixed = nn.Linear(shape.width, 3 * shape.width, bias=False)
        self.output = nn.Linear(shape.width, shape.width, bias=False)

    def forward(self, x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
        """What each position learns from itself and those before."""
        rows, length, width = x.shape
        mixed = self.mixed(x).view(rows, length, 3, -1, HEAD)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        query, key = _rotated(query, cosine, sine), _rotated(key, cosine, sine)
        seen = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.output(seen.transpose(1, 2).reshape(rows, length, width))


class FeedForward(nn.Module):
    """The gated layer between two attentions."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.gate_and_up = nn.Linear(shape.width, 2 * shape.hidden, bias=False)
        self.down = nn.Linear(shape.hidden, shape.width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """What each position makes of itself."""
        gate, up = self.gate_and_up(x).chunk(2, -1)
        return self.down(functional.silu(gate) * up)


class Block(nn.Module):
    """One layer."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention_norm = nn.RMSNorm(shape.width, eps=EPSILON)
        self.attention = Attention(shape)
        self.feed_forward_norm = nn.RMSNorm(shape.width, eps=EPSILON)
        self.feed_forward = FeedForward(shape)

    def forward(self, x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
        """Attend, then transform, each added to what was there."""
        x = x + self.attention(self.attention_norm(x), cosine, sine)
        return x + self.feed_forward(self.feed_forward_norm(x))


class Network(nn.Module):
    """Token numbers in, one vector for each position out; `score` turns vectors into tokens."""

    cosine: Tensor
    sine: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = nn.RMSNorm(shape.width, eps=EPSILON)
        steps = ROPE_BASE ** (-torch.arange(0, HEAD, 2) / HEAD)
        angles = torch.outer(torch.arange(shape.context, dtype=torch.float32), steps)
        self.head = nn.Parameter(torch.zeros(shape.vocabulary, shape.width))
        self.register_buffer("cosine", angles.cos(), persistent=False)
        self.register_buffer("sine", angles.sin(), persistent=False)
        self.apply(_initialize)
        for block in self.blocks:  # A new layer starts by passing on what it gets.
            nn.init.zeros_(block.attention.output.weight)
            nn.init.zeros_(block.feed_forward.down.weight)

    def forward(self, tokens: Tensor) -> Tensor:
        """One vector for each position of each row of token numbers."""
        x = self.embedding(tokens)
        length = tokens.shape[1]
        kind = torch.bfloat16 if torch.is_autocast_enabled(tokens.device.type) else x.dtype
        cosine, sine = self.cosine[:length].to(kind), self.sine[:length].to(kind)
        for block in self.blocks:
            x = block(x, cosine, sine)
        return self.norm(x)

    def score(self, vectors: Tensor) -> Tensor:
        """How likely each token comes next, unnormalized."""
        return functional.linear(vectors, self.head).float()


def _rotated(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    even, odd = x[..., 0::2], x[..., 1::2]
    turned = (even * cosine - odd * sine, even * sine + odd * cosine)
    return torch.stack(turned, -1).flatten(-2)


def _initialize(module: nn.Module) -> None:
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, std=module.in_features**-0.5)
    elif isinstance(module, nn.Embedding):
        nn.init.normal_(module.weight, std=SAID)
