"""What people say themselves about a text: that it is confidential, or how sensitive it is."""

import re
from collections.abc import Iterator

from flowmason_assist.routing.route import Sensitive
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.view import View

_NEAR = 60  # Characters around a word that belong to the same remark.
_ANCHORS = (
    *("confidential", "proprietary", "internal use", "trade secret", "distribute", "nda"),
    *(
        "non-disclosure",
        "tlp:",
        "official use",
        "embargo",
        "privileged",
        "classified",
        "top secret",
    ),
    *("restricted", "do not share", "do not forward", "not for release", "not for public"),
    *("eyes only", "secret sauce", "vertraulich", "geheim", "confidentiel", "confidencial"),
    *("classification", "vertraulichkeitsstufe", "geheimhaltungsstufe"),
    *("do not leak", "unreleased", "unpublished", "property of", "streng"),
    *(
        "internal only",
        "intern verwenden",
        "nur für den internen",
        "company secret",
        "betriebsgeheimnis",
    ),
)
_MARK = re.compile(
    r"(?:strictly|highly|company|business|commercially|attorney[- ]client|board|very"
    r"|privileged and)[\s-]+(?:private and\s)?confidential\b"
    r"|^\W{0,4}confidential\b\s*(?:[:\-–—(|.]|$|and\b)|\(confidential\)|\[confidential\]"
    r"|\b(?:is|are|this|kept|keep (?:it|this)|remains?)\s(?:\w+\s)?confidential\b"
    r"|\bCONFIDENTIAL\b|\bTOP SECRET\b|\bRESTRICTED\b\s*[:\-–—]|\bCLASSIFIED\b"
    r"|\b(?:for )?internal(?: use)? only\b|\bcompany secret|\btrade secret|\bsecret sauce\b"
    r"|\bproprietary\s(?:and|to|information|algorithm|formula|method|code|data|model|source|\W|$)"
    r"|\b(?:our|the company's|their)\sproprietary\b|^\W{0,4}proprietary\b|\bPROPRIETARY\b"
    r"|\bdo not (?:distribute|share|forward|disclose|leak|circulate|publish)\b"
    r"|\bplease do not (?:share|forward|distribute)\b"
    r"|\bnot for (?:public )?(?:release|distribution|publication|circulation|disclosure)\b"
    r"|\b(?:under|covered by|subject to|breach of)\s(?:\w+\s){0,2}(?:nda|non-disclosure)\b"
    r"|\bTLP:\s?(?:RED|AMBER)|\bfor official use\b|\bembargoed?\b|\beyes only\b"
    r"|\battorney[- ]client\b|\bprivileged (?:and|communication|material)\b"
    r"|\bunpublished (?:data|results|manuscript|work|findings)\b"
    r"|\bunreleased (?:title|game|product|film)"
    r"|\b(?:streng|strikt) (?:vertraulich|geheim)\b|^\W{0,4}vertraulich\b|\bbetriebsgeheimnis"
    r"|\bnur für den internen gebrauch\b|\bstrictement confidentiel|^\W{0,4}confidentiel\b"
    r"|\bclassification\s?(?:[:=–—-]|\bis\b)\s?(?:top\s)?(?:secret|restricted|confidential)\b"
    r"|\b(?:vertraulichkeits|geheimhaltungs)stufe\W{1,3}(?:streng\s)?(?:geheim|vertraulich)"
    r"|\bestrictamente confidencial|^\W{0,4}confidencial\b",
    re.IGNORECASE | re.MULTILINE,
)
_SHOUTED = ("CONFIDENTIAL", "PROPRIETARY", "RESTRICTED", "CLASSIFIED", "TOP SECRET")

_TAG = re.compile(
    r"[\"'](?:data[_-]?)?(?:sensitivity|classification|confidentiality)"
    r"(?:[_-]?(?:level|label))?\\?[\"']\s*:\s*"
    r"(?:\[\s*|\{[^{}]{0,60}?[\"'](?:level|label|value|class)\\?[\"']\s*:\s*)?"
    r"\\?[\"'](?P<value>[^\"'\\]+)\\?[\"']",
    re.IGNORECASE,
)
_OPEN_TAGS = frozenset(
    {"public", "none", "low", "open", "internal", "unclassified", "normal", "non-sensitive", ""}
)
# Documents are classified in many ways; these words are about who may read them.
_CLOSED = re.compile(
    r"confidential|restricted|secret|sensitive|private|personal|pii|phi|proprietary|hipaa|gdpr|pci"
    r"|tlp:(?:red|amber)",
    re.IGNORECASE,
)


def marks(view: View) -> Iterator[Sensitive]:
    """Find words by which people say that a text is not for everybody."""
    for anchor in _ANCHORS:
        for at in view.whole_places(anchor):
            start, end = max(0, at - _NEAR), at + _NEAR
            for match in _MARK.finditer(view.text, start, end):
                if match.start() == 0 or not _is_merely_said(match[0]):
                    yield Sensitive(Kind.PROPRIETARY, *match.span())


def _is_merely_said(mark: str) -> bool:
    """Tell whether a word marks a text only when it is shouted, and is not."""
    return mark.upper() in _SHOUTED and not mark.isupper()


def tags(view: View) -> Iterator[Sensitive]:
    """Find the tags of pipelines that say how sensitive they are."""
    for word in ("sensitivity", "classification", "confidentiality"):
        for at in view.places(word):
            start = view.text.rfind('"', max(0, at - _NEAR), at)
            match = _TAG.match(view.text, start) if start >= 0 else None
            if match and _is_closed(word, match["value"].strip()):
                yield Sensitive(Kind.TAG, *match.span())


def _is_closed(key: str, value: str) -> bool:
    if "{{" in value:
        return False
    if key == "sensitivity":
        return value.lower() not in _OPEN_TAGS
    return _CLOSED.search(value) is not None and not value.lower().startswith("non")
