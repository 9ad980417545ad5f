"""What is settled about a request before anybody plans it, and what a pipeline may not name."""

import re
from typing import Final

from flowmason_assist.assist.generate.generated import Generated, Status
from flowmason_assist.assist.generate.words import QUESTIONS, REFUSALS
from flowmason_assist.assist.plan.plan import Plan, walk

LONGEST: Final = 6_000  # Characters; more is a document, and not a request.
_LETTER: Final = re.compile(r"[^\W\d_]")
_MOST_FOREIGN: Final = 0.3

_CONFIDENTIAL: Final = (
    r"(?:env(?:ironment)?(?: var\w*)?s?|api[-_ ]?keys?|secrets?|credentials?|passwords?|"
    r"private keys?|access tokens?|cookies)"
)
_GIVEN_AWAY: Final = re.compile(
    rf"\b(?:post|send|upload|leak|exfiltrat|forward|publish|put|copy|write|dump|mail|print)\w*"
    rf"[^.\n]{{0,60}}\b(?:all |every |the |my |your |our |their |its )*{_CONFIDENTIAL}\b",
    re.IGNORECASE,
)
_PRIVATE_FILES: Final = re.compile(
    r"/etc/(?:passwd|shadow)|\bid_rsa\b|/\.ssh\b|\.aws/credentials", re.IGNORECASE
)
_INJECTED: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}"
    r"\b(?:rules?|instructions?|prompts?|guidelines|polic(?:y|ies)|restrictions?|above|safety)\b"
    r"|\bsystem prompt\b|\b(?:developer|god|admin) mode\b|\bjailbreak\b|\byou are now\b"
    r"|\bpretend (?:to be|you are)\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|\Z)[^.!?\n]*)*[.!?]*\s*")
# The commonest words of the languages in which people write to us, to tell them apart.
_COMMON: Final = {
    "English": "the and to of is for in it with that this each then from as into if on an my all",
    "German": "der die das und ist für mit ein eine den dem nicht von zu dann wenn jede jeden soll",
    "French": "le la les des et est pour avec un une dans que qui sur chaque puis si du au",
    "Spanish": "el la los las y es para con un una en que de del cada luego si por al",
    "Italian": "il la le gli e per con un una che di del ogni poi se nella sono alla",
    "Portuguese": "o a os as e para com um uma em que de do da cada depois se por",
    "Dutch": "de het een en van voor met dat niet is op elke dan als naar zijn",
    "Polish": "i w na z do że się jest nie dla każdy potem jeśli po oraz to",
}
_FEWEST_WORDS: Final = 4
_CLEARLY_MORE: Final = 1.4
_TAKEN: Final = re.compile(
    rf"\b(?:steal|harvest|scrape|crack|brute[- ]?force|phish|extract)\w*[^.\n]{{0,60}}"
    rf"\b{_CONFIDENTIAL}\b|\b(?:spam|malware|ransomware|keylogger|ddos)\b",
    re.IGNORECASE,
)


# Where the connections of databases stand; no other variable is read unless the request names it.
_CONNECTIONS = frozenset(
    {
        *("DATABASE_URL", "POSTGRES_HOST", "POSTGRES_USER", "POSTGRES_PASSWORD", "REDIS_HOST"),
        *("MONGODB_HOST", "MONGODB_USER", "MONGODB_PASSWORD"),
    }
)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://([^/\s\"'{}?#]+)", re.IGNORECASE)
_VARIABLE = re.compile(r"\{\{\s*env\.([\w-]+)")
_DELETION = re.compile(
    r"\b(?:delet|remov|eras|purg|wip(?:e|ing)|clear|clean|drop|burn|nuk|trash|destroy|shred|evict"
    r"|forget|invalidat|discard|expire|flush|unlink|empt(?:y|ied)|kill|rm\b|del\b)"
    r"|\b(?:get|got|getting) rid\b|\bthrow\w* (?:\S+ )?(?:away|out)"
    r"|\b(?:can|may|must|should|has to) go\b",
    re.IGNORECASE,
)


def settled(request: str) -> Generated | None:
    """Give the answer to a request that must not be planned, None for all others."""
    words = request.strip()
    if not _LETTER.search(words):
        return Generated(Status.NEEDS_CLARIFICATION, questions=(QUESTIONS["goal"],))
    if len(words) > LONGEST:
        return Generated(
            Status.NEEDS_CLARIFICATION,
            reason=f"the request has {len(words):,} characters; {LONGEST:,} are the most",
            questions=("Which steps matter most? Say them in a few sentences.",),
        )
    if any(each.search(words) for each in (_GIVEN_AWAY, _TAKEN, _PRIVATE_FILES)):
        return Generated(Status.REFUSED, reason=REFUSALS["harmful"])
    return None


def without_orders(request: str) -> tuple[str, tuple[str, ...]]:
    """Give a request without the sentences that tell us how to work, and those sentences."""
    sentences = _SENTENCE.findall(request)
    orders = tuple(each.strip() for each in sentences if _INJECTED.search(each))
    if not orders:
        return request, ()
    return "".join(each for each in sentences if not _INJECTED.search(each)).strip(), orders


def is_foreign(request: str) -> bool:
    """Whether a request is written in a language that our own small model cannot read."""
    letters = _LETTER.findall(request)
    foreign = sum(not letter.isascii() for letter in letters)
    if foreign > _MOST_FOREIGN * max(1, len(letters)):
        return True
    words = re.findall(r"[^\W\d_]+", request.lower())
    if len(words) < _FEWEST_WORDS:
        return False
    hits = {name: sum(word in common.split() for word in words) for name, common in _COMMON.items()}
    other = max(count for name, count in hits.items() if name != "English")
    return other > max(2, _CLEARLY_MORE * hits["English"])


def strangers(text: str, request: str) -> tuple[str, ...]:
    """Give the hosts and environment variables of a pipeline that its request does not name."""
    said = request.lower()
    hosts = (host.lower() for host in _ADDRESS.findall(text))
    variables = (name for name in _VARIABLE.findall(text) if name not in _CONNECTIONS)
    named = (*hosts, *variables)
    return tuple(dict.fromkeys(name for name in named if name.lower() not in said))


def deletes_unasked(plan: Plan, request: str) -> bool:
    """Whether a plan deletes something, and no word of its request speaks of that."""
    deletes = any(
        "delete" in (step.text("op"), (step.text("method") or "").lower())
        for step in walk(plan.steps)
    )
    return deletes and not _DELETION.search(request)
