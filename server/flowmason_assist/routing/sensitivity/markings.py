"""Markings of documents in many languages: "Nur für den Dienstgebrauch", "社外秘"."""

import re
from collections.abc import Iterator

from flowmason_assist.routing.route import Sensitive
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.view import View

# These are said of nothing but a text that is not for everybody.
_PHRASES = (
    *(
        "not to be copied",
        "do not copy",
        "do not release",
        "do not redistribute",
        "noforn",
        "cui//",
    ),
    *("commercial in confidence", "in strict confidence", "internal distribution only"),
    *("restricted distribution", "attorney work product", "official-sensitive", "company private"),
    *("contains confidential", "contain confidential", "unauthorized copying"),
    *("unauthorised copying", "unauthorized disclosure", "unauthorised disclosure"),
    *("unauthorized distribution", "unauthorised distribution", "unauthorized reproduction"),
    *("business secret", "not for onward", "for your eyes only", "need-to-know basis"),
    *("nur für den dienstgebrauch", "nur zum internen gebrauch", "nur für internen gebrauch"),
    *("vs-nfd", "geschäftsgeheimnis", "nicht weitergeben", "nicht zur weitergabe"),
    *("diffusion restreinte", "usage interne", "ne pas diffuser", "secret des affaires"),
    *("secret défense", "no divulgar", "no difundir", "uso interno", "secreto comercial"),
    *("não divulgar", "segredo comercial", "non divulgare", "riservatezza", "segreto aziendale"),
    *("niet verspreiden", "alleen voor intern gebruik", "bedrijfsgeheim"),
    *("do użytku wewnętrznego", "tajemnica przedsiębiorstwa", "endast för internt bruk"),
    *("kun til intern brug", "kun for intern bruk", "vain sisäiseen käyttöön", "liikesalaisuus"),
    *("jen pro interní potřebu", "pouze pro interní", "obchodní tajemství", "üzleti titok"),
    *("для служебного пользования", "коммерческая тайна", "не для распространения"),
    *("ticari sır", "şirket içi", "hizmete özel"),  # noqa: RUF001 - Turkish.
)
# Languages without blanks: these stand inside of other characters.
_UNSPACED = (
    *(
        "社外秘",
        "部外秘",
        "極秘",
        "機密",
        "取扱注意",
        "机密",
        "绝密",
        "保密",
        "内部资料",
        "商业秘密",
    ),
    *("대외비", "기밀", "사내용", "سري", "סודי"),
)
# "Confidential" is also a label that somebody sorts by: it marks a text at the head of a line,
# with a sign behind it, in brackets, or in capitals.
_ADJECTIVES = (
    *("confidential", "vertraulich", "geheim", "confidentiel", "confidencial", "reservado"),
    *("sigiloso", "riservato", "vertrouwelijk", "geheim", "poufne", "tajne", "konfidentiell"),
    *("hemlig", "fortrolig", "luottamuksellinen", "důvěrné", "bizalmas", "gizli"),
    *("конфиденциально", "секретно", "εμπιστευτικό"),
)
_AS_MARK = re.compile(r"\W*(?:$|[:.!–—|\-/)\]])")
_LONGEST = 40


def markings(view: View) -> Iterator[Sensitive]:
    """Find the markings of documents."""
    for phrase in _PHRASES:
        for at in view.whole_places(phrase):
            yield Sensitive(Kind.PROPRIETARY, at, at + len(phrase))
    if not view.text.isascii():
        for mark in _UNSPACED:
            for at in view.places(mark):
                yield Sensitive(Kind.PROPRIETARY, at, at + len(mark))
    for adjective in _ADJECTIVES:
        for at in view.whole_places(adjective):
            if _marks(view.text, at, at + len(adjective)):
                yield Sensitive(Kind.PROPRIETARY, at, at + len(adjective))


def _marks(text: str, start: int, end: int) -> bool:
    if text[end : end + 1].isalpha():
        return False
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start].split()
    is_headed = len(before) <= 1 and _AS_MARK.match(text, end, end + _LONGEST) is not None
    return is_headed or text[start:end].isupper()
