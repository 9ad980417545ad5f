"""Numbers that belong to people: cards, accounts, identity documents, telephones."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from flowmason_assist.routing.route import Sensitive
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.view import View

# All of them have at least six digits with little between; only around such is looked further.
_SOME_DIGITS = re.compile(r"\d(?:[ ().\-/]{0,3}\d){5,}")
_BEFORE, _AFTER = 45, 12

_CARD = re.compile(r"(?<![\w.+-])\d(?:[ -]?\d){11,18}(?![\w-]|\.\d)")
_CARD_BEGINS = re.compile(r"3[0-9]|4|5[0-9]|6[0-9]|2[2-7]")
_CARD_SHAPE = re.compile(r"\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5}|\d+")
_CARD_WORDS = re.compile(r"card|karte|carte|tarjeta|visa|mastercard|amex|\bpan\b", re.IGNORECASE)

_IBAN = re.compile(r"(?<![\w/-])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\w-])")
_IBAN_WORDS = re.compile(r"iban|account|konto|compte|cuenta|conto|rekening", re.IGNORECASE)

# Without a word before them, only those are told that have a shape and a check digit.
_SHAPES = (
    ("us.ssn", re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")),
    (
        "gb.nino",
        re.compile(r"(?<![\w-])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d\d \d\d \d\d [A-D]\b"),
    ),
    ("br.cpf", re.compile(r"(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])")),
    ("es.dni", re.compile(r"(?<![\w-])\d{8}-?[A-HJ-NP-TV-Z](?![\w-])")),
    ("es.nie", re.compile(r"(?<![\w-])[XYZ]\d{7}-?[A-Z](?![\w-])")),
    ("mx.curp", re.compile(r"\b[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d\b")),
    ("fi.hetu", re.compile(r"(?<![\w-])\d{6}[-+A-FYXWVU]\d{3}[0-9A-Y](?![\w-])")),
    ("is_.kennitala", re.compile(r"(?<![\w-])\d{6}-\d{4}(?![\w-])")),
    ("gb.nhs", re.compile(r"(?<![\w-])\d{3} \d{3} \d{4}(?![\w-])")),
    ("fr.nir", re.compile(r"(?<![\w-])[12] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}(?![\w-])")),
    ("in_.aadhaar", re.compile(r"(?<![\w-])\d{4} \d{4} \d{4}(?![\w-]| \d)")),
)
_UNCHECKED = frozenset({"us.ssn", "gb.nino"})  # They have no check digit.
_INDIAN_TAXPAYER = re.compile(r"\b[A-Z]{3}P[A-Z]\d{4}[A-Z]\b")  # P stands for a person.
_CODICE_FISCALE = re.compile(r"\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b")

_PHONE = re.compile(
    r"(?<![\w+])(?:\+|00)[1-9]\d{0,2}[ ().\-/]{0,3}\d(?:[ ().\-/]{0,3}\d){5,12}(?!\w)"
    r"|(?<![\w.-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-]|\.\d)"
    r"|(?<![\w.:/-])0[1-9]\d{1,3}[ /-]\d{3,4}[ -]?\d{3,6}(?![\w.:-])"
    r"|(?<!\w)\(\d{2}\) ?9\d{4}-\d{4}(?![\w-])"
    r"|(?<![\w.-])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\w.-])"
)
_NUMBER = re.compile(r"(?<!\w)\+?\(?\d(?:[ ().\-/]{0,2}\d){6,13}(?!\w)")
_PHONE_WORDS = re.compile(
    r"(?:\b|_)(?:phone|telephone|tel|mobile|cell|calls?|text|sms|whatsapp|fax|telefon|handy|móvil|telefone|ligue"
    r"|tel[eé]fono|téléphone|celular|ring|dial|número)(?:\b|_)[\w\s.:'\"\\=(]{0,25}\Z"
    r"|(?:电话|手机|電話|전화|телефон)\D{0,4}\Z",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)|\d{1,2}[-./]\d{1,2}[-./]\d{4}(?!\d)")
_NO_DIGITS = re.compile(r"\D")


def numbers_of_people(view: View) -> Iterator[Sensitive]:
    """Find cards, bank accounts, numbers of identity documents and telephones."""
    for start, end in _windows(view.text):
        yield from _cards(view.text, start, end)
        yield from _ibans(view.text, start, end)
        yield from _national_ids(view.text, start, end)
        yield from _phones(view.text, start, end)
    for token in view.tokens:
        if _CODICE_FISCALE.fullmatch(token) and _check("it.codicefiscale")(token):
            at = view.text.find(token)
            yield Sensitive(Kind.NATIONAL_ID, at, at + len(token))
    if "pan" in view.words:
        for match in _INDIAN_TAXPAYER.finditer(view.text):
            yield Sensitive(Kind.NATIONAL_ID, *match.span())


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Give where digits stand close together, with what stands around them, none overlapping."""
    begin = end = -1
    for match in _SOME_DIGITS.finditer(text):
        start = max(0, match.start() - _BEFORE)
        if start > end:
            if end >= 0:
                yield begin, end
            begin = start
        end = min(len(text), match.end() + _AFTER)
    if end >= 0:
        yield begin, end


def _cards(text: str, start: int, end: int) -> Iterator[Sensitive]:
    for match in _CARD.finditer(text, start, end):
        digits = _NO_DIGITS.sub("", match[0])
        if not _CARD_BEGINS.match(digits) or not _CARD_SHAPE.fullmatch(match[0]):
            continue
        named = _CARD_WORDS.search(text, max(0, match.start() - _BEFORE), match.start())
        if named or (len(set(digits)) > 1 and _check("luhn")(digits)):
            yield Sensitive(Kind.CARD, *match.span())


def _ibans(text: str, start: int, end: int) -> Iterator[Sensitive]:
    for match in _IBAN.finditer(text, start, end):
        named = _IBAN_WORDS.search(text, max(0, match.start() - _BEFORE), match.start())
        if named or _check("iban")(match[0]):
            yield Sensitive(Kind.IBAN, *match.span())


def _national_ids(text: str, start: int, end: int) -> Iterator[Sensitive]:
    for name, shape in _SHAPES:
        for match in shape.finditer(text, start, end):
            if name in _UNCHECKED or _check(name)(match[0]):
                yield Sensitive(Kind.NATIONAL_ID, *match.span())


def _phones(text: str, start: int, end: int) -> Iterator[Sensitive]:
    for match in _PHONE.finditer(text, start, end):
        if not _DATE.match(match[0]):
            yield Sensitive(Kind.PHONE, *match.span())
    for match in _NUMBER.finditer(text, start, end):
        named = _PHONE_WORDS.search(text, max(0, match.start() - _BEFORE), match.start())
        if named and not _DATE.match(match[0]):
            yield Sensitive(Kind.PHONE, *match.span())


@cache
def _check(name: str) -> Callable[[str], bool]:
    """Give the check of python-stdnum for a kind of number."""
    import importlib

    is_valid: Callable[[str], bool] = importlib.import_module(f"stdnum.{name}").is_valid
    return is_valid
