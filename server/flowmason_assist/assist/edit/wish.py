"""What a wish for a change of a pipeline asks for, read from its words."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from flowmason_assist.assist.edit.unclear import question_about


@dataclass(frozen=True, slots=True)
class Add:
    """
    New stages behind one that is there, None for the one that gives the result.

    With `before` they stand between that stage and what it works on.
    """

    words: str
    after: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """A stage less."""

    stage: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Another id for a stage, or another name for an input."""

    old: str
    name: str
    is_input: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """Another name for the pipeline itself."""

    name: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Other words wherever some stand."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """A change of which something must be known first."""

    question: str


Wish = Add | Remove | Rename | Title | Replace | Unclear

_QUOTES = "\"'“”‘’`"  # noqa: RUF001  # People paste them.
_NAMED = (
    r"(?:the\s+)?(?:stage\s+|step\s+)?[\"'“”`]?(?P<{0}>[\w -]+?)[\"'“”`]?(?:\s+(?:stage|step))?"
)
_REMOVE = re.compile(
    r"\s*(?:please\s+)?(?:remove|delete|drop|take out|leave out|get rid of|skip|no more|stop"
    r"|without|(?:don['’]?t|do not))\s+"
    rf"{_NAMED.format('stage')}(?:\s+(?:it|that|this))?(?:\s+any\s?(?:more|longer))?\s*[.!]?\s*",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\s*(?:please\s+)?(?:(?:remove|delete|drop|clear|erase|wipe)\s+(?:out\s+)?(?:everything"
    r"|(?:all|both|every)(?:\s+of\s+(?:it|them))?(?:\s+(?:the|my|two|three))?(?:\s+(?:stages?|steps?))?"
    r"|them all|(?:the|this|my) (?:(?:whole|entire) )?(?:pipeline|thing|file))"
    r"|start (?:over|again|from scratch))"
    r"\s*[.!]?\s*",
    re.IGNORECASE,
)
_STYLE = re.compile(
    r"\s*(?:please\s+)?make\s+(?:the\s+)?(?P<stage>.+?)\s+(?:sound\s+)?(?P<degree>more|less)\s+"
    r"(?P<style>[\w-]+)\s*[.!]?\s*",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\s*(?:please\s+)?(?:rename|call|name)\s+(?:the|this|my)\s+pipeline\s+(?:(?:to|as|into)\s+)?"
    r"[\"'“”`]?(?P<name>.+?)[\"'“”`]?\s*[.!]?\s*",
    re.IGNORECASE,
)
_RENAME = re.compile(
    r"\s*(?:please\s+)?(?:rename|call)\s+(?:the\s+)?(?:(?P<kind>stage|step|input)\s+)?"
    r"[\"'“”`]?(?P<stage>[\w -]+?)[\"'“”`]?(?:\s+(?:stage|step|input))?\s+"
    r"(?:(?:to|as|into)\s+)?[\"'“”`]?(?P<name>[^\s\"'“”`]+?)[\"'“”`]?\s*[.!]?\s*",
    re.IGNORECASE,
)
_REPLACE = (
    re.compile(
        r"\s*(?:please\s+)?(?:replace|change|switch)\s+(?P<old>.+?)\s+(?:by|with|to|into)\s+"
        r"(?P<new>.+?)\s*[.!]?\s*",
        re.IGNORECASE,
    ),
    re.compile(
        r"\s*(?:please\s+)?(?:use|take|make it)\s+(?P<new>.+?)\s+"
        r"(?:instead of|rather than|in place of)\s+(?P<old>.+?)\s*[.!]?\s*",
        re.IGNORECASE,
    ),
)
_EXCHANGE = re.compile(
    r"\s*(?P<lead>.+?)\s+(?:instead of|rather than|in place of)\s+(?:the\s+)?(?P<old>.+?)"
    r"\s*[.!]?\s*",
    re.IGNORECASE,
)
_ADD = re.compile(
    r"\s*(?:please\s+)?(?:(?:add|insert|append)\s+(?:(?:a|another|one more|an extra)\s+)?"
    r"(?:new\s+)?(?:stage|step)s?\s*)?(?P<place>(?:after|behind|following)\s+"
    r"(?:this(?:\s+one|\s+stage|\s+step)?|it|(?:the\s+)?[\"'“”`]?(?P<after>[\w-]+)[\"'“”`]?"
    r"(?:\s+(?:stage|step))?)\s*,?\s*)?(?:(?:that|which|to|and|then)\s+)*(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)


_BEFORE = re.compile(
    r"(?P<words>.+?),?\s+before\s+(?:the\s+)?(?P<before>.+?)\s*[.!]?\s*", re.IGNORECASE
)
_LOOP = re.compile(
    r"\s*(?:please\s+)?(?:make (?:it|this|the pipeline) (?:loop|iterate|run (?:for|over))"
    r"|(?:run|do|loop|iterate|repeat) (?:it|this|over)\b)",
    re.IGNORECASE,
)
_OTHER_CHANGE = re.compile(
    r"\s*(?:please\s+)?(?:change|set|rename|swap|raise|lower|increase|decrease|replace|wrap|move"
    r"|reorder|switch)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a file holds that people may name; `meant` gives the stages that words mean."""

    stages: Sequence[str]
    inputs: Collection[str]
    strings: Sequence[str]
    meant: Callable[[str], list[str]]


def read_wish(text: str, known: Known) -> Wish:
    """
    Read a wish about a pipeline.

    What is no other change asks for new stages.
    """
    question = question_about(text)
    return (
        (Unclear(question) if question else None)
        or _all(text, known)
        or _restyling(text, known)
        or _removal(text, known)
        or _titling(text)
        or _renaming(text, known)
        or _replacement(text, known)
        or _unclear(text)
        or _addition(text, known)
    )


def _restyling(text: str, known: Known) -> Wish | None:
    """Have a text rewritten that should be "more formal" or "less technical"."""
    found = _STYLE.fullmatch(text)
    if found is None:
        return None
    meant = known.meant(found["stage"])
    style = f"{found['degree'].lower()} {found['style']}"
    return Add(f"rewrite it in a {style} style", after=meant[0] if len(meant) == 1 else None)


def _all(text: str, known: Known) -> Wish | None:
    if not _ALL.fullmatch(text):
        return None
    shown = ", ".join(f'"{each}"' for each in known.stages)
    return Unclear(f"A pipeline needs a stage: which of {shown} should go?")


def _titling(text: str) -> Wish | None:
    titling = _TITLE.fullmatch(text)
    return None if titling is None else Title(titling["name"])


def _removal(text: str, known: Known) -> Wish | None:
    removal = _REMOVE.fullmatch(text)
    if removal is None:
        return None
    meant = known.meant(removal["stage"])
    if len(meant) == 1:
        return Remove(meant[0])
    # Words such as "drop rows without a name" ask for a stage.
    is_stage = re.search(r"\b(?:stages?|steps?)\b", text, re.IGNORECASE) is not None
    return Unclear(one_of(meant, removal["stage"])) if meant or is_stage else None


def _renaming(text: str, known: Known) -> Wish | None:
    renaming = _RENAME.fullmatch(text)
    if renaming is None:
        return None
    old, name = renaming["stage"].strip(), renaming["name"]
    stage = None if renaming["kind"] == "input" else known_stage(old, known.stages)
    is_input = stage is None and old in known.inputs
    if stage is None and not is_input:
        return None
    if not re.fullmatch(r"[\w-]+", name):
        return Unclear(f'templates cannot read "{name}": which name without dots and blanks?')
    if name in (known.inputs if is_input else known.stages):
        return Unclear(f'"{name}" is taken: which other name?')
    return Rename(stage or old, name, is_input=is_input)


def _replacement(text: str, known: Known) -> Wish | None:
    for pattern in _REPLACE:
        replacing = pattern.fullmatch(text)
        if replacing:
            old, new = (replacing[name].strip().strip(_QUOTES) for name in ("old", "new"))
            found = _spelled(old, known.strings)
            if found is not None and new:
                return Replace(found, new)
    exchange = _EXCHANGE.fullmatch(text)
    if exchange:
        old = exchange["old"].strip(_QUOTES)
        found = _spelled(old, known.strings)
        # As many words as are to go: "group by country instead of region".
        new = " ".join(exchange["lead"].split()[-len(old.split()) :]).strip(_QUOTES)
        return None if found is None else Replace(found, new)
    return None


def _unclear(text: str) -> Wish | None:
    """Ask about what is no new stage, and no change that is known."""
    if _LOOP.match(text):
        return Unclear("Which stage should run for each item, and of which list?")
    if _OTHER_CHANGE.match(text):
        return Unclear("What exactly should change: which stage, which setting, to what?")
    return None


def _addition(text: str, known: Known) -> Add:
    addition = _ADD.fullmatch(text)
    if addition is None:
        return Add(text)
    after = known_stage(addition["after"] or "", known.stages)
    is_placed = addition["after"] is None or after is not None
    words = (addition["words"].strip() or text) if is_placed else text
    following = _BEFORE.fullmatch(words)
    meant = known.meant(following["before"]) if following else []
    if following and len(meant) == 1:
        return Add(following["words"], before=meant[0])
    mentioned = [
        each for each in known.stages if re.search(rf"(?<![\w-]){re.escape(each)}(?![\w-])", words)
    ]
    spoken = _spoken_of(words, known) if after is None else None
    return spoken or Add(words, after or (mentioned[0] if len(mentioned) == 1 else None))


def _spoken_of(words: str, known: Known) -> Add | None:
    """Add behind the stage whose result words speak of: "save the summary"."""
    for noun in re.findall(r"\bthe ([a-z]+)\b", words, re.IGNORECASE):
        meant = known.meant(noun)
        if len(meant) == 1:
            return Add(re.sub(rf"\bthe {noun}\b", "the text", words), after=meant[0])
    return None


def known_stage(words: str, stages: Sequence[str]) -> str | None:
    """Give the stage that some words name, spelled as it is or nearly so."""
    plain = {re.sub(r"[\W_]+", "", each.lower()): each for each in stages}
    wanted = re.sub(r"[\W_]+|stage|step", "", words.lower())
    found = get_close_matches(wanted, plain, n=1, cutoff=0.8) if wanted else []
    return plain[found[0]] if found else None


def one_of(stages: Sequence[str], words: str) -> str:
    """Ask which of several stages is meant, or say that none is."""
    shown = ", ".join(f'"{each}"' for each in stages)
    return f"which one: {shown}?" if stages else f'no stage fits "{words}"'


def _spelled(words: str, strings: Sequence[str]) -> str | None:
    """Give how words are spelled where they stand, in the same letters if they do; whole words."""
    for flags in (re.NOFLAG, re.IGNORECASE):
        wanted = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", flags)
        for each in strings:
            found = wanted.search(each) if words else None
            if found:
                return found[0]
    return None
