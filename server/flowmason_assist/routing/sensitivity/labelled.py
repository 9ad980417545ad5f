"""Secrets that are told by the words before them: `password: …`, "the PIN is …"."""

import re
from collections.abc import Iterator
from enum import Enum, auto

from flowmason_assist.routing.route import Sensitive
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.lookalikes import is_placeholder
from flowmason_assist.routing.sensitivity.randomness import is_random
from flowmason_assist.routing.sensitivity.view import View

# After these, whatever is set is a secret.
_STRONG = (
    *("password", "passwd", "passwort", "passphrase", "passcode", "kennwort", "pwd", "bindpw"),
    *("contraseña", "contrasena", "mot de passe", "senha", "wachtwoord", "hasło", "lösenord"),
    *("parola", "пароль", "密码", "パスワード", "비밀번호", "şifre", "kodeord", "passord"),
    *("api_key", "api-key", "api key", "apikey", "access_key", "access-key", "access key"),
    *("accesskey", "account_key", "accountkey", "private_key", "privatekey", "secret_key"),
    *("secretkey", "client_secret", "clientsecret", "client secret", "sharedaccesskey"),
    *("signing_key", "encryption_key", "master_key", "license_key", "subscription-key"),
)
# After these only what does not read like a word.
_WEAK = (
    *("token", "secret", "bearer", "authorization", "pass", "pw", "credential", "creds"),
    *("login", "sig", "signature", "auth", "otp", "salt"),
)
# After these, a few digits.
_PINS = ("pin", "cvv", "cvc", "cvv2", "tan", "security code", "prüfziffer")


class _Strength(Enum):
    """How far the word before a value makes it a secret."""

    STRONG = auto()  # Whatever it is.
    WEAK = auto()  # Unless it reads like a word.
    WEAKEST = auto()  # Only when it is random: "key" names many things.


_SHORTEST = 3
_LONG_HEXADECIMAL = re.compile(r"(?:0x)?[0-9a-fA-F]{20,}")
_NAME_GOES_ON = re.compile(r"[a-z0-9_]*", re.IGNORECASE)
_STILL_A_SECRET = re.compile(
    r"(?:_?(?:value|text|plain|raw|prod|live|dev|key|\d+|s))?", re.IGNORECASE
)
_IS_SET = re.compile(
    r"\s*\\?[\"'`]?\s*(?:for\s[\w\s]{1,30}?\s|für\s[\w\s]{1,30}?\s)?"
    r"(?::=|=>|->|==|=|:|：|→|(?:is|are|was|lautet|ist|est|es|é|jest|是|は)(?=[\s:：\"'\w]))"
    r"\s*:?\s*"
)
_FOLLOWS = re.compile(r"\s*\\?[\"'`]?\s+")
_VALUE = re.compile(
    r"\\?([\"'`])(?P<quoted>.{1,300}?)\\?\1|(?P<bare>[^\s\"'`<>{}\[\](),;\\]{3,300})"
)
_TEMPLATE = re.compile(r"\\?[\"'`]?\s*(?:\{\{|\$\{|\$\(|\{|\[|\()")
_PAIR_WORDS = (
    *("user", "username", "usr", "login", "log in", "account", "as", "creds"),
    *("credential", "credentials"),
)
_USER_AND_PASSWORD = re.compile(
    r"(?:user(?:name)?|usr|login|log in|account|as)\b[\s=:]+[\"'`]?(?P<user>[\w.@-]+)[\"'`]?"
    r"[\s,;/]*(?:and|with|und|mit|&)?\s*(?:the\s)?(?:password|pass|pwd|pw|passwort)\b[\s=:]+"
    r"[\"'`]?(?P<value>[^\s\"'`<>,;]{3,})",
    re.IGNORECASE,
)
_USER_SLASH_PASSWORD = re.compile(
    r"(?:login|credentials?|creds|account)\b[\s:=]*(?:is\s|are\s)?[\w.@-]+\s*[/:|]\s*(?P<value>\S{5,})",
    re.IGNORECASE,
)
# What people say about a password without saying it.
_SAID_ABOUT = frozenset(
    re.findall(
        r"\S+",
        """
    a an all already also always an and any as at be been being blank both but by case changed
    checked correct defined different email empty encrypted enough entered exactly expired false
    field for forgotten from generated given good hashed hidden if in incorrect invalid it kept
    known least left like long longer lost masked maybe missing must my needed never no none not
    null of ok okay old on one only optional or our passed present provided read really rejected
    required reset right rotated same saved secure sensitive sent set shared short shown so still
    stored string strong supplied that the their there this to too true unset used valid visible
    weak what where which with wrong your you leer falsch nicht im in der die das
        """,
    )
)
_PIN = re.compile(
    r"[\s\"'`:=]*(?:is|lautet|ist|code|number|nr\.?|no\.?)?[\s\"'`:=]*(\d{3,8})(?!\d|[.,]\d)"
)
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_SYMBOL = re.compile(r"[^\w\s.,:/-]")
_PATH_OR_ADDRESS = re.compile(
    r"(?:[a-z]+:)?/?/[\w./-]*|[\w.-]+(?:/[\w.-]+)*/?\.?(?:json|csv|txt|md|py|com|org)"
)


def labelled_secrets(view: View) -> Iterator[Sensitive]:
    """Find secrets by the words before them."""
    for label in _STRONG:
        for end in _ends_of(label, view):
            yield from _value_after(view.text, end, _Strength.STRONG)
    for label in _WEAK:
        for end in _ends_of(label, view, is_whole=True):
            yield from _value_after(view.text, end, _Strength.WEAK)
    for end in _ends_of("key", view, is_whole=True):
        yield from _value_after(view.text, end, _Strength.WEAKEST)
    for label in _PINS:
        for end in _ends_of(label, view, is_whole=True):
            if match := _PIN.match(view.text, end):
                yield Sensitive(Kind.PASSWORD, *match.span(1))
    yield from _pairs(view)


def _pairs(view: View) -> Iterator[Sensitive]:
    """Find passwords that stand beside the name of their user."""
    for word in _PAIR_WORDS:
        for at in view.whole_places(word):
            for pattern, is_any_word in ((_USER_AND_PASSWORD, True), (_USER_SLASH_PASSWORD, False)):
                match = pattern.match(view.text, at)
                value = match["value"].rstrip(".,;") if match else ""
                is_said = value.lower() in _SAID_ABOUT or is_placeholder(value)
                if match and not is_said and (is_any_word or _is_like_a_secret(value)):
                    start = match.start("value")
                    yield Sensitive(Kind.PASSWORD, start, start + len(value))


def _ends_of(label: str, view: View, *, is_whole: bool = False) -> Iterator[int]:
    """Give where each occurrence of a label ends that is not a part of another word."""
    for at in view.places(label):
        end = at + len(label)
        rest = _NAME_GOES_ON.match(view.lower, end)
        begins = not view.lower[at - 1 : at].isalpha() or view.text[at].isupper()
        if rest and (begins or not is_whole) and _STILL_A_SECRET.fullmatch(rest[0]):
            yield rest.end()


def _value_after(text: str, end: int, strength: _Strength) -> Iterator[Sensitive]:
    is_set = _IS_SET.match(text, end)
    start = is_set or _FOLLOWS.match(text, end)
    if start is None or _TEMPLATE.match(text, start.end()):
        return
    match = _VALUE.match(text, start.end())
    if match is None:
        return
    group = "quoted" if match["quoted"] else "bare"
    value = match[group].rstrip(".!?:")
    if match[group].endswith(("...", "…")):
        return  # Only the beginning is written: "sk-...".
    if _is_secret(value, strength, is_set=is_set is not None):
        begin = match.start(group)
        yield Sensitive(Kind.PASSWORD, begin, begin + len(value))


def _is_secret(value: str, strength: _Strength, *, is_set: bool) -> bool:
    if len(value) < _SHORTEST or is_placeholder(value) or value.lower() in _SAID_ABOUT:
        return False
    is_phrase = " " in value.strip() and not _DIGIT.search(value)
    if is_phrase or _PATH_OR_ADDRESS.fullmatch(value):
        return False
    if strength is _Strength.WEAKEST:
        return is_random(value) or _LONG_HEXADECIMAL.fullmatch(value) is not None
    if strength is _Strength.WEAK:
        return _is_like_a_secret(value) and len(value) >= (8 if is_set else 16)
    return is_set or _is_like_a_secret(value)


def _is_like_a_secret(value: str) -> bool:
    """Tell whether a value has letters with digits or signs among them, unlike a word."""
    has_letters = _LETTER.search(value) is not None
    mixed = _DIGIT.search(value) or _SYMBOL.search(value)
    return has_letters and mixed is not None and len(value) >= 5  # noqa: PLR2004
