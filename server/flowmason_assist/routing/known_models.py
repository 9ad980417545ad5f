"""The models that the user named: where they are, what they can do, what they cost."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from flowmason_assist.routing.route import Tier

Protocol = Literal["openai", "anthropic"]

TOKENS_OF_A_PRICE = 1_000_000

# Hosts of providers, whatever a setting says about them.
_CLOUD_SUFFIXES = (
    *("openai.com", "anthropic.com", "openai.azure.com", "azure.com", "googleapis.com"),
    *("amazonaws.com", "mistral.ai", "groq.com", "openrouter.ai", "together.xyz", "deepseek.com"),
    *("fireworks.ai", "cohere.com", "cohere.ai", "perplexity.ai", "x.ai", "huggingface.co"),
    *(
        "replicate.com",
        "nvidia.com",
        "cerebras.ai",
        "sambanova.ai",
        "databricks.com",
        "aliyuncs.com",
    ),
    *("moonshot.cn", "bigmodel.cn", "ai21.com", "deepinfra.com", "novita.ai", "hyperbolic.xyz"),
)


@dataclass(frozen=True, slots=True)
class KnownModel:
    """
    A model behind an endpoint; `alias` is the user's name for it.

    Prices are in US dollars for a million tokens, `daily_budget` in dollars, `timeout` in
    seconds for one answer. `strengths` are tasks; none means that it does not matter.
    `key` says where the key is: "env:NAME", "keyring:SERVICE", "editor", or nothing.
    """

    alias: str
    protocol: Protocol
    url: str = field(repr=False)
    model: str
    tier: Tier
    context: int = 32_768
    input_price: float = 0.0
    output_price: float = 0.0
    strengths: tuple[str, ...] = ()
    key: str = ""
    timeout: float = 120.0
    daily_budget: float | None = None

    def cost(self, prompt_tokens: float, completion_tokens: float) -> float:
        """Give the dollars for so many tokens."""
        dollars = prompt_tokens * self.input_price + completion_tokens * self.output_price
        return dollars / TOKENS_OF_A_PRICE

    def suits(self, task: str) -> bool:
        """Tell whether the user means it for a task."""
        return not self.strengths or task in self.strengths


def is_cloud_place(url: str) -> bool:
    """Tell whether a URL leads to a provider that we know."""
    host = (urlsplit(url).hostname or "").lower().rstrip(".")
    return any(host == each or host.endswith(f".{each}") for each in _CLOUD_SUFFIXES)
