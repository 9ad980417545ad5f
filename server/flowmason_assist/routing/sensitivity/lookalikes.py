"""What looks like a secret and is none: placeholders, templates, hashes, identifiers."""

import re

_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    string str text number integer int boolean bool object array list any null none nil true false
    undefined required optional missing empty hidden masked redacted secret password passwd token
    key value apikey api_key username user login todo tbd test dummy fake sample example
    placeholder changeme change_me change-me default bearer basic oauth oauth2 jwt hmac none.
    env environment variable field input output here foo bar xxx
        """,
    )
)
_PARTS = re.compile(
    r"\{\{|\}\}|\$\{|\$\(|^\$\w|^%\w+%$|^<[^>]*>?$|^\[[^\]]*\]?$|^[*x•.·#?_-]+$"
    r"|(?<![A-Za-z0-9])(?:[Yy]our(?:[\s_-]|[A-Z]|$)|YOUR[\s_-]"
    r"|(?i:example|placeholder|change.?me|redacted|insert.?here|dummy)(?![a-z0-9]))"
    r"|\.\.\.|…|[xX]{5,}|\*{3,}"
    r"|^(?i:env|secrets?|vault|keyring|inputs?|upstream|context|config|settings|variables)[.:\[]"
    r"|(?i:process|os)\.env|getenv"
)
_STAND_IN = re.compile(r"[xX*]{5,}|\.\.\.|…|[Yy]our[_-]|YOUR[_-]|<|\{\{|\$\{")
_VARIABLE = re.compile(r"\$?[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_REFERENCE = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)+")
_HEXADECIMAL = re.compile(r"(?:0x)?[0-9a-fA-F]+(?:[-:][0-9a-fA-F]+)*")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_DIGEST = re.compile(r"(?:sha|md)\d{1,3}[-:][\w+/=]+", re.IGNORECASE)

_EXAMPLE_DOMAIN = re.compile(
    r"(?:^|\.)(?:example(?:\.(?:com|org|net|edu|[a-z]{2}))?|test|invalid|localhost|local)$"
)


def is_placeholder(value: str) -> bool:
    """Tell whether somebody wrote a stand-in where a secret would be."""
    return (
        value.strip(".").lower() in _WORDS
        or _PARTS.search(value) is not None
        or _VARIABLE.fullmatch(value) is not None
        or _REFERENCE.fullmatch(value) is not None
    )


def is_stand_in(credential: str) -> bool:
    """Tell whether only the beginning of a credential is real, like "sk-xxxxxxxx"."""
    return _STAND_IN.search(credential) is not None


def is_identifier(token: str) -> bool:
    """Tell whether a text that looks random is a hash, a UUID, or another public name."""
    return (
        _HEXADECIMAL.fullmatch(token) is not None
        or _UUID.fullmatch(token) is not None
        or _ULID.fullmatch(token) is not None
        or _DIGEST.fullmatch(token) is not None
    )


def is_example_domain(domain: str) -> bool:
    """Tell whether a domain is reserved for examples, tests or the own machine."""
    return _EXAMPLE_DOMAIN.search(domain.lower().rstrip(".")) is not None
