"""Keystrokes in a long pipeline, and what they cost in a process that keeps what it knows."""

import random
import re
import time
from collections.abc import Iterator

from bench.speed.timing import Timing
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.lint.engine import lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document

TYPED = "Please be brief. "


def typing(text: str, keystrokes: int, seed: int) -> Iterator[str]:
    """Give the versions of a text while somebody types words into prompts here and there."""
    dice = random.Random(seed)
    while keystrokes > 0:
        places = [match.end() for match in re.finditer(r'"(?:prompt|message)": "', text)]
        place = dice.choice(places)
        for character in TYPED[:keystrokes]:
            text = text[:place] + character + text[place:]
            place += 1
            yield text
        keystrokes -= len(TYPED)


def renaming(text: str, times: int, seed: int) -> Iterator[str]:
    """Give the versions of a text while ids change, so that references break and heal."""
    dice = random.Random(seed)
    ids = [match[1] for match in re.finditer(r'"id": "([a-z]+-\d+)"', text)]
    for _ in range(times):
        name = dice.choice(ids)
        yield text.replace(f'"id": "{name}"', f'"id": "{name}x"', 1)
        yield text


def analysis_timed(text: str, versions: Iterator[str]) -> Timing:
    """Analyze version after version, each by means of the one before."""
    catalogue = load_catalogue(folder("schemas"))
    settings = LintSettings()
    document = parse_document(text)
    linted = lint(document, catalogue, settings)
    seconds = []
    for version in versions:
        start = time.perf_counter()
        document = parse_document(version, document)
        linted = lint(document, catalogue, settings, linted)
        seconds.append(time.perf_counter() - start)
    return Timing(tuple(seconds))
