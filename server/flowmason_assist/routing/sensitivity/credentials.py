"""Credentials whose issuers gave them a form of their own."""

import re
from collections.abc import Iterator

from flowmason_assist.routing.route import Sensitive
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.lookalikes import is_placeholder, is_stand_in
from flowmason_assist.routing.sensitivity.view import View

# Letters and digits in these lengths are what the issuers promise, or less, as forms grow.
_ISSUED = (
    r"AKIA[0-9A-Z]{12,16}",
    r"ASIA[0-9A-Z]{12,16}",
    r"ABIA[0-9A-Z]{16}",
    r"gh[oprsu]_\w{16,}",
    r"github_pat_\w{20,}",
    r"gl(?:pat|rt|dt|ptt|cbt|ft|soat|agent)-[\w-]{16,}",
    r"sk-(?:ant-|proj-|or-|svcacct-)?[\w-]{16,}",
    r"sk_(?:live|test)_\w{10,}",
    r"rk_(?:live|test)_\w{10,}",
    r"whsec_[\w+/=]{16,}",
    r"xox[abeoprs]-[\w-]{10,}",
    r"xapp-[\w-]{10,}",
    r"AIza[\w-]{30,}",
    r"ya29\.[\w-]{20,}",
    r"GOCSPX-[\w-]{20,}",
    r"SG\.[\w-]{16,}\.[\w-]{16,}",
    r"key-[0-9a-z]{32}",
    r"hf_[A-Za-z0-9]{20,}",
    r"npm_[A-Za-z0-9]{20,}",
    r"pypi-[\w-]{20,}",
    r"dckr_pat_[\w-]{16,}",
    r"hv[sbr]\.[\w-]{16,}",
    r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}",
    r"sq0(?:atp|csp)-[\w-]{20,}",
    r"do[opr]_v1_[0-9a-f]{40,}",
    r"lin_api_\w{20,}",
    r"ntn_\w{20,}",
    r"secret_[A-Za-z0-9]{30,}",
    r"figd_[\w-]{20,}",
    r"PMAK-[\w-]{20,}",
    r"NRAK-[A-Z0-9]{20,}",
    r"gl(?:sa|c)_[\w+/=]{20,}",
    r"rubygems_[0-9a-f]{40,}",
    r"AGE-SECRET-KEY-1[0-9A-Z]{20,}",
    r"tskey-[\w-]{16,}",
    r"ops_eyJ[\w-]{20,}",
    r"LTAI[A-Za-z0-9]{12,}",
    r"AKID[A-Za-z0-9]{20,}",
    r"sntry[su]_[\w+/=]{20,}",
    r"r8_[A-Za-z0-9]{30,}",
    r"gsk_[A-Za-z0-9]{30,}",
    r"xai-[A-Za-z0-9]{30,}",
    r"pplx-[A-Za-z0-9]{30,}",
    r"nvapi-[\w-]{30,}",
    r"dapi[0-9a-f]{32}",
    r"pscale_(?:tkn|pw|oauth)_[\w.-]{16,}",
    r"sbp_[0-9a-f]{32,}",
    r"nfp_\w{30,}",
    r"pat[A-Za-z0-9]{14}\.[0-9a-f]{40,}",
    r"ATATT3[\w=-]{20,}",
    r"ATBB\w{20,}",
    r"dp\.(?:st|pt|ct|sa)\.[\w.]{20,}",
    r"pul-[0-9a-f]{40}",
    r"HRKU-[\w-]{20,}",
    r"sq[apu]_[0-9a-f]{40}",
    r"access_token\$(?:production|sandbox)\$\w+(?:\$\w+)?",
    r"EAAA[\w-]{40,}",
    r"EAA[A-Z][A-Za-z0-9]{60,}",
    r"CFPAT-[\w-]{40,}",
    r"dt0[a-z]\d\d\.[A-Z0-9]{20,}",
    r"CCIPAT_\w{20,}",
    r"xkeysib-[0-9a-f]{32,}",
    r"1//0[\w-]{30,}",
    r"sk\.eyJ[\w.-]{40,}",
    r"AKCp[\w]{20,}",
    r"cmVmdGtuOj\w{20,}",
    r"sl\.[\w-]{60,}",
    r"fo1_\w{20,}",
    r"fm[12][ar]?_[\w+/=-]{40,}",
    r"bkua_\w{30,}",
    r"oy2[a-z0-9]{43}",
    r"cio[A-Za-z0-9]{32}",
    r"aio_\w{26,}",
    r"fio-u-[\w-]{40,}",
    r"EZ[AT]K\w{40,}",
    r"duffel_(?:live|test)_[\w=-]{30,}",
    r"FLW(?:SEC|PUB)K[_-]\w{16,}",
    r"rzp_(?:live|test)_\w{10,}",
    r"ico-\w{30,}",
    r"pn[ub]_\w{30,}",
    r"rdme_\w{40,}",
    r"tfp_[\w.-]{40,}",
    r"AQVN[\w-]{30,}",
    r"shippo_(?:live|test)_[0-9a-f]{30,}",
    r"access-(?:sandbox|development|production)-[0-9a-f-]{30,}",
    r"ATCTT3[\w=-]{20,}",
    r"lin_oauth_\w{20,}",
    r"sb_secret_[\w-]{16,}",
    r"sha256~[\w-]{30,}",
    r"v1\.0-[0-9a-f]{20,}-[0-9a-f]{60,}",
    r"API-[A-Z0-9]{26}\b",
    r"[\w~.-]{3}\dQ~[\w~.-]{31,34}",
    r"re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}",
    r"ABSK[\w+/=]{60,}",
    r"live_[0-9a-f]{30,}",
    r"sm_pat_\w{16,}",
    r"pat\.[\w-]{20,}\.[0-9a-f]{20,}\.\w{16,}",
    r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?",
    r"hooks\.slack\.com/(?:services|workflows)/T\w+/\w+/\w+",
    r"/api/webhooks/\d{15,}/[\w-]{30,}",
    r"\.webhook\.office\.com/webhookb2/[\w@/-]{40,}",
    r"\bsig=[\w%+/=-]{16,}",
    r"X-Amz-Signature=[0-9a-f]{40,}",
    r"[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}",  # Discord.
    r"AA[\w-]{33}(?![\w-])",  # Telegram, after a number and a colon.
    r"(?:AC|SK)[0-9a-f]{32}\b",  # Twilio.
    r"[0-9a-f]{32}-us\d{1,2}\b",  # Mailchimp.
    r"\w{14}\.atlasv1\.[\w-]{40,}",  # Terraform.
)
_FORMS = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(_ISSUED)})")
_MIXED = re.compile(r"[\d=+/]")
_IN_HEADERS = (
    ("basic ", re.compile(r"[A-Za-z]{5} [A-Za-z0-9+/]{12,}={0,2}(?![\w+/])")),
    ("ssws ", re.compile(r"[A-Za-z]{4} [\w-]{30,}")),
    ("bearer ", re.compile(r"[A-Za-z]{6} [\w+/=.~-]{12,}")),
)

_PRIVATE_KEY = re.compile(
    r"(?:-+ ?)?BEGIN [A-Z0-9 ]*PRIVATE KEY(?=[\s\S]{0,200}?[A-Za-z0-9+/=]{16})"
    r"[\s\S]*?(?:END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-*|\Z)"
    r"|PuTTY-User-Key-File[\s\S]*"
)
_PUBLIC_BLOCK = re.compile(
    r"-----BEGIN (?:[A-Z0-9 ]*PUBLIC KEY|CERTIFICATE(?: REQUEST)?)(?: BLOCK)?-----"
    r"[\s\S]*?-----END [A-Z0-9 ]*-----"
    r"|ssh-(?:rsa|ed25519|dss) AAAA[\w+/=]+|data:image/[\w.+-]+;base64,[\w+/=]+"
)

_LONGEST_SCHEME = 32
_SCHEME = re.compile(r"[A-Za-z][\w+.:-]{1,30}\Z")
_USER_AND_PASSWORD = re.compile(
    r"[^\s/:@\"'<>\\]*:(?!\d{1,5}/)(?P<secret>[^\s\"'<>\\]+?)@(?=[\w\[{$])"
)
_TOKEN = re.compile(r"(?P<secret>[\w-]{16,})@(?=\w)")
_DATABASES = re.compile(
    r"(?:jdbc:)?(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|oracle"
    r"|clickhouse|cockroachdb|couchdb|cassandra|neo4j|snowflake)(?:\+\w+)?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^\s\"'<>\\]+")
_OPEN_PLACE = re.compile(
    r"(?:[^\s/@]*@)?(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal"
    r"|[\w.-]*\bexample(?:\.\w+)?|[\w-]+\.(?:test|invalid)|[\w-]+)(?=[:/?\s]|$)"
)


def credentials(view: View) -> Iterator[Sensitive]:
    """Find credentials by the forms of those who issue them."""
    for token in view.tokens:
        forms = [form[0] for form in _FORMS.finditer(token)]
        for form in forms:
            if not is_stand_in(form):
                yield from _all_of(form, view.text)
    for start, header in _IN_HEADERS:
        for at in view.places(start):
            match = header.match(view.text, at)
            if match and not is_stand_in(match[0]) and _MIXED.search(match[0], len(start)):
                yield Sensitive(Kind.CREDENTIAL, *match.span())


def _all_of(form: str, text: str) -> Iterator[Sensitive]:
    at = text.find(form)
    while at >= 0:
        yield Sensitive(Kind.CREDENTIAL, at, at + len(form))
        at = text.find(form, at + len(form))


def private_keys(text: str) -> Iterator[Sensitive]:
    """Find private keys in armor, to their ends or the end of the text."""
    if "PRIVATE KEY" in text or "PuTTY-User-Key-File" in text:
        for match in _PRIVATE_KEY.finditer(text):
            yield Sensitive(Kind.PRIVATE_KEY, *match.span())


def public_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of keys and images in text form that everybody may see."""
    if "-----BEGIN" in text or "ssh-" in text or ";base64," in text:
        yield from (match.span() for match in _PUBLIC_BLOCK.finditer(text))


def connection_strings(view: View) -> Iterator[Sensitive]:
    """Find URLs with a password or a token, and addresses of databases on other machines."""
    for at in view.places("://"):
        scheme = _SCHEME.search(view.text, max(0, at - _LONGEST_SCHEME), at)
        start, after = scheme.start() if scheme else at, at + len("://")
        entry = _USER_AND_PASSWORD.match(view.text, after) or _TOKEN.match(view.text, after)
        if entry and not is_placeholder(entry["secret"]):
            yield Sensitive(Kind.CONNECTION_STRING, start, entry.end() - 1)
        elif scheme and _DATABASES.fullmatch(scheme[0]):
            place = _PLACE.match(view.text, after)
            if place and not _is_open(place[0]):
                yield Sensitive(Kind.CONNECTION_STRING, start, place.end())


def _is_open(place: str) -> bool:
    """Tell whether the place of a database says nothing: a template, or a name like "db"."""
    return "{{" in place or "${" in place or _OPEN_PLACE.match(place) is not None
