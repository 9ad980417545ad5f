"""
How hard a request is, in numbers that everybody can check.

A small model does well what fits a form: classify, extract, summarize, chain known steps. It
does badly what is open: designs, trade-offs, knowledge of the world, many things at once. The
features below tell the two apart; their weights were fitted to requests that people labelled
(`python -m bench.routing fit`), and `learn` moves them with what happens in use.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CHARACTERS_PER_TOKEN = 3.6

# Jobs whose answers have a fixed form.
SCHEMA_TASKS = frozenset({"edge", "classify", "extract", "summarize", "anomaly", "explain"})

FEATURES = (
    *("length", "actions", "constraints", "open_ended", "scope", "vague", "world", "context"),
    "fits_schema",
)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ACTIONS = re.compile(
    r"\b(?:fetch|get|call|read|load|query|pull|ingest|parse|extract|filter|keep|drop|remove"
    r"|sort|join|merge|combine|classif\w+|label|score|rank|summari[sz]e|translate|rewrite"
    r"|draft|write|generate|validate|check|count|compute|convert|group|aggregate|send|post"
    r"|email|notify|log|store|save|upload|update|delete|route|retry|wait|embed|index"
    r"|compare|decide|plan|monitor|watch|handle|predict|book|pay|negotiate|schedule"
    r"|simulate|detect|verify|analy[sz]e|gather|build|create)\b",
    re.IGNORECASE,
)
_CONSTRAINTS = re.compile(
    r"\b(?:must|at (?:most|least)|only (?:if|when)|without|exactly|unless|except|should|never"
    r"|always|no more than|under|within|per|limit\w*|budget|required?)\b",
    re.IGNORECASE,
)
_OPEN_ENDED = re.compile(
    r"\b(?:design\w*|propos\w+|alternatives?|trade-?offs?|pros and cons|creative\w*|strateg\w+"
    r"|brainstorm\w*|recommend\w*|rethink|architectures?|topolog\w+|options?|argu\w+"
    r"|justif\w+|ideas?|surprise|advise|advice|weigh\w*|simulat\w+|negotiat\w+|balanc\w+"
    r"|debat\w+|discuss\w*|opinion|challenge|assumptions?|root cause|correlate|plausible"
    r"|hypothes\w+|scenarios?|roadmap|differently|best|better|ethic\w+|judg\w*ment"
    r"|reason(?:ing)?|think|consider\w*|explain (?:every|itself|why|the)|lay out|work out"
    r"|find out|what (?:would|could|should)|how should|state of the art|compare|review the"
    r"|causes?|impact|risks?|learns?|adapt\w*|persua\w+|redesign\w*|reorgani[sz]e|unclear"
    r"|open)\b",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"\b(?:whole|entire|complete\w*|full|comprehensive|everything|everybody"
    r"|every (?:choice|decision)|all (?:our|of|the|these|matters|causes|possible|about)"
    r"|platform|ecosystem|library|engine|autonomous\w*|agents?|multi-agent|assistants?"
    r"|migrat\w+|years?|continents|countries|companies|company|fleet|teams?|governance"
    r"|systems?|services|from (?:intake|scratch)|suite|end to end|production|kubernetes"
    r"|mainframe|legacy|concurrency|tests? suite|repository|dozens?|hundreds?|thousands?"
    r"|million)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:something|somehow|whatever|stuff|things|idk|maybe|perhaps|not sure|do not know"
    r"|don't know|unclear|etc|really good|kind of|sort of|feels?|you know|some kind"
    r"|sometimes|rarely|strange|nobody|all that|and so on|or so)\b",
    re.IGNORECASE,
)
_WORLD = re.compile(
    r"\b(?:law\w*|legal(?:ly)?|lawful|regulat\w+|rulings?|market|vendors?|software|licen[cs]ing"
    r"|science|research|literature|models are|linux|machine learning|language models?"
    r"|in (?:three|two|five|ten) years|future|next year|2025|2026|europe\w*|germany|france"
    r"|brazil|competitors?|news|history|economy|gdpr|ethics)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:flowmason|pipelines?|stages?|components?|inputs?|outputs?|loops?|foreach|routers?"
    r"|conditionals?|templates?|variables?|schemas?|retr(?:y|ies)|depends_on|tokens?"
    r"|temperature|top_p|prompts?|items?|readers?|controllers?|waves?|dry[- ]run|env|json"
    r"|field|critic|generator|classifier|embedder|step)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Difficulty:
    """
    What is hard about a request, each from 0 to 1.

    `features` are named in `FEATURES`; `complexity` sums up what is large, `ambiguity` what is
    open.
    """

    features: Mapping[str, float]
    complexity: float
    ambiguity: float
    context_tokens: int


def difficulty(task: str, text: str, context_characters: int) -> Difficulty:
    """Measure a request; `context_characters` counts what is sent besides it."""
    words = len(_WORD.findall(text))
    tokens = tokens_of(len(text) + context_characters)
    is_about_us = _OURS.search(text) is not None
    world = _share(_WORLD, text, 2) + (0.5 if task == "ask" and not is_about_us else 0.0)
    features = {
        "length": _saturated(words, 40),
        "actions": _share(_ACTIONS, text, 6),
        "constraints": _share(_CONSTRAINTS, text, 4),
        "open_ended": _share(_OPEN_ENDED, text, 2.5),
        "scope": _share(_SCOPE, text, 2.5),
        "vague": _share(_VAGUE, text, 2),
        "world": min(1.0, world),
        "context": _saturated(tokens_of(context_characters), 6000),
        "fits_schema": 1.0 if task in SCHEMA_TASKS else 0.0,
    }
    return Difficulty(
        MappingProxyType(features),
        complexity=_together(features, "length", "actions", "constraints", "scope", "context"),
        ambiguity=_together(features, "open_ended", "vague", "world"),
        context_tokens=tokens,
    )


def tokens_of(characters: int) -> int:
    """Estimate the tokens of a text by its length."""
    return math.ceil(characters / CHARACTERS_PER_TOKEN)


def _share(pattern: re.Pattern[str], text: str, half: float) -> float:
    return _saturated(len({match.lower() for match in pattern.findall(text)}), half)


def _saturated(amount: float, half: float) -> float:
    """Give a number from 0 to 1 that is 0.5 when the amount is `half`."""
    return amount / (amount + half)


def _together(features: Mapping[str, float], *names: str) -> float:
    """Give a number from 0 to 1 that grows with each of some features."""
    left = 1.0
    for name in names:
        left *= 1.0 - features[name] ** 2
    return round(1.0 - left, 3)
