"""What opens a wallet: the words that its keys are made of, and the keys themselves."""

import re
from collections.abc import Iterator

from flowmason_assist.routing.route import Sensitive
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.view import View

_ANCHORS = ("seed", "mnemonic", "wallet", "recovery phrase", "backup phrase")
# The lists that such words come from have none shorter than three letters or longer than eight.
_PHRASE = re.compile(
    r"\w+[^.\n:=]{0,30}(?:[:=]|\bis\b)[\s:\"']*(?P<words>(?:[a-z]{3,8}[ ,]+){11,23}[a-z]{3,8})\b"
)
# The lists have none of these.
_SENTENCE = re.compile(r"\b(?:the|and|with|for|are|was|that|this|from|each|them|then|not)\b")
_KEY = re.compile(r"(?<![\w-])(?:0x)?[0-9a-fA-F]{64}(?![\w-])")
_NEAR = 30


def wallets(view: View) -> Iterator[Sensitive]:
    """Find the words of wallets, and their keys where a text calls them private."""
    for anchor in _ANCHORS:
        for at in view.whole_places(anchor):
            match = _PHRASE.match(view.text, at)
            if match and not _SENTENCE.search(match["words"]):
                yield Sensitive(Kind.PRIVATE_KEY, *match.span("words"))
    for at in view.whole_places("private"):
        for key in _KEY.finditer(view.text, max(0, at - _NEAR - 66), at + _NEAR + 66):
            yield Sensitive(Kind.PRIVATE_KEY, *key.span())
