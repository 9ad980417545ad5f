"""
Signs in a request that it cannot be built as it stands: something must be asked, or it is out of scope.

People say the same few things when they leave something open ("send it there", "the right
categories", "when needed"); classifiers that have seen some hundred requests miss most of them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from flowmason_assist.assist.plan.plan import Question, Refusal
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.tokens import Kind
from flowmason_assist.text.span import Span

_ADDRESSES: Final = frozenset({Kind.URL, Kind.PATH, Kind.EMAIL, Kind.QUOTED, Kind.IDENTIFIER})
_STORES: Final = r"\b(?:table|collection|redis|key|list|queue|bucket|s3|file|folder|csv|json)\b"
_UNSAID: Final = r"(?:right|usual|proper|correct|appropriate|suitable|best|same|agreed|matching|fitting)"
_SEND: Final = (
    r"(?:send|sned|post|deliver|publish|push|forward|transfer|export|hand|pass|submit|share|upload"
    r"|report|route|transmit|release|put|insert|save|store)\w*"
)
_TELL: Final = r"(?:notif(?:y|ied)|alert(?:ed)?|tell|inform(?:ed)?|ping|let)"
_PEOPLE: Final = (
    r"(?:them|somebody|someone|anybody|people|ppl|folks|everyone|everybody|him|her"
    r"|(?:the|our|my|their) (?:\w+ )?(?:team|customers?|clients?|partners?|boss|manager|colleagues?"
    r"|channels?|board|authors?|owners?|users?|people|ppl|staff|group|department|office|subscribers?))"
)
_PLACES: Final = (
    rf"(?:(?:over )?there\b|{_PEOPLE}|(?:the|our|their|your|its) (?:\w+ )?(?:system|server|webhook|endpoint"
    rf"|api|hook|portal|place|address|site|platform|job board|destination|tool)s?"
    rf"|the {_UNSAID} \w+|where(?:ver)? (?:it|they|we|he|she|that)\b|somewhere)"
)


def _pattern(*ways: str) -> re.Pattern[str]:
    return re.compile("|".join(ways), re.IGNORECASE)


# In a clause that names no address, file or store.
_DESTINATION: Final = _pattern(
    rf"\b{_SEND}\b[^.;\n]{{0,50}}?\b(?:to|in|into|on|at|through)\s+{_PLACES}",
    rf"\b{_SEND}\b[^.;\n]{{0,30}}?\b(?:over )?there\b",
    rf"\b(?:send|sned|post|deliver|forward)\w*\s+{_PEOPLE}\b",
    rf"\b{_SEND}\b[^.;\n]{{0,40}}\bwhere(?:ver)? (?:it|they|that)\b",
    rf"\b{_TELL}\s+{_PEOPLE}\b",
)
_BY_QUESTION: Final[Mapping[Question, re.Pattern[str]]] = {
    "labels": _pattern(
        r"\b(?:classify|categori[sz]e|sort) (?:my |the |our )?(?:tickets|e?-?mails|documents|letters|messages|transactions)(?: properly| correctly| automatically)?\W*$",
        r"\b(?:the|our) (?:right|rigth|correct|usual|proper)(?: \w+)? (?:folders|boxes|buckets|queues|departments?|warehouse|categories|groups)\b",
        rf"\b(?:sort|put|assign|classif|categori[sz]|group|label|tag|divide|bucket|file|route|send)\w*\b[^.;\n]{{0,60}}"
        rf"\b(?:in(?:to)?|to|with|by|as|under)\s+(?:the |their |its |an? |our |some )?"
        rf"(?:(?:{_UNSAID}|different|various|several|certain|meaningful|sensible|good|\w+ing)\s+)?(?:\w+ )?"
        r"(?:categor(?:y|ies)|groups?|class(?:es)?|labels?|buckets|departments?|folders|boxes|queues|warehouse)\b"
        r"(?!\s*(?::|\(|-|,|=|\"|such|like|named|called|of \d|\w*\.))",
    ),
    "condition": _pattern(
        r"\b(?:if|when|whenever|where|as|once|only)\s+(?:it(?:'s| is)?\s+)?(?:really |actually |truly )?"
        r"(?:needed|necessary|required|appropriate|important enough|applicable|sensible|suitable|relevant enough)\b",
        r"\b(?:good|bad|big|high|low|large|small|old|long|important|serious|severe|urgent|cheap|expensive|bad)"
        r" enough\b",
        r"\b(?:look|looks|looking|seem|seems|feel|feels)\s+(?:a bit |really |too |somehow )?"
        r"(?:odd|wrong|weird|strange|fishy|suspicious|off|bad|good|ok|okay|interesting|funny)\b",
        r"\b(?:if|when|unless)\s+(?:\w+\s+){1,4}?(?:really |truly )?deserves?\b",
        rf"\bthe (?:{_UNSAID} |usual |agreed )?(?:threshold|limit|criteria|condition|rule)s?(?: we)?"
        r" (?:agreed|discussed|mentioned|set|you know)\b",
        rf"\b(?:by|over|above|below|under|beyond|meets?) (?:the|our|a) {_UNSAID} (?:threshold|limit|criteria|level)\b",
        r"\b(?:over|above|below|under|exceeds?|beyond) (?:the|our) (?:threshold|limit|usual|norm)\b(?! of)",
        r"\bthe good (?:ones?|candidates|customers|leads|reviews)\b",
        r"\b(?:certain|special) (?:conditions?|cases?)\b",
        r"\bthat (?:is|are) (?:too|very|quite) \w+\b(?! to\b)|\bgets? too \w+\b|\b(?:flag|filter out|remove|find) (?:the )?(?:\w+ with )?(?:suspicious|bad|odd|weird|strange) \w+",
        r"\b(?:the|give us the|only the|the) (?:suitable|bad|good|important|interesting) ones\b(?!\s*(?:are|get|go|should|:))|^\W*good \w+ only\W*$",
        r"\b(?:if|when) (?:it(?:'s| is)?|(?:a |the )?\w+ is) (?:bad|good|long|big|large|important|urgent|off|too \w+|needed|weird)\b(?! (?:or|than|,|else|:))(?![^.\n]*\b(?:else|otherwise|labels?)\b)"
        r"|\bif (?:long|needed|bad|good|off|something's off)\b",
        r"\bprice (?:is )?(?:up|down)\b",
    ),
    "fields": _pattern(
        rf"\b(?:by|on|in|of|from) the {_UNSAID} (?:field|column|key|attribute|propert)\w*",
        rf"\bthe {_UNSAID} (?:fields|columns|attributes|properties)\b",
        rf"\b(?:in|into|to) (?:the |a )?(?:{_UNSAID} (?:format|form|shape|structure|schema)|good shape)\b",
        r"\bcertain (?:fields|columns)\b|\bthe (?:fields|feilds|columns) (?:the |we |they |that )?(?:\w+ ){0,3}(?:need|want)s?\b|\brelevant (?:things|parts)\b"
        r"|^\W*validate (?:it|this|them|the data)\W*$",
        r"\b(?:only|just) (?:what|the (?:fields|columns|stuff|parts|data)(?: that)?) (?:we|i|is|are|they) ?(?:need|want|care)\w*",
        r"\b(?:only|just|keep|pick|take) (?:the )?(?:important|relevant|necessary|needed|required|useful|interesting)"
        r" (?:fields|columns|ones|data|parts|attributes|stuff)\b",
        r"\b(?:whatever|what|everything|anything|all that) (?:is ?n[o']t|is not|we do not|we don't) "
        r"(?:necessary|needed|need|required|relevant|important)\b",
        r"\b(?:target|other|new|their|partner'?s?) (?:schema|format|structure|layout)\b",
        r"\bthe way they belong\b",
        r"\brename (?:the )?(?:fields|columns|keys)(?: (?:properly|correctly|nicely))?\s*(?:[.,;!?]|$|and\b|as (?:needed|usual))",
    ),
    "language": _pattern(
        r"(?<!not )(?<!n't )(?<!nobody )(?<!anything )(?<!only )\btran?s?n?lat(?:e|ed|ing)\b"
        r"(?![^.;\n]*\b(?:in|into|to|from|for|anything|neither|language|lang)\b)(?!\s*[(|])",
        r"\b(?:in|into|to) (?:their|his|her|its|the|another|a different|some other|(?:the|a) foreign|my) "
        rf"(?:own |native |mother |other |{_UNSAID} )?(?:language|tongue)s?\b(?! (?:in|of|field|they|that|from|I|i)\b)",
    ),
    "source": _pattern(
        r"\b(?:from|of) (?:wherever|where (?:it|they)|the usual (?:place|source))\b",
        r"\b(?:fetch|get|load|read|download|open|pull)\s+(?:that|the usual|the \w+'s) (?:page|file|site|document|report|data)\b",
    ),
}
_SHORT: Final = 16
_VAGUE: Final = _pattern(
    r"\b(?:some ?th?ing|stuff|things?|the thing|automat(?:e|ion)\w*|with ai|want ai|better|nice|as we discussed"
    r"|(?:same|like) (?:as |like |the )*(?:last time|yesterday|before|other one)|spoke|we talked|yesterday"
    r"|my data|our (?:workflow|company|process|firm|business)|a pipeline|a workflow|the (?:new )?(?:process|usual)"
    r"|tbd|asdf|\?\?\?|helps? me|set up)\b|\?\?\?"
)
# What somebody does who knows what they want.
_DEED: Final = _pattern(
    r"\b(?:summ?ar\w*|translat\w*|fetch\w*|get|load|read|query|write|draft|generate|classif\w*|categor\w*|label\w*|sort\w*"
    r"|filter\w*|keep|drop|remove|count|sum|average|group\w*|post|send|sned|deliver|notify|alert|log|insert|save|store|export"
    r"|extract|rewrite|critiq\w*|review\w*(?= (?:it|the))|judge|rate|compare|merge|combine|join|embed\w*|validat\w*|check\w*|reply|answer|route|detect"
    r"|find|analy\w*|convert|transform|rename|flatten|split|publish|upload|download|delete|update|poll|shorten|explain|tell|pick|choose|select|put|sms|call|ring|ocr|transcri\w*|scan\w*|redis|mongo|postgres)\b"
)
_DATABASE: Final = _pattern(
    r"\b(?:from|form|in|out of|of|query|ask|search|use|the) (?:(?:the|our|a|my|that) )?(?:\w+ )?"
    r"(?<!vector )(?:database|databse|data base|db|postgres(?:ql)?|mongo(?:db)?|warehouse)\b"
    r"(?=\W|$)(?!\s+(?!about|and|for|to|then|the|please|i|we|it|or|with|so|into)\w)(?!\.\w)"
)
_NAMED_STORE: Final = _pattern(
    r"\b(?:tables?\s+\w+|\w+ table|table=\w+|collection|coll|documents? in|everything in|vector|select|schema|insert|update|delete)\b", r"\bdb \w+", r"\bdatabase \w+[_\w]*\b(?=.{0,20}\bcollection)"
)
_DAYS: Final = (
    r"(?:mornign|morning|evening|night|day|hour|week|month|quarter|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|(?:\d+|two|five|ten|few|other) (?:minutes?|hours?|days?))s?"
)
_SEEN: Final = r"(?:photos?|pictures?|images?|screenshots?|scans?|pdfs?)\b(?!\s+(?:caption|description|prompt|url)|[_.])"
_UNMET: Final = _pattern(
    rf"\b(?:every|once an?) (?:single |first )?{_DAYS}\b(?! class)|\b(?:by|on an?|an?) (?:weekly|daily|hourly) (?:schedule|job)\b",
    r"\b(?:at|by) (?:\d{1,2}(?::\d\d)? ?(?:am|pm|p\.m\.|a\.m\.|o'clock|utc))\b|\bcron(?:job)?\b",
    r"\bsend (?:\w+ ){0,3}(?:sms|text message)\b|\bsms (?:it|the|them|him|her|me)\b|\b(?:by|via) sms\b"
    r"|\b(?:receive|get|make) an? phone call\b|\b(?:call|ring|phone) (?:me|him|her|them|the \w+)\b(?! back)|\bremind me\b|\bphone to ring\b",
    r"\be?-?mail(?:s|ed|ing)? (?:it|me|him|her|them)\b(?! nothing)|\be-?mail the \w+ (?:to|about)\b|\bemial me\b"
    r"|\b(?:by|via|me an|them an|out by) e?-?mail\b|\be-mail the \w+\b|\be-mailed to\b|\bsmtp\b",
    r"\b(?:in our|on|to|via|tell|our) (?:our |the )?(?:slack|(?:ms |microsoft )?teams|discord|whatsapp|telegram|instagram)\b(?! webhook)",
    r"\b(?:transcri(?:be|bed|ption)|speech to text|text to speech|audio (?:file|with)|into speech|out loud|voice memo)\b(?!')",
    rf"\b(?:look(?:ing)? at|what's in|recogni\w+|describ\w+|analy\w+|read|from|remove the background)\b (?:of )?(?:the |an? |each |this |my )?(?:\w+ )?{_SEEN}",
    rf"\b(?:ocr|background removal|{_SEEN} text recognition|product photos)\b",
    r"\b(?:search|browse|research|reserch|google|search of) (?:the (?:web|internet|net|opening)|online)\b|\bweb search\b",
    r"\bvector (?:database|db|store|index)\b",
    r"\b(?:approv(?:e|es|al)|aprove|sign(?:s|ed)? off|go-ahead|okay from)\b",
    r"\b(?:remember|recall) what\b|\bwhat we (?:discussed|talked about) (?:last|yester)\w+\b",
    r"\b(?:run|trigger|start) (?:the|our|another) (?:other |\w+ )?pipeline\b",
)
_HARM: Final = _pattern(
    r"\b(?:hack (?:in|my|the|his|her|a)\w*|phishing (?:mail|site|page|link|messag)\w*|send spam|spam (?:mails?|people|everyone)|ransomware|keylogger|botnet|ddos|scam\w*|blackmail"
    r"|stalk\w*|spyware|spy on|fake (?:reviews?|invoices?|ids?|accounts?)|counterfeit|launder\w*)\b",
    r"\b(?:make|write|build|create|code)\b[^.\n]{0,25}\b(?:virus|malware|trojan|worm)\b",
    r"\bwithout (?:\w+ ){0,3}(?:permission|consent|knowing|noticing|authori[sz]ation)\b",
    r"\bwithout (?:\w+ ){0,3}(?:they|them|him|her|anyone|anybody|it) (?:to )?(?:know|notic)\w*",
    r"\b(?:trick|deceive|defraud|scare|threaten|harass)\w* (?:\w+ ){0,4}(?:into|people|customers|pay\w*|him|her|them)\b",
    r"\b(?:card numbers?|cvv|cvc|pin codes?)\b[^.\n]{0,60}\b(?:to|into|on|in)\b[^.\n]{0,20}https?://",
    r"\b(?:obtain|get|guess|find out|crack|steal|collect|grab|dump|export\w*|publish|copy|send|take|read|post)\w*\b[^.\n]{0,50}"
    r"\b(?:env(?:ironment)? ?var\w*|process\.env|api[- ]?keys|passwords?|credentials)\b",
    r"\b(?:env(?:ironment)? ?vars?|process\.env|api[- ]?keys|passwords|credentials|secrets)\b[^.\n]{0,40}"
    r"\b(?:to|on|onto|into)\b[^.\n]{0,20}(?:https?://|pastebin|discord|telegram|twitter|public)",
    r"\b(?:haven't|have not|didn't|did not|never) (?:signed|subscribed|agreed|opted)\b",
    r"\b(?:back ?door|brute[- ]?forc\w*|exfiltrat\w*|unsolicited|steal\w*)\b(?! \.\.\.)",
    r"\b(?:spams?|blast)(?: them|ming| msgs|\(| them all)\b|\bspam (?:msgs|messages) to\b",
    r"\b(?:everyone's|customers'|users'|people's|every|everybody's) (?:\w+ )?(?:passwords?|login|chats|credentials)\b",
    r"\bhome addresses\b|\bcomes alone\b|\brm (?:-rf|all)\b|\bwe can sell\b",
    r"\bhide the trac\w+|\bdisable the alarm\b|\bpassword of\b|\bbombs?\b|\blogs? everything (?:\w+ ){1,3}types\b",
)
_PRODUCT: Final = _pattern(
    r"\b(?:build|make|create|develop|program|code|write|need|want|give)\w* (?:me |us )?(?:an?|the|our own|own|our|my|whole|entire|full|complete|next) (?:\w+ ){0,3}?"
    r"(?:erp|crm|shop system|operating system|social network|web ?shop|online shop|search engine|mobile app(?:lication)?|app store|browser)\b",
    r"\b(?:build|make|create|develop|code|program|write|need|want|clone|do)\w*\b[^.;\n]{0,50}"
    r"\b(?:like|next|new|clone of|such as) (?:amazon|facebook|google\w*|uber|netflix|airbnb|twitter|instagram|youtube|salesforce|sap|ebay|tiktok|spotify|whatsapp|linkedin)\b",
    r"\b(?:build|make|create) (?:me |us )?(?:google|facebook|amazon|netflix|uber|excel|photoshop|gmail)\b",
    r"\b(?:complete|entire|whole|full|all of) (?:\w+ )?(?:product|application|platform|system|app|website|software|company|backend|front ?end)\b",
    r"\b(?:\w+ clone|clone \w+|competitor to \w+)\b",
    r"\b(?:an?|whole|complete|entire|new) (?:\w+ ){0,3}?(?:erp|crm|bank|platform|social network|shop system)\b(?! (?:pipeline|api))",
    r"\b(?:application|app) complete\b|\b(?:an? )?app, (?:an? )?(?:website|logo)\b|\beverything in our (?:firm|company)\b|\bdata platform\b|\bneed an? (?:erp|crm)\b",
    r"\b(?:website|web front ?end|front ?end|web app\w*|mobile app\w*)\b[^.\n]{0,60}\b(?:and|,|with)\b[^.\n]{0,40}"
    r"\b(?:mobile app\w*|billing|login|payment|admin|accounting|database|shop|crm)\b",
)
_CHAT: Final = _pattern(
    r"^\W*(?:what(?:'s| is| are| do| was)|who(?:'s| is| was)|how (?:tall|old|far|big|long|much does|do (?:i|you)|many people)|why (?:is|do|does|are)|when (?:is|was|did)|where (?:is|can i)|is it (?:going|true)|do you|are you|will it)\b"
    r"(?![^?]*\b(?:pipeline|stage|step|csv|json|table|file|field|records?|rows|orders|reviews|tickets?|text|url|each|data|input|summar\w*|translat\w*)\b)",
    r"\b(?:weather|rain|recipe|lasagne|joke|horoscope|lottery numbers|football|soccer|crossword|sudoku)\b(?![^.\n]*\b(?:api|https?://|each|feed)\b)",
    r"\b(?:homework|term paper|thesis|essay about|exam question|poem|haiku|limerick|song|lyrics)\b(?![^.\n]*\b(?:for each|every|each|file|json|https?://|redis|save|post|log)\b)",
    r"\b(?:play|put on) (?:\w+ ){0,3}(?:music|song|radio)\b",
    r"\b(?:fix|repair|debug|correct|explain)\w* (?:\w+ ){0,3}?(?:laptop|computer|printer|phone|css|javascript|java|python|c\+\+|html|code|bug)\b(?![^.\n]*\b(?:each|file|json|https?://)\b)",
    r"\bsolve\b.{0,20}[=^]", r"\b\d*x\s*[+*-]\s*\d+\s*=", r"\bin (?:react|rust|go|python|java|c\+\+|typescript|kotlin|swift)\b",
    r"\b(?:book|order|buy)\b (?:\w+ ){0,3}(?:flight|pizza|ticket|hotel|taxi)\b", r"\bsonnet\b|\bwho won\b", r"\bhow are you\b|\bgood morning\b\W*$|\bwho are you\b|\btell me (?:a joke|about yourself|a story)\b",
)
# Words of work on data, which make the rest of a request the topic of that work.
_WORK: Final = _pattern(
    r"\b(?:each|every|per|list|input|output|log(?:ged|s)?|csv|json|table|field|column|rows?|records?|mood|sentiment"
    r"|summar\w*|translat\w*|embed\w*|classif\w*|label\w*|keywords?|critiqu\w*|merge\w*|average|sum|count|max|min"
    r"|filter\w*|sort(?:ed)?|redis|mongo\w*|postgres\w*|database|bucket|webhook|pipeline|message|text|drafts?|variety"
    r"|headline|bullets|outline|improve|rewrite|extract\w*|renam\w*|topics|a list|intention|style)\b"
)
_ELSEWHERE: Final = _pattern(
    r"\b(?:slack|teams|discord|instagram|twitter|telegram|whatsapp|facebook|linkedin|e?-?mail|sms|phone|call)\b"
)
_REFUSALS: Final[tuple[tuple[Refusal, re.Pattern[str]], ...]] = (
    ("too_big", _PRODUCT),
    ("off_topic", _CHAT),
)


def refusal_in(slots: Slots) -> Refusal | None:
    """Give why a request should not be built, if its words say so."""
    if _HARM.search(slots.request):
        return "harmful"
    is_concrete = any(token.kind in _ADDRESSES for token in slots.named.values())
    if is_concrete or _WORK.search(slots.request):
        return "too_big" if _PRODUCT.search(slots.request) and not is_concrete else None
    return next((name for name, words in _REFUSALS if words.search(slots.request)), None)


def questions_in(slots: Slots) -> tuple[Question, ...]:
    """Give what a request leaves open that must be known, as far as its words show."""
    return tuple(dict.fromkeys(_questions(slots)))


def unmet_in(slots: Slots) -> tuple[str, ...]:
    """Give the words of a request that ask for what no component can do."""
    if re.search(r"hooks?[./]", slots.request):  # A chat with a webhook can be posted to.
        return ()
    return tuple(dict.fromkeys(found[0].strip() for found in _UNMET.finditer(slots.request)))


def _questions(slots: Slots) -> Iterator[Question]:
    request = slots.request
    elsewhere = _ELSEWHERE.search(request)
    for clause in slots.clauses if not elsewhere else ():
        words = request[clause.start : clause.end]
        if _DESTINATION.search(words) and not _is_addressed(slots, clause):
            yield "destination"
    for question, pattern in _BY_QUESTION.items():
        if pattern.search(request) and not _is_answered(slots, question):
            yield question
    is_short = len(request.split()) <= _SHORT
    if is_short and _VAGUE.search(request) and not _DEED.search(request) and not _kinds(slots) & _ADDRESSES:
        yield "goal"
    if _DATABASE.search(request) and not _NAMED_STORE.search(request):
        yield "query"


def _is_addressed(slots: Slots, clause: Span) -> bool:
    """Whether a clause, or the one behind it, names an address, a file or a store."""
    words = slots.request[clause.start :]
    is_url = any(token.kind is Kind.URL for token in slots.named.values())
    near = {token.kind for token in slots.named.values() if token.span.start >= clause.start}
    return is_url or bool(near & _ADDRESSES) or _store().search(words) is not None


def _is_answered(slots: Slots, question: Question) -> bool:
    kinds = _kinds(slots)
    match question:
        case "language":
            return Kind.LANGUAGE in kinds
        case "labels":
            return Kind.QUOTED in kinds
        case "source":
            return Kind.URL in kinds or Kind.PATH in kinds
    return False


def _kinds(slots: Slots) -> set[Kind | None]:
    return {token.kind for token in slots.named.values()}


@cache
def _store() -> re.Pattern[str]:
    return re.compile(_STORES, re.IGNORECASE)
