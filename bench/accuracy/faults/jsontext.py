"""Texts that are no JSON."""

import re
from collections.abc import Callable
from typing import Final

from bench.accuracy.dice import Dice

Broken = tuple[str, int]
TextFault = Callable[[str, Dice], Broken | None]


def _at(pattern: str, new: str) -> TextFault:
    """Replace one place that matches; the fault is where the match starts."""
    wanted = re.compile(pattern)

    def apply(text: str, dice: Dice) -> Broken | None:
        found = list(wanted.finditer(text))
        if not found:
            return None
        match = dice.pick(found)
        replaced = match.expand(new)
        return text[: match.start()] + replaced + text[match.end() :], match.start()

    return apply


def _whole(change: Callable[[str], str], *, at_end: bool = False) -> TextFault:
    """Change the text as a whole."""

    def apply(text: str, dice: Dice) -> Broken | None:
        del dice
        changed = change(text)
        return changed, len(changed) - 1 if at_end else 0

    return apply


def cut_off(text: str, dice: Dice) -> Broken | None:
    """A file that ends in the middle."""
    kept = text[: dice.number(len(text) // 3, len(text) - 4)]
    return kept, len(kept)


STRING_END: Final = r'(?<=[A-Za-z.])"(?=,?\r?\n)'
JSON_TEXT: Final[dict[str, TextFault]] = {
    "trailing-comma-object": _at(r'(?<=["\]}\w])(\s*\n\s*)\}', r",\1}"),
    "trailing-comma-list": _at(r'(?<=["\]}\w])(\s*\n\s*)\]', r",\1]"),
    "missing-comma": _at(r'"(,)(\s*)"', r'"\2"'),
    "missing-colon": _at(r'(?<!\\)":', r'" '),
    "double-comma": _at(r",(?=\s*\n)", ",,"),
    "single-quotes": _at(r'"(id|config|depends_on|name)"', r"'\1'"),
    "unquoted-key": _at(r'"(id|config|depends_on|name)"(?=:)', r"\1"),
    "smart-quotes": _at(r'"(config|name)"', "\u201c\\1\u201d"),
    "line-comment": _at(r'(?="component_type")', r"// which one\n"),
    "block-comment": _at(r'(?="component_type")', r"/* which one */ "),
    "hash-comment": _at(r'(?="component_type")', r"# which one\n"),
    "unclosed-string": _at(STRING_END, ""),
    "raw-newline": _at(r"(?<=[a-z]) (?=[a-z])", r"\n"),
    "raw-tab": _at(r"(?<=[a-z]) (?=[a-z])", r"\t"),
    "bad-escape": _at(r"(?<=[a-z]) (?=[a-z])", r"\\d"),
    "unescaped-quote": _at(r"(?<=[a-z]) (?=[a-z])", r' "so" '),
    "extra-brace": _whole(lambda text: text.rstrip() + "}", at_end=True),
    "second-document": _whole(lambda text: text + "{}", at_end=True),
    "missing-brace": _whole(lambda text: text.rstrip()[:-1], at_end=True),
    "cut-off": cut_off,
    "byte-order-mark": _whole(lambda text: "\ufeff" + text),
    "leading-words": _whole(lambda text: "pipeline = " + text),
    "code-fence": _whole(lambda text: f"```json\n{text}\n```"),
    "yaml": _whole(lambda _: "name: Report\nstages:\n  - id: a\n"),
    "empty-file": _whole(lambda _: ""),
    "blank-file": _whole(lambda _: " \n\n"),
    "list-at-top": _whole(lambda text: f"[{text}]"),
    "text-at-top": _whole(lambda _: '"pipeline"'),
    "null-at-top": _whole(lambda _: "null"),
    "python-true": _at(r'(?<=[^\\]": )true\b', "True"),
    "python-none": _at(r'(?<="config": )\{', "None {"),
    "leading-zero": _at(r'(?<=[^\\]": )(?=[1-9])', "0"),
    "plus-sign": _at(r'(?<=[^\\]": )(?=[1-9])', "+"),
    "bare-fraction": _at(r'(?<=[^\\]": )0\.', "."),
    "value-missing": _at(r'(?<="name": )"[^"]*"', ""),
}
