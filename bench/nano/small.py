"""How often the model's small tasks are answered right, on texts that it never learnt from."""

import asyncio
from random import Random

from flowmason_assist.llm.api import Request, complete
from flowmason_assist.llm.providers.embedded import Embedded
from training.corpus import SMALL_TASKS

SEED = 11
PAIRS = 120  # A task, before those that are the same are taken together.
MOST_TOKENS = 80


def table(model: Embedded, runner: asyncio.Runner) -> str:
    """A table in Markdown: for each task the share of replies that begin right, and are right."""
    lines = ["| task | texts | first token right | whole reply right |", "|---|---:|---:|---:|"]
    for name, source in SMALL_TASKS.items():
        pairs = dict(source(Random(SEED), PAIRS, held_out=True))
        begun = whole = 0
        for prompt, wanted in pairs.items():
            asked = Request(name, (), raw=prompt, max_tokens=MOST_TOKENS)
            given = runner.run(complete(model, asked)).text.removesuffix("<end>") + "<end>"
            begun += _first(given) == _first(wanted)
            whole += given.strip() == wanted.strip()
        count = len(pairs)
        lines.append(f"| {name} | {count} | {begun / count:.2f} | {whole / count:.2f} |")
    return "\n".join([*lines, ""])


def _first(reply: str) -> str:
    """The first mark or word of a reply: the cause, the label, the answer."""
    text = reply.strip()
    return text.partition(">" if text.startswith("<") else " ")[0]
