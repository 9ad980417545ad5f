"""Reads what people paste: console output, logs, tracebacks, answers of servers, plain words."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath

from flowmason_assist.assist.debug.clean import clean, is_readable
from flowmason_assist.assist.debug.record import read_input, read_record
from flowmason_assist.assist.debug.said import Pasted, Recorded, Said
from flowmason_assist.engine.options import Reader

_LONGEST = 6_000
_MOST_LINES = 40
_MOST_SAID = 12
_MOST_LOGGED = 50
_TRACED = 60_000  # Characters before an exception in which its traceback stands.
_SHOWN = 40_000

# What `flowmason run` prints in a frame below a headline, and when a file does not load.
_FAILED_AT = re.compile(r"^[ \t]*Failed at:[ \t]*(?P<stage>[^\n]{0,200})", re.MULTILINE)
_HEADLINE, _ERROR = "Pipeline failed", "Error:"
_REFUSED = re.compile(
    r"Error:\s*(?:Failed to load pipeline|Invalid pipeline JSON|Invalid JSON input"
    r"|Failed to import execution components):(?P<text>.{0,6000})",
    re.DOTALL,
)
# Only the core library names its own class, and resolves templates before it looks at fields.
_CORE = re.compile(r"for PipelineConfig\b|Input mapping failed:\s+Template error in")
_COMMAND_LINE = re.compile(r"FlowMason Running pipeline|for PipelineFile\b|Mapping error for field")
# The lines that the engine writes into its log.
_LOGGED = re.compile(
    r"\bStage (?:'[^'\n]{0,200}' \((?P<id>[^)\n]{1,200})\)|(?P<name>[^\n:]{1,200}?)) "
    r"(?:failed|unexpected error): "
)
_ENDED = re.compile(r"\b(?:DAG execution failed|ExecutionError|Unexpected error): ")
_RAISED = re.compile(
    r"^(?:\w{1,80}\.){0,8}"
    r"(?P<type>[A-Z]\w{0,80}(?:Error|Exception|Exhausted|Failure|Interrupt|Timeout)): ",
    re.MULTILINE,
)
_FRAME = re.compile(r'^ {0,4}File "(?P<path>[^"\n]{1,500})", line \d+', re.MULTILINE)
# What begins something else than the message before it.
_OTHER = re.compile(
    r"^(?:\[[\w:.-]|\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d|Traceback|During handling|The above exception"
    r"|Stage |Failed at:|Error:|\{|INFO|WARN|ERROR|DEBUG|\s*$)"
)
# What stands before a message in a log of any kind, and how the engine's own messages begin.
_TELLING = re.compile(
    r"\b(?:ERROR|CRITICAL|FATAL)\b[\]:| -]{1,5}|(?=Input mapping failed: |Template error in '"
    r"|Component execution failed: |Failed to load component '|Output validation failed: )"
)
_VALIDATED = re.compile(r"^[ \t]*(?:ERROR|error):[ \t]+(?P<text>[^\n]{1,2000})", re.MULTILINE)


def read(text: str) -> Pasted:
    """
    Read a pasted text.

    What is no text at all gives nothing: neither messages nor a run.
    """
    if not is_readable(text):
        return Pasted("")
    plain = clean(text)
    run, told = read_record(plain)
    logged = tuple(_logged(plain))
    found = [*_printed(plain), *told, *_ended(plain), *_raised(plain), *reversed(logged)]
    found += [Said(match["text"]) for match in islice(_VALIDATED.finditer(plain), _MOST_SAID)]
    found += [Said(_message(plain, match.end())) for match in deque(_TELLING.finditer(plain), 5)]
    if not told:
        found.append(Said(_cut(plain)))
    said = _distinct(_completed(each, logged, run) for each in found)
    return Pasted(_cut(plain), said, run, _reader(plain), read_input(plain))


def _reader(plain: str) -> Reader | None:
    """Give the reader whose words these are; the others say the same things as each other."""
    is_core = _CORE.search(plain) is not None
    return "core" if is_core and _COMMAND_LINE.search(plain) is None else None


def _printed(plain: str) -> Iterator[Said]:
    for match in _last(_FAILED_AT, plain):
        before = plain[max(0, match.start() - _LONGEST) : match.start()]
        framed = before.rpartition(_HEADLINE)[2]
        _, error, text = (
            framed.partition(_ERROR) if _HEADLINE in before else before.rpartition(_ERROR)
        )
        stage = match["stage"].strip()
        if error:
            yield Said(text, stage=None if stage in ("", "None", "Unknown") else stage)
    for match in _last(_REFUSED, plain):
        yield Said(match["text"])


def _ended(plain: str) -> Iterator[Said]:
    for match in _last(_ENDED, plain):
        yield Said(_message(plain, match.end()))


def _raised(plain: str) -> Iterator[Said]:
    """Give the last exception of a traceback, which is the one that nobody caught."""
    for match in _last(_RAISED, plain):
        frames = _FRAME.findall(plain, max(0, match.start() - _TRACED), match.start())
        yield Said(
            _message(plain, match.end()),
            type=match["type"],
            frames=tuple(
                dict.fromkeys(PurePosixPath(each.replace("\\", "/")).stem for each in frames)
            ),
        )


def _logged(plain: str) -> Iterator[Said]:
    for match in deque(_LOGGED.finditer(plain), _MOST_LOGGED):
        stage = (match["id"] or match["name"]).strip()
        yield Said(_message(plain, match.end()), stage=stage)


def _message(plain: str, start: int) -> str:
    """Give a message from its start to where something else begins."""
    first, *more = plain[start : start + _LONGEST].split("\n")[:_MOST_LINES]
    lines = [first]
    for line in more:
        if _OTHER.match(line):
            break
        lines.append(line)
    return "\n".join(lines)


def _completed(said: Said, logged: Iterable[Said], run: Recorded | None) -> Said:
    """Add the stage that another place names for the same message."""
    if said.stage is not None:
        return said
    words = _words(said.text)
    for other in logged:
        if words and _words(other.text).startswith(words[:80]):
            return replace(said, stage=other.stage)
    for step in run.steps.values() if run else ():
        if step.error and words and _words(step.error).startswith(words[:80]):
            return replace(said, stage=step.stage)
    return said


def _distinct(said: Iterable[Said]) -> tuple[Said, ...]:
    known: dict[tuple[str, str | None], Said] = {}
    for each in said:
        if each.text.strip():
            known.setdefault((_words(each.text), each.stage), each)
    return tuple(known.values())[:_MOST_SAID]


def _words(text: str) -> str:
    """Give a text without its white space, which terminals change."""
    return "".join(text[:_LONGEST].split())


def _last(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    return list(deque(pattern.finditer(text), 1))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN // 2]}\n{text[-_SHOWN // 2 :]}"
