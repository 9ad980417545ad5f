"""What a wish for a change of a pipeline asks for, read from its words."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


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
class Replace:
    """Other words wherever some stand."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """A change of which something must be known first."""

    question: str


Wish = Add | Remove | Rename | Replace | Unclear

_QUOTES = "\"'“”‘’`"  # noqa: RUF001  # People paste them.
_NAMED = (
    r"(?:the\s+)?(?:stage\s+|step\s+)?[\"'“”`]?(?P<{0}>[\w -]+?)[\"'“”`]?(?:\s+(?:stage|step))?"
)
_REMOVE = re.compile(
    r"\s*(?:please\s+)?(?:remove|delete|drop|take out|get rid of)\s+"
    rf"{_NAMED.format('stage')}\s*[.!]?\s*",
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
    return (
        _removal(text, known)
        or _renaming(text, known)
        or _replacement(text, known)
        or _unclear(text)
        or _addition(text, known)
    )


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
            found = next((each for each in _inside(old, known.strings)), None)
            if found is not None and new:
                return Replace(found, new)
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
    return Add(words, after or (mentioned[0] if len(mentioned) == 1 else None))


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


def _inside(words: str, strings: Sequence[str]) -> list[str]:
    """Give how words are spelled where they stand; the whole of it must be found."""
    wanted = words.lower()
    return [
        each[start : start + len(words)]
        for each in strings
        if wanted and (start := each.lower().find(wanted)) >= 0
    ]
