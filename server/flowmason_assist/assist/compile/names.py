"""Names for stages, inputs and loop variables, from the words of a request."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import urlsplit

_WORD = re.compile(r"[^\W\d_][\w'-]*")
# Words that say nothing about what a step does.
_FILLERS = """
a an the this that these those it its them they their his her he she i me my we us our you your
of to for from in on at by with into onto about as and or but so if when then than very really
just only also please can could would should will shall may might must be is are was were been
being do does did done have has had get gets got make sure each every all any some one which who
whom whose what where how why up out off over not no yes there here
"""
# What people call the texts that they hand to a pipeline.
_TEXTS = """
article report email e-mail mail letter review transcript document statement memo message ticket
contract post essay speech feedback complaint description abstract manuscript recipe newsletter
comment announcement paper chapter story note brief minutes proposal question answer lecture
interview policy log resume cv paragraph page draft summary text poem song script tweet blog
notes agreement listing bio caption quote update diary
"""
# What follows "each" without being what it is about.
_NO_NOUNS = """
is are was has have gets get find check take translate write summarise summarize classify log post
send analyse analyze rewrite draft decide tell should must can will needs need that which in on of
from and or with whose who individual single new incoming other
"""
_EMPTY = frozenset(_FILLERS.split())
_NOT_A_NOUN = frozenset(_NO_NOUNS.split())
_EACH = re.compile(
    r"\b(?:for each|for every|each|every|per|foreach)\s+((?:[\w'-]+\s+){0,2}[\w'-]+)"
)
_PLURAL = re.compile(r"\b(?:the|our|my|all|these|those|of|list of|some)\s+(?:\w+\s)?([a-z]{3,}s)\b")
_SINGULARS = """
this is was does its results steps words sentences items has as less address status business news
process access class points lines times minutes hours days seconds
"""
_NOT_PLURAL = frozenset(_SINGULARS.split())
_MOST_WORDS = 3


def slug(text: str, most: int = _MOST_WORDS) -> str:
    """Give the words of a text that say most, joined by hyphens; empty if there are none."""
    words = (word.lower().strip("'-") for word in _WORD.findall(text))
    plain = (re.sub(r"[^a-z0-9-]", "", word.split("'")[0]) for word in words)
    kept = [word for word in plain if word and word not in _EMPTY]
    return "-".join(kept[:most])


def unique(name: str, used: Iterable[str], joint: str = "-") -> str:
    """Give the name, with a number behind it if it is taken."""
    taken = set(used)
    numbered = (f"{name}{joint}{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(each for each in numbered if each not in taken)


def place_name(url: str) -> str:
    """Give a short name for what a URL leads to: the last word of its path, or its host."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        host = parts.hostname or ""
    except ValueError:
        return ""
    words = [slug(re.sub(r"[{}<>$:]", " ", part)) for part in parts.path.split("/")]
    named = [word for word in words if word and not re.fullmatch(r"v\d+|api|id", word)]
    labels = [label for label in host.split(".") if label not in ("www", "api", "hooks")]
    return named[-1] if named else slug(labels[0].replace("-", " ")) if labels else ""


def file_name(path: str) -> str:
    """Give a short name for a file: its stem."""
    return slug(PurePosixPath(path.replace("\\", "/")).stem.replace("_", " ").replace("-", " "))


def identifier(text: str, fallback: str) -> str:
    """Give a name that templates and Python allow."""
    plain = re.sub(r"\W+", "_", text.lower(), flags=re.ASCII).strip("_")
    return plain if plain and not plain[0].isdigit() else fallback


def singular(noun: str) -> str:
    """Give the singular of an English noun, roughly."""
    if noun.endswith("ies") and len(noun) > 4:  # noqa: PLR2004  # Not "ties".
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def plural(noun: str) -> str:
    """Give the plural of an English noun, roughly."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun + "s"


def item_nouns(request: str) -> Iterator[str]:
    """Give what the request says that loops are about, in its order, in the singular."""
    for match in _EACH.finditer(request.lower()):
        words = match[1].split()
        noun = next((word for word in words[:1] if word not in _NOT_A_NOUN | _EMPTY), None)
        second = words[1] if len(words) > 1 else ""
        if words[0] in _NOT_A_NOUN and second not in _NOT_A_NOUN | _EMPTY:
            noun = second or None
        if noun and re.fullmatch(r"[a-z-]{3,}", noun):
            yield singular(noun)


def input_names(inputs: Iterable[str], request: str) -> Mapping[str, str]:
    """
    Give the names under which a pipeline takes the inputs of a plan.

    The request's own nouns are better than "items" or "text"; what it names itself stays.
    """
    said = request.lower()
    lists = [*map(plural, item_nouns(said)), *_plurals(said)]
    texts = [word for word in _TEXTS.split() if re.search(rf"\b{word}\b", said)]
    texts.sort(key=lambda word: re.search(rf"\b{word}\b", said).start())  # type: ignore[union-attr]
    found: dict[str, str] = {}
    for name in inputs:
        better = lists if name in ("items", "rows", "rows2") else texts if name == "text" else []
        chosen = next((each for each in better if identifier(each, "") not in found.values()), name)
        found[name] = unique(identifier(chosen, name), found.values(), "_")
    return found


def _plurals(said: str) -> Iterator[str]:
    for match in _PLURAL.finditer(said):
        if match[1] not in _NOT_PLURAL:
            yield match[1]
