"""Numbers of identity documents, by their forms and check digits, in two dozen countries."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from flowmason_assist.routing.route import Sensitive
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.view import View

Check = Callable[[str], bool]

# Told without a word beside them, by a shape that little else has; most have a check digit too.
_SHAPES = (
    ("us.ssn", r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"),
    ("gb.nino", r"(?<![\w-])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d\d \d\d \d\d [A-D]\b"),
    ("br.cpf", r"(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])"),
    ("es.dni", r"(?<![\w-])\d{8}-?[A-HJ-NP-TV-Z](?![\w-])"),
    ("es.nie", r"(?<![\w-])[XYZ]\d{7}-?[A-Z](?![\w-])"),
    ("mx.curp", r"\b[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d\b"),
    ("fi.hetu", r"(?<![\w-])\d{6}[-+A-FYXWVU]\d{3}[0-9A-Y](?![\w-])"),
    ("is_.kennitala", r"(?<![\w-])\d{6}-\d{4}(?![\w-])"),
    ("se.personnummer", r"(?<![\w-])(?:\d{2})?\d{6}[-+]\d{4}(?![\w-])"),
    ("kr.rrn", r"(?<![\w-])\d{6}-[1-8]\d{6}(?![\w-])"),
    ("cn.ric", r"(?<![\w-])[1-8]\d{5}(?:19|20)\d{9}[\dX](?![\w-])"),
    ("cl.rut", r"(?<![\w.-])\d{1,2}\.\d{3}\.\d{3}-[\dKk](?![\w-])"),
    ("ch.ssn", r"(?<![\w.-])756\.\d{4}\.\d{4}\.\d{2}(?![\w-])"),
    ("be.nn", r"(?<![\w.-])\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?![\w-])"),
    ("ar.cuit", r"(?<![\w-])\d{2}-\d{8}-\d(?![\w-])"),
    ("cz.rc", r"(?<![\w-])\d{6}/\d{3,4}(?![\w-])"),
    ("gb.nhs", r"(?<![\w-])\d{3} \d{3} \d{4}(?![\w-])"),
    ("fr.nir", r"(?<![\w-])[12] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}(?![\w-])"),
    ("in_.aadhaar", r"(?<![\w-])(?<!\d )\d{4} \d{4} \d{4}(?![\w-]| \d)"),
)
_UNCHECKED = frozenset({"us.ssn", "gb.nino"})  # They have no check digit.

# Bare digits are told by their check digits and a word that stands near, before or after.
_NAMED = (
    ("br.cpf", r"cpf"),
    ("pl.pesel", r"pesel"),
    ("nl.bsn", r"bsn|burgerservicenummer|sofinummer"),
    ("tr.tckimlik", r"tckn|kimlik"),
    ("in_.aadhaar", r"aadhaa?r|uidai|आधार"),
    ("ca.sin", r"sin|nas|social insurance"),
    ("no.fodselsnummer", r"f[øo]dselsnummer|personnummer"),
    ("dk.cpr", r"cpr"),
    ("se.personnummer", r"personnummer|personnr"),
    ("za.idnr", r"id"),
    ("ro.cnp", r"cnp"),
    ("bg.egn", r"egn|егн"),
    ("ee.ik", r"isikukood"),
    ("lt.asmens", r"asmens"),
    ("hr.oib", r"oib"),
    ("my.nric", r"nric|mykad|ic"),
    ("th.pin", r"id|บัตร\w*"),
    ("ie.pps", r"pps|ppsn"),
    ("pt.nif", r"nif|contribuinte"),
    ("at.vnr", r"svnr|versicherungsnummer|sozialversicherungsnummer"),
    ("de.idnr", r"idnr|steuer\w*|identifikationsnummer"),
    ("cl.rut", r"rut|run"),
    ("ch.ssn", r"ahv|avs|oasi"),
    ("be.nn", r"niss|insz|rijksregister\w*"),
    ("cz.rc", r"rodn[ée]"),
    ("fr.nir", r"nir|insee|sécurité sociale|numéro de sécu"),
    ("us.ssn", r"ssn|social security"),
    ("gb.nhs", r"nhs"),
)
_BARE = re.compile(r"(?<![\w.-])\d(?:[ .-]?\d){6,14}[A-Za-z]{0,2}(?![\w-])")
_NEAR = 45

_INDIAN_TAXPAYER = re.compile(r"\b[A-Z]{3}P[A-Z]\d{4}[A-Z]\b")  # P stands for a person.
_SINGAPORE = re.compile(r"\b[STFGM]\d{7}[A-Z]\b")
_ITALIAN = re.compile(r"\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b")


def national_ids(text: str, start: int, end: int) -> Iterator[Sensitive]:
    """Find numbers of people in a window of a text with digits in it."""
    for name, shape in _shapes():
        for match in shape.finditer(text, start, end):
            if name in _UNCHECKED or check(name)(match[0]):
                yield Sensitive(Kind.NATIONAL_ID, *match.span())
    for match in _BARE.finditer(text, start, end):
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if any(words.search(around) and check(name)(match[0]) for name, words in _named()):
            yield Sensitive(Kind.NATIONAL_ID, *match.span())


def lettered_ids(view: View) -> Iterator[Sensitive]:
    """Find numbers of people that are mostly letters, or too short to be told by their digits."""
    for token in view.tokens:
        if _ITALIAN.fullmatch(token) and check("it.codicefiscale")(token):
            at = view.text.find(token)
            yield Sensitive(Kind.NATIONAL_ID, at, at + len(token))
    for word, shape in (("pan", _INDIAN_TAXPAYER), ("nric", _SINGAPORE), ("fin", _SINGAPORE)):
        if word in view.words:
            for match in shape.finditer(view.text):
                yield Sensitive(Kind.NATIONAL_ID, *match.span())


@cache
def check(name: str) -> Check:
    """Give the check of python-stdnum for a kind of number."""
    import importlib

    is_valid: Check = importlib.import_module(f"stdnum.{name}").is_valid
    return is_valid


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(shape)) for name, shape in _SHAPES)


@cache
def _named() -> tuple[tuple[str, re.Pattern[str]], ...]:
    named = r"(?<![^\W_])(?:{})(?![^\W_])"
    return tuple((name, re.compile(named.format(words), re.IGNORECASE)) for name, words in _NAMED)
