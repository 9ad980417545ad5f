"""How sentences become a request: connectors, lists, politeness, haste."""

import random
from collections.abc import Callable

Voice = Callable[[list[str], random.Random], str]
_OPENED = 0.3
_CLOSED = 0.12

_OPENINGS = (
    *("please ", "can you ", "I need a pipeline that does this: ", "I'd like to ", "we need to "),
    *("hi, ", "hey there! ", "Hello, ", "task: ", "TODO: ", "quick one: ", "ok so ", "Could you "),
    *("build me a flow: ", "the job: ", "what I want: ", "Set up something to ", "Help me to "),
)
_CLOSINGS = (
    *(" Thanks!", " Please.", " thanks", " Thank you.", " That's all.", " asap", " :)", " Ok?"),
    *(
        " Nothing else.",
        " No need to log anything.",
        " Don't translate anything.",
        " That would be great.",
    ),
    *(" No e-mails please.", " Keep it simple.", " It runs in production.", " cheers"),
)
_JOINTS = (
    *(
        ", then ",
        ", and then ",
        " and ",
        ", ",
        "; ",
        ". Then ",
        ". ",
        ". After that, ",
        ", after that ",
    ),
    *(". Finally, ", " and finally ", ". Next, ", ". Also ", ", also ", " and also "),
)
_ARROWS = (" -> ", " => ", " → ", " | ")


def voices(chance: random.Random) -> Voice:
    """Draw a voice."""
    return chance.choices((flowing, separate, arrows, listed, hasty), (50, 18, 10, 12, 10))[0]


def told(sentences: list[str], voice: Voice, chance: random.Random) -> str:
    """The request that sentences make in a voice."""
    text = voice([sentence.strip() for sentence in sentences], chance)
    if voice in {flowing, separate} and chance.random() < _OPENED:
        text = _opened(text, chance)
    if chance.random() < _CLOSED:
        text += ("" if text[-1] in ".?!" else ".") + chance.choice(_CLOSINGS)
    return text


def flowing(sentences: list[str], chance: random.Random) -> str:
    """Sentences joined by "then" and "and"."""
    text = sentences[0].rstrip(".")
    joint = chance.choice(_JOINTS)
    for sentence in sentences[1:]:
        if chance.random() < 0.6:
            joint = chance.choice(_JOINTS)
        lead = joint if text[-1] not in "?!" else " " + joint.lstrip(",;. ").capitalize()
        text += lead + (_capital(sentence) if lead.endswith(". ") else sentence)
    return _capital(text) + chance.choice((".", ".", ""))


def separate(sentences: list[str], chance: random.Random) -> str:
    """One sentence after the other."""
    del chance
    return " ".join(_capital(each) + "." * (each[-1] not in "?!.") for each in sentences)


def arrows(sentences: list[str], chance: random.Random) -> str:
    """Arrows and bars between steps."""
    return chance.choice(_ARROWS).join(each.rstrip(".?!") for each in sentences)


def listed(sentences: list[str], chance: random.Random) -> str:
    """A list, numbered or not."""
    mark: Callable[[int], str] = chance.choice(
        (lambda n: f"{n}. ", lambda n: f"{n}) ", lambda _: "- ", lambda _: "* ")
    )
    lead = chance.choice(("", "", "Steps:\n", "Please do the following:\n", "todo\n"))
    return lead + "\n".join(mark(n) + each for n, each in enumerate(sentences, 1))


def hasty(sentences: list[str], chance: random.Random) -> str:
    """A telegram; what is spoken of has no articles either."""
    joint = chance.choice((", ", "; ", ", then ", ". "))
    return joint.join(sentence.rstrip(".?!") for sentence in sentences)


def _opened(text: str, chance: random.Random) -> str:
    return chance.choice(_OPENINGS) + text[0].lower() + text[1:]


def _capital(text: str) -> str:
    return text if "://" in text.split(maxsplit=1)[0] else text[:1].upper() + text[1:]
