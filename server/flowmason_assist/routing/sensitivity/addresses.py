"""Where people live: streets with numbers, and postcodes that lead to a few houses."""

import re
from collections.abc import Iterator

from flowmason_assist.routing.route import Sensitive
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.view import View

_UPPER = r"[A-ZÀ-Þ]"
# Both begin with the digits, which is what makes looking for them fast.
_NUMBER_THEN_WORD = re.compile(r"\d{1,5}[A-Za-z]?,?\s(?=[^\W\d_])")
_WORD_THEN_NUMBER = re.compile(r"\d(?<=[\w.,º]\s\d)[\dA-Za-z]*")
# 14 Larkspur Lane · 221B Baker Street · 12 rue de la Paix
_AFTER = (
    *("Street", "St", "Road", "Rd", "Avenue", "Ave", "Lane", "Ln", "Drive", "Dr", "Court", "Ct"),
    *("Boulevard", "Blvd", "Way", "Place", "Pl", "Square", "Sq", "Terrace", "Crescent", "Close"),
    *("Parkway", "Highway", "Hill", "Gardens", "Row", "Alley", "Circle", "Trail"),
)
_BETWEEN = ("Rue", "avenue", "boulevard", "place", "chemin", "impasse", "quai", "allée", "Sráid")
_HOUSE_FIRST = re.compile(
    rf"\d{{1,5}}(?:[A-Za-z]|\sbis)?,?\s(?:(?:{_UPPER}[\w'’.-]*\s){{1,4}}(?:{'|'.join(_AFTER)})\b"
    rf"|(?:rue|{'|'.join(_BETWEEN)})\s(?:(?:de|du|des|la|le|na|d'|l')\s?)*{_UPPER}[\w'’-]+)"
)
# Lindenstraße 48 · Hauptstr. 5 · Keizersgracht 174 · Via Garibaldi 27 · Calle Mayor 5
_ENDINGS = "straße|strasse|str|gasse|weg|platz|allee|ufer|straat|gracht|laan|gatan|vej|vegen"
_BEFORE = (
    *("Via", "Viale", "Piazza", "Piazzale", "Corso", "Vicolo", "Strada", "Calle", "Avenida"),
    *("Avda", "Av", "Plaza", "Paseo", "Carrer", "Carretera", "Rua", "Travessa", "Praça", "Largo"),
    *("Ulica", "ulica", "ul", "al", "os", "Sráid", "C/", "Am", "An der", "Auf dem", "Auf der"),
    *("Im", "In den", "In der", "Zum", "Zur", "Unter den", "Hinter dem", "Hinter der"),
)
_STREET_BEFORE = re.compile(
    rf"(?:\b{_UPPER}[\w-]*(?:{_ENDINGS})\.?|\b(?:{'|'.join(_BEFORE)})\.?\s[\w'’. -]{{2,40}}?,?)"
    r"\s(?:n\.?º?\s?)?\Z"
)
_FIRST_WORDS = frozenset({"rue", *(each.lower() for each in (*_AFTER, *_BETWEEN))})
_BEFORE_WORDS = frozenset(each.lower().rstrip("/") for each in _BEFORE if " " not in each)
_BEFORE_PHRASES = tuple(each.lower() for each in _BEFORE if " " in each)
_ENDS_LIKE_A_STREET = re.compile(rf"(?:{_ENDINGS})$", re.MULTILINE)

_POSTCODE = re.compile(r"\d[ABD-HJLNP-UW-Z]{2}\b")  # The second half of a British one.
_POSTCODE_AREA = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s\Z")
_IS_POSTCODE = re.compile(r"^\d[abd-hjlnp-uw-z]{2}$", re.MULTILINE)
# …, 86150 Augsburg · …, 30-105 Kraków · …, 1017 AB Amsterdam · …, ID 83702
_TOWN = re.compile(
    r",\s(?:(?:[A-Z]{1,2}-)?(?!(?:19|20)\d\d\s)"
    r"(?:\d{4,5}|\d\d-\d{3}|\d{3}\s\d\d|\d{4}\s?[A-Z]{2})\s(?=[^\W\d_a-z])"
    r"|(?P<state>[A-Z]{2})\s\d{5}\b)"
)
_HOUSE_BEFORE_TOWN = re.compile(
    rf"{_UPPER}[\w'’.-]*\s\d{{1,3}}\s?[A-Za-z]?(?:[/-]\d{{1,4}})?(?:,\s[^,\n]{{1,12}})?\Z"
)
_HOUSE_BEFORE_STATE = re.compile(rf"\b\d{{1,5}}\s{_UPPER}[^,\n]{{2,40}}(?:,[^,\n]{{2,24}})?\Z")
# 東京都千代田区丸の内1-9-2 · 上海市浦东新区世纪大道100号 · 서울시 강남구 테헤란로 152
_EAST = re.compile(
    r"[都道府県市]\S{1,12}[市区町村郡]\S{0,12}?\d{1,4}(?:[-–丁番号]\S?\d{0,4})"
    r"|[省市]\S{1,12}[路街道巷弄]\d{1,5}号|\S[시도]\s\S+[구군시]\s\S+[로길]\s?\d{1,4}"
)
_BOX = re.compile(r"P\.?\s?O\.?\sBox\s\d{2,}", re.IGNORECASE)
_LONGEST_STREET = 60


def addresses(view: View) -> Iterator[Sensitive]:
    """Find addresses; only in texts with such words is looked at every number."""
    if not view.words.isdisjoint(_FIRST_WORDS):
        yield from _houses_first(view.text)
    if _names_streets(view):
        yield from _numbers_behind(view.text, _STREET_BEFORE)
    if _IS_POSTCODE.search(view.vocabulary):
        yield from _numbers_behind(view.text, _POSTCODE_AREA)
    for town in _TOWN.finditer(view.text):
        start = max(0, town.start() - _LONGEST_STREET)
        house_before = _HOUSE_BEFORE_STATE if town["state"] else _HOUSE_BEFORE_TOWN
        if house := house_before.search(view.text, start, town.start()):
            yield Sensitive(Kind.ADDRESS, house.start(), town.end())
    if not view.text.isascii():
        for match in _EAST.finditer(view.text):
            yield Sensitive(Kind.ADDRESS, *match.span())
    if "box" in view.words:
        for match in _BOX.finditer(view.text):
            yield Sensitive(Kind.ADDRESS, *match.span())


def _names_streets(view: View) -> bool:
    return (
        not view.words.isdisjoint(_BEFORE_WORDS)
        or _ENDS_LIKE_A_STREET.search(view.vocabulary) is not None
        or any(phrase in view.lower for phrase in _BEFORE_PHRASES)
    )


def _houses_first(text: str) -> Iterator[Sensitive]:
    for number in _NUMBER_THEN_WORD.finditer(text):
        at = number.start()
        before = text[at - 1 : at]
        house = _HOUSE_FIRST.match(text, at)
        if house and not before.isalnum() and before not in (".", "-"):
            yield Sensitive(Kind.ADDRESS, *house.span())


def _numbers_behind(text: str, before: re.Pattern[str]) -> Iterator[Sensitive]:
    """Find numbers with the pattern before them; postcodes count with a postcode's area only."""
    for number in _WORD_THEN_NUMBER.finditer(text):
        if (_POSTCODE.match(text, number.start()) is not None) != (before is _POSTCODE_AREA):
            continue
        start = max(0, number.start() - _LONGEST_STREET)
        if street := before.search(text, start, number.start()):
            yield Sensitive(Kind.ADDRESS, street.start(), number.end())
