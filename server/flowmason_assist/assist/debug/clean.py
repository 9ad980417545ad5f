"""Takes from a text what terminals, mail programs, chats and logs put around a message."""

import html
import re

# A log may be of any length; what ended the run stands at its end, what started it at its start.
_HEAD, _TAIL = 500_000, 3_000_000
_READABLE = 0.7
_SAMPLE = 4_000

_ANSI = re.compile(r"\x1b(?:\[[0-9;?]{0,20}[A-Za-z]|\][^\x07\x1b]{0,500}(?:\x07|\x1b\\))")
_ENTITY = re.compile(r"&(?:quot|apos|lt|gt|amp|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_QUOTED = re.compile(r"^[ \t]{0,8}(?:>[ \t]?){1,8}", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)[\w.+-]*[ \t]*$", re.MULTILINE)
# What container logs, journals and build servers put before each line.
_PREFIX = re.compile(
    r"^(?:\d{4}-\d\d-\d\dT[\d:.]{8,24}(?:Z|[+-]\d\d:?\d\d)(?: std(?:out|err) [FP])?"
    r"|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,100} [\w./-]{1,100}(?:\[\d{1,10}\])?:"
    r"|[\w.-]{1,60} {1,20}\|)(?: |$)",
    re.MULTILINE,
)
_FRAMED = re.compile(r"^[ \t]*[\u2500-\u257f](.*?)[\u2500-\u257f]?[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"[\u2500-\u257f]{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


def is_readable(text: str) -> bool:
    """Tell whether this is text at all, and not a picture, an archive or a program."""
    sample = text[:_SAMPLE]
    shown = sum(each.isprintable() or each in "\n\r\t\x1b" for each in sample)
    return shown >= _READABLE * len(sample) and sample.count("\ufffd") < len(sample) / 10 + 1


def clean(text: str) -> str:
    """Give a text as it was before it was shown, quoted and copied; lines are kept."""
    if len(text) > _HEAD + _TAIL:
        text = f"{text[:_HEAD]}\n{text[-_TAIL:]}"
    text = _ANSI.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if "\n" not in text.strip() and r"\n" in text:
        text = text.replace(r"\n", "\n").replace(r"\"", '"').replace(r"\t", " ")
    if _ENTITY.search(text):
        text = html.unescape(text)
    text = _PREFIX.sub("", _FENCE.sub("", _QUOTED.sub("", text)))
    return _TRAILING.sub("", _FRAMED.sub(r"\1", _RULE.sub("", text)))
