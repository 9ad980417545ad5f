"""Everything that may be named when a pipeline is explained."""

import re
from dataclasses import dataclass

from flowmason_assist.assist.explain.account import Account
from flowmason_assist.assist.explain.prose import summary

NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)?(?![\w])")
QUOTED = re.compile(
    r"\"([^\"\n]{1,300})\"|`([^`\n]{1,300})`|“([^”\n]{1,300})”|(?<!\w)'([\w.-]{2,80})'(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names, words and numbers of an account; `text` is all of it, in lower case."""

    names: frozenset[str]
    words: frozenset[str]
    numbers: frozenset[str]
    text: str

    def has(self, quoted: str) -> bool:
        """Tell whether the account holds a text, or one that begins so and was cut."""
        shown = quoted.strip().rstrip(".,;:").removesuffix("…").rstrip()
        return shown in self.names or shown.lower() in self.text


def vocabulary(account: Account) -> Vocabulary:
    """Gather what may be named."""
    names: set[str] = {account.name, *(each.name for each in account.inputs)}
    texts = [account.name, account.description, account.output]
    for stage in account.stages:
        names |= {stage.id, stage.component or "", *stage.provides, *stage.reads}
        for path in stage.reads:
            parts = path.split(".")
            names |= {*parts, ".".join(parts[1:]), ".".join(parts[2:])}
        texts += (stage.does, *stage.when)
    for pattern in account.patterns:
        texts += (pattern.name, pattern.words)
    texts += (*account.costs, *(each.to for each in account.departures))
    whole = " ".join((*texts, *sorted(names)))
    numbers = {*NUMBER.findall(f"{whole} {summary(account)}"), str(len(account.stages))}
    numbers |= {str(number) for number in range(account.waves + 1)}
    return Vocabulary(
        names=frozenset(names - {""}),
        words=frozenset(re.findall(r"[\w-]+", whole.lower())),
        numbers=frozenset(numbers),
        text=" ".join(whole.lower().split()),
    )


def quoted_in(text: str) -> list[str]:
    """Give what stands in quotes."""
    return [next(each for each in match.groups() if each) for match in QUOTED.finditer(text)]


def without_quotes(text: str, known: Vocabulary) -> str:
    """Give a text without what it quotes from the file, which may say what it likes."""

    def kept(match: re.Match[str]) -> str:
        quoted = next(each for each in match.groups() if each)
        return match[0] if quoted in known.names else '"…"'

    return QUOTED.sub(kept, text)
