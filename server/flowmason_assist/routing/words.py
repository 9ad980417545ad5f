"""The words by which requests are told apart, for `complexity`."""

import math
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from flowmason_assist.resources import folder, read

LEXICON = "search.toml"
"""In the guide: what people ask about that is not ours."""
FAMILIAR = "familiar-words.txt"
"""Beside the models: words that ordinary requests have; `python -m bench.routing words`."""

WEIGHED = "weighed-words.txt"
"""Beside the models: what single words say; `python -m bench.routing fit`."""
STRONGEST = 5.0
"""The sum of weights, in log-odds, beyond which wording says no more."""

ACTIONS = re.compile(
    r"\b(?:fetch|get|call|read|load|query|pull|ingest|parse|extract|filter|keep|drop|remove"
    r"|sort|join|merge|combine|classif\w+|label|score|rank|summari[sz]e|translate|rewrite"
    r"|draft|write|generate|validate|check|count|compute|convert|group|aggregate|send|post"
    r"|email|notify|log|store|save|upload|update|delete|route|retry|wait|embed|index"
    r"|compare|decide|plan|monitor|watch|handle|predict|book|pay|negotiate|schedule"
    r"|simulate|detect|verify|analy[sz]e|gather|build|create)\b",
    re.IGNORECASE,
)
CONSTRAINTS = re.compile(
    r"\b(?:must|at (?:most|least)|only (?:if|when)|without|exactly|unless|except|should|never"
    r"|always|no more than|under|within|per|limit\w*|budget|required?)\b",
    re.IGNORECASE,
)
OPEN_ENDED = re.compile(
    r"\b(?:design\w*|propos\w+|alternatives?|trade-?offs?|pros and cons|creative\w*|strateg\w+"
    r"|brainstorm\w*|recommend\w*|rethink|architectures?|topolog\w+|options?|argu\w+"
    r"|justif\w+|ideas?|surprise|advise|advice|weigh\w*|simulat\w+|negotiat\w+|balanc\w+"
    r"|debat\w+|discuss\w*|opinion|challenge|assumptions?|root cause|correlate|plausible"
    r"|hypothes\w+|scenarios?|roadmap|differently|best|better|ethic\w+|judg\w*ment"
    r"|reason(?:ing)?|think|consider\w*|explain (?:every|itself|why|the)|lay out|work out"
    r"|find out|what (?:would|could|should)|how should|state of the art|compare|review the"
    r"|causes?|impact|risks?|learns?|adapt\w*|persua\w+|redesign\w*|reorgani[sz]e|unclear"
    r"|open"
    r"|figure out|come up with|invent\w*|imagin\w+|decide yourself|investigat\w+|explor\w+"
    r"|reinvent\w*|optimi[sz]e\w*|revolution\w*|elegant\w*|smart\w*|intelligent\w*"
    r"|surpris\w+|stor(?:y|ies)|storyboard|plots?|characters?|personas?|curriculum"
    r"|motivat\w+|convinc\w+|anticipat\w+|forecast\w*|rumou?rs?|campaigns?|visions?"
    r"|by (?:itself|themselves)|self-\w+ing|gets? better|evolv\w+|unify|nobody has|would you"
    r"|should we|can we|do we|prove|proof|derive|teach|entirely|quite different)\b",
    re.IGNORECASE,
)
SCOPE = re.compile(
    r"\b(?:whole|entire|complete\w*|full|comprehensive|everything|everybody"
    r"|every (?:choice|decision)|all (?:our|of|the|these|matters|causes|possible|about)"
    r"|platform|ecosystem|library|engine|autonomous\w*|agents?|multi-agent|assistants?"
    r"|migrat\w+|years?|continents|countries|companies|company|fleet|teams?|governance"
    r"|systems?|services|from (?:intake|scratch)|suite|end to end|production|kubernetes"
    r"|mainframe|legacy|concurrency|tests? suite|repository|dozens?|hundreds?|thousands?"
    r"|million"
    r"|anything|endless\w*|worldwide|global\w*|marketplace|portfolio|committee|departments?"
    r"|organi[sz]ations?|enterprise|warehouse|business|insurance|hospitals?|banks?"
    r"|government|boards?|handbook|manual|long[- ]term|memory|remembers?|servers?"
    r"|distributed|project|ledgers?|each week|databases?|clusters?|cloud)\b",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"\b(?:something|somehow|whatever|stuff|things|idk|maybe|perhaps|not sure|do not know"
    r"|don't know|unclear|etc|really good|kind of|sort of|feels?|you know|some kind"
    r"|sometimes|rarely|strange|nobody|all that|and so on|or so"
    r"|know what (?:i|we) (?:mean|need|want)|really know|make it|just works|like,|better)\b",
    re.IGNORECASE,
)
WORLD = re.compile(
    r"\b(?:law\w*|legal(?:ly)?|lawful|regulat\w+|rulings?|market|vendors?|software|licen[cs]ing"
    r"|science|research|literature|models are|linux|machine learning|language models?"
    r"|in (?:three|two|five|ten) years|future|next year|2025|2026|europe\w*|germany|france"
    r"|brazil|competitors?|news|history|economy|gdpr|ethics"
    r"|eu|hipaa|complian\w+|comply|supervis\w+|switzerland|asia|climate|elections?|prices?"
    r"|works (?:council|agreement)|unions?|medical|diagnos\w+|financial|physics|politic\w+"
    r"|spring|cheapest|fastest|providers?|tls|dns|cdn|vpc|subnets?|vpn|firewalls?"
    r"|load balancer|gc|heap|deadlocks?|oauth|saml|eks|gpu)\b",
    re.IGNORECASE,
)
OURS = re.compile(
    r"\b(?:flowmason|pipelines?|stages?|components?|inputs?|outputs?|loops?|foreach|routers?"
    r"|conditionals?|templates?|variables?|schemas?|retr(?:y|ies)|depends_on|tokens?"
    r"|temperature|top_p|prompts?|items?|readers?|controllers?|waves?|dry[- ]run|env|json"
    r"|field|critic|generator|classifier|embedder|step|filters?|transforms?|codegen|webhooks?"
    r"|payloads?|mocks?|handlers?|endpoints?)\b",
    re.IGNORECASE,
)
# What errors look like, wherever they come from: they are for us to explain.
SYMPTOMS = re.compile(
    r"\b\w*(?:Error|Exception|Warning)\b|\b[1-5]\d\d\b|'[^']+'|\"[^\"]+\"|\{\{|->"
    r"|object has no|\b(?:failed|None|null|empty)\b",
    re.IGNORECASE,
)
_TERM = re.compile(r"[a-z](?:[a-z+#.-]*[a-z+#])?", re.IGNORECASE)
_LONG = re.compile(r"[^\W\d_]{3,}")
_ANY = re.compile(r"[^\W\d_]{2,}")
# Numbers, hashes, codes: what stands in them is no word.
_CODE = re.compile(r"\S*\d\S*|\S{25,}")


def unfamiliar(text: str) -> int:
    """Count the different words that ordinary requests do not have."""
    return len(set(_LONG.findall(_CODE.sub(" ", text.lower()))) - familiar())


def wording(text: str) -> float:
    """
    Say how far the words of a request are those of hard ones, from -1 to 1.

    The sum is divided by the root of their number, so that long requests are not hard for it.
    """
    found = words_of(text)
    weights = weighed()
    total = sum(weights.get(word, 0.0) for word in found) / math.sqrt(max(1, len(found)))
    return max(-1.0, min(1.0, total / STRONGEST))


def words_of(text: str) -> frozenset[str]:
    """Give the different words of a text, in small letters, without what is a code."""
    return frozenset(_ANY.findall(_CODE.sub(" ", text.lower())))


def elsewhere(text: str, *, met: bool) -> int:
    """Count the tools and topics that are not ours, `met` also those that pipelines work with."""
    terms = {each.strip(".") for each in _TERM.findall(text.lower())}
    return len(terms & _elsewhere()) + (len(terms & _met()) if met else 0)


def familiar_of(texts: list[str], least: int = 4) -> list[str]:
    """Give the words that at least so many of some requests have, in order."""
    seen: dict[str, int] = {}
    for text in texts:
        for word in set(_LONG.findall(text.lower())):
            seen[word] = seen.get(word, 0) + 1
    return sorted(word for word, count in seen.items() if count >= least)


@cache
def familiar() -> frozenset[str]:
    """Give the words of ordinary requests."""
    return frozenset(read(folder("models") / FAMILIAR).split())


@cache
def weighed() -> Mapping[str, float]:
    """Give what single words add to the log-odds that a larger model is needed."""
    lines = read(folder("models") / WEIGHED).splitlines()
    return MappingProxyType({word: float(weight) for word, weight in map(str.split, lines)})


@cache
def _scope() -> dict[str, str]:
    scope: dict[str, str] = tomllib.loads(read(folder("guide") / LEXICON))["scope"]
    return scope


@cache
def _elsewhere() -> frozenset[str]:
    names = ("rivals", "products", "topics", "languages")
    return frozenset(word for name in names for word in _scope()[name].split())


@cache
def _met() -> frozenset[str]:
    return frozenset(_scope()["met"].split())
