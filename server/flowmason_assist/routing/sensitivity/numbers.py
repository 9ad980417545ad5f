"""Numbers that belong to people: cards, accounts, identity documents, telephones."""

import re
from collections.abc import Iterator

from flowmason_assist.routing.route import Sensitive
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.national import check, lettered_ids, national_ids
from flowmason_assist.routing.sensitivity.view import View

# All of them have at least six digits with little between; only around such is looked further.
_SOME_DIGITS = re.compile(r"\d(?:[ ().\-/]{0,3}\d){5,}")
_BEFORE, _AFTER = 45, 12

_CARD = re.compile(
    r"(?<![\w.+-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5}|\d{12,19})"
    r"(?![\w-]|\.\d)"
)
_CARD_BEGINS = re.compile(r"3[0-9]|4|5[0-9]|6[0-9]|2[2-7]|81")
_CARD_WORDS = re.compile(r"card|karte|carte|tarjeta|visa|mastercard|amex|\bpan\b", re.IGNORECASE)

_IBAN = re.compile(r"(?<![\w/-])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\w-])")
_IBAN_WORDS = re.compile(r"iban|account|konto|compte|cuenta|conto|rekening", re.IGNORECASE)

_PHONE = re.compile(
    r"(?<![\w+])(?:\+[1-9]\d{0,2}|00[1-9]\d{0,2}[ ().\-/])[ ().\-/]{0,3}\d"
    r"(?:[ ().\-/]{0,3}\d){5,12}(?!\w)"
    r"|(?<![\w+.-])00[1-9]\d{8,12}(?![\w.-])"
    r"|(?<![\w.-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-]|\.\d)"
    r"|(?<![\w.:/-])0[1-9]\d{1,3}[ /-]\d{3,4}[ -]?\d{3,6}(?![\w.:-])"
    r"|(?<!\w)\(\d{2}\) ?9\d{4}-\d{4}(?![\w-])"
    r"|(?<![\w.-])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\w.-])"
)
_NUMBER = re.compile(r"(?<!\w)\+?\(?\d(?:[ ().\-/]{0,2}\d){6,13}(?!\w)")
# "Phone" and "call" in the languages of Europe and beyond.
_PHONE_WORDS = re.compile(
    r"(?:\b|_)(?:phone|telephone|tel|mobile|cell|calls?|text|sms|whatsapp|viber|fax|dial|ring|gsm"
    r"|telefon\w*|tlf|handy\w*|mobil\w*|anrufen|ruf\w*|natel|téléphone\w*|portable|appele[rz]"
    r"|móvil|celular|tel[eé]fono|llam\w+|número|telefone|telemóvel|ligue|ligar|cellulare"
    r"|chiama\w*|bel|bellen|telefoon\w*|ringa?|puhelin\w*|soita\w*|zadzwo\w+|dzwo\w+|komórk\w+"
    r"|numer|zavola\w*|hívj\w*|telefonszám\w*|telefonu|cep|telefonunu|ara)"
    r"(?:\b|_)[\w\s.:'\"\\=(]{0,25}\Z"
    r"|(?:电话|手机|電話|携帯|전화|휴대폰|телефон\w*|номер\w*|позвон\w*|هاتف|फ़ोन|τηλέφωνο)\D{0,12}\Z",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)|\d{1,2}[-./]\d{1,2}[-./]\d{4}(?!\d)")
_NO_DIGITS = re.compile(r"\D")


def numbers_of_people(view: View) -> Iterator[Sensitive]:
    """Find cards, bank accounts, numbers of identity documents and telephones."""
    for start, end in _windows(view.text):
        yield from _cards(view.text, start, end)
        yield from _ibans(view.text, start, end)
        yield from national_ids(view.text, start, end)
        yield from _phones(view.text, start, end)
    yield from lettered_ids(view)


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
        if not _CARD_BEGINS.match(digits):
            continue
        named = _CARD_WORDS.search(text, max(0, match.start() - _BEFORE), match.start())
        if named or (len(set(digits)) > 1 and check("luhn")(digits)):
            yield Sensitive(Kind.CARD, *match.span())


def _ibans(text: str, start: int, end: int) -> Iterator[Sensitive]:
    for match in _IBAN.finditer(text, start, end):
        named = _IBAN_WORDS.search(text, max(0, match.start() - _BEFORE), match.start())
        if named or check("iban")(match[0]):
            yield Sensitive(Kind.IBAN, *match.span())


def _phones(text: str, start: int, end: int) -> Iterator[Sensitive]:
    for match in _PHONE.finditer(text, start, end):
        if not _DATE.match(match[0]):
            yield Sensitive(Kind.PHONE, *match.span())
    for match in _NUMBER.finditer(text, start, end):
        named = _PHONE_WORDS.search(text, max(0, match.start() - _BEFORE), match.start())
        if named and not _DATE.match(match[0]):
            yield Sensitive(Kind.PHONE, *match.span())
