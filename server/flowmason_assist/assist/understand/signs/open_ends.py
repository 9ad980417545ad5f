"""What people say when they leave open something that must be known."""

import re
from collections.abc import Mapping
from typing import Final

from flowmason_assist.assist.plan.plan import Question
from flowmason_assist.assist.understand.signs.pattern import pattern

STORES: Final = pattern(
    r"\b(?:table|collection|redis|key|list|queue|bucket|s3|file|folder|csv|json)\b"
)
_UNSAID: Final = (
    r"(?:right|usual|proper|correct|appropriate|suitable|best|same|agreed|matching|fitting)"
)
_SEND: Final = (
    r"(?:send|sned|post|deliver|publish|push|forward|transfer|export|hand|pass|submit|share"
    r"|upload"
    r"|report|route|transmit|release|put|insert|save|store)\w*"
)
_TELL: Final = r"(?:notif(?:y|ied)|alert(?:ed)?|tell|inform(?:ed)?|ping|let)"
_PEOPLE: Final = (
    r"(?:them|somebody|someone|anybody|people|ppl|folks|everyone|everybody|him|her"
    r"|(?:the|our|my|their) (?:\w+ )?(?:team|customers?|clients?|partners?|boss|manager"
    r"|colleagues?"
    r"|channels?|board|authors?|owners?|users?|people|ppl|staff|group|department|office"
    r"|subscribers?))"
)
_PLACES: Final = (
    rf"(?:(?:over )?there\b|{_PEOPLE}|(?:the|our|their|your|its) (?:\w+ )?(?:system|server"
    rf"|webhook|endpoint"
    rf"|api|hook|portal|place|address|site|platform|job board|destination|tool)s?"
    rf"|the {_UNSAID} \w+|where(?:ver)? (?:it|they|we|he|she|that)\b|somewhere)"
)
# In a clause that names no address, file or store.
DESTINATION: Final = pattern(
    rf"\b{_SEND}\b[^.;\n]{{0,50}}?\b(?:to|in|into|on|at|through)\s+{_PLACES}",
    rf"\b{_SEND}\b[^.;\n]{{0,30}}?\b(?:over )?there\b",
    rf"\b(?:send|sned|post|deliver|forward)\w*\s+{_PEOPLE}\b",
    rf"\b{_SEND}\b[^.;\n]{{0,40}}\bwhere(?:ver)? (?:it|they|that)\b",
    rf"\b{_TELL}\s+{_PEOPLE}\b",
    r"\b(?:send|sent|forward(?:ed)?|submit(?:ted)?|should go|must go)\b[^.;\n]{0,30}? to (?:the"
    r"|our|my) \w+(?: person)?(?=\s*(?:$|[.,;]|when|once|after|and|if)\b|\s*[.,;]|\s*$)",
    r"\bwhere it always goes\b",
)
# As much, where an address stands earlier that something else was fetched from.
DESTINATION_OF_OTHERS: Final = pattern(
    rf"\b(?:{_SEND}|sent|handed|given?)\b[^.;\n]{{0,60}}?\bto (?:\w+ ){{1,3}}?"
    r"\w+(?:'s|s') (?:\w+ )?(?:system|server|webhook|endpoint|api|portal|platform)\b",
    rf"\b(?:{_SEND}|sent|handed|given?)\b[^.;\n]{{0,60}}?\bto the "
    r"(?:system|server|webhook|endpoint|api|portal|platform) of (?:the|our|their)\b",
    r"\blet (?:\w+ ){1,3}?\w+(?:'s|s') (?:\w+ )?(?:system|server|portal|platform) have\b",
)
BY_QUESTION: Final[Mapping[Question, re.Pattern[str]]] = {
    "labels": pattern(
        r"\bone of (?:the|our|their) (?:usual |known )?(?:categories|labels|classes|groups)\b"
        r"(?! ?[:(\"',=])(?! \w+(?:,| or) )",
        r"\b(?:classify|categori[sz]e|sort) (?:my |the |our )?(?:tickets|e?-?mails|documents"
        r"|letters|messages|transactions)(?: properly| correctly| automatically)?\W*$",
        r"\b(?:the|our) (?:right|rigth|correct|usual|proper)(?: \w+)? (?:folders|boxes|buckets"
        r"|queues|departments?|warehouse|categories|groups)\b",
        rf"\b(?:sort|put|assign|classif|categori[sz]|group|label|tag|divide|bucket|file|route"
        rf"|send)\w*\b[^.;\n]{{0,60}}"
        rf"\b(?:in(?:to)?|to|with|by|as|under)\s+(?:the |their |its |an? |our |some )?"
        rf"(?:(?:{_UNSAID}|different|various|several|certain|meaningful|sensible|good"
        rf"|\w+ing)\s+)?(?:\w+ )?"
        r"(?:categor(?:y|ies)|groups?|class(?:es)?|labels?|buckets|departments?|folders|boxes"
        r"|queues|warehouse)\b"
        r"(?!\s*(?::|\(|-|,|=|\"|such|like|named|called|of \d|\w*\.))",
    ),
    "condition": pattern(
        r"\b(?:if|when|whenever|where|as|once|only)\s+(?:it(?:'s| is)?\s+)?(?:really |actually "
        r"|truly )?"
        r"(?:needed|necessary|required|appropriate|important enough|applicable|sensible|suitable"
        r"|relevant enough)\b",
        r"\b(?:is|are|isn't|aren't|not|if|be) (?!that|not|more|one)\w+ enough\b(?! (?:to|for)\b)"
        r"|\b(?:good|bad) enough\b|\bup to scratch\b|\bis material\b",
        r"\b(?:look|looks|looking|seem|seems|feel|feels)\s+(?:a bit |really |too |somehow )?"
        r"(?:odd|wrong|weird|unusual|strange|fishy|suspicious|off|bad|good|ok|okay|interesting"
        r"|funny)\b",
        r"\b(?:if|when|unless)\s+(?:\w+\s+){1,4}?(?:really |truly )?deserves?\b",
        rf"\bthe (?:{_UNSAID} |usual |agreed )?(?:threshold|limit|criteria|condition"
        rf"|rule)s?(?: we)?"
        r" (?:agreed|discussed|mentioned|set|you know)\b",
        rf"\b(?:by|over|above|below|under|beyond|meets?) (?:the|our|a) {_UNSAID} (?:threshold"
        rf"|limit|criteria|level)\b",
        r"\b(?:over|above|below|under|exceeds?|beyond) (?:the|our) (?:threshold|limit|usual"
        r"|norm)\b(?! of)",
        r"\bthe good (?:ones?|candidates|customers|leads|reviews)\b",
        r"\b(?:certain|special) (?:conditions?|cases?)\b",
        r"\bthat (?:is|are) (?:too|very|quite) \w+\b(?! to\b)|\bgets? too \w+\b|\b(?:flag"
        r"|filter out|remove|find) (?:the )?(?:\w+ with )?(?:suspicious|bad|odd|weird"
        r"|strange) \w+",
        r"\b(?:the|give us the|only the|the) (?:suitable|bad|good|important"
        r"|interesting) ones\b(?!\s*(?:are|get|go|should|:))|^\W*good \w+ only\W*$",
        r"\b(?:if|when) (?:it(?:'s| is)?|(?:a |the )?\w+ is) (?:bad|good|long|big|large"
        r"|important|urgent|off|too \w+|needed|weird)\b(?! (?:or|than|,|else"
        r"|:))(?![^.\n]*\b(?:else|otherwise|labels?)\b)"
        r"|\bif (?:long|needed|bad|good|off|something's off)\b",
        r"\bprice (?:is )?(?:up|down)\b",
    ),
    "fields": pattern(
        r"\b(?:the|all|its) (?:required|mandatory) (?:fields|columns|keys) (?:are|is) (?:in|present"
        r"|there|filled|set|missing|complete)\b",
        r"\b(?:fields|columns|details|attributes|properties)\b(?: of (?:\w+ ){1,4}?)? ?"
        r"(?:that |which )?"
        r"(?:(?:i|we|they|you) (?:do ?n[o']?t |really |actually )?(?:need|want|care about)"
        r"|matter)\b",
        rf"\b(?:by|on|in|of|from) the {_UNSAID} (?:field|column|key|attribute|propert)\w*",
        rf"\bthe {_UNSAID} (?:fields|columns|attributes|properties)\b",
        rf"\b(?:in|into|to) (?:the |a )?(?:{_UNSAID} (?:format|form|shape|structure|schema)"
        rf"|good shape)\b",
        r"\bcertain (?:fields|columns)\b|\bthe (?:fields|feilds|columns) (?:the |we |they "
        r"|that )?(?:\w+ ){0,3}(?:need|want)s?\b|\brelevant (?:things|parts)\b"
        r"|^\W*validate (?:it|this|them|the data)\W*$",
        r"\b(?:only|just) (?:what|the (?:fields|columns|stuff|parts|data)(?: that)?) (?:we|i|is"
        r"|are|they) ?(?:need|want|care)\w*",
        r"\b(?:only|just|keep|pick|take) (?:the )?(?:important|relevant|necessary|needed"
        r"|required|useful|interesting)"
        r" (?:fields|columns|ones|data|parts|attributes|stuff)\b",
        r"\b(?:whatever|what|everything|anything|all that) (?:is ?n[o']t|is not|we do not"
        r"|we don't) "
        r"(?:necessary|needed|need|required|relevant|important)\b",
        r"\b(?:target|other|new|their|partner'?s?) (?:schema|format|structure|layout)\b",
        r"\bthe way they belong\b",
        r"\brename (?:the )?(?:fields|columns|keys)(?: (?:properly|correctly"
        r"|nicely))?\s*(?:[.,;!?]|$|and\b|as (?:needed|usual))",
    ),
    "language": pattern(
        r"(?<!not )(?<!n't )(?<!nobody )(?<!anything )(?<!only )(?<!no )(?<!neither"
        r" )\btran?s?n?lat(?:e|ed|ing|ion)\b"
        r"(?!\s*\()(?![^\n]*\b(?:anything|neither|languages?|lang|locale)\b)",
        r"\bin the languages? (?:they|people) speak\b",
        r"\b(?:in|into|to) (?:their|his|her|its|the|another|a different|some other|(?:the"
        r"|a) foreign|my) "
        rf"(?:own |native |mother |other |{_UNSAID} )?(?:language|tongue)s?\b(?! (?:in|of|field"
        rf"|they|that|from|I|i)\b)",
    ),
    "source": pattern(
        r"\b(?:from|of) (?:wherever|where (?:it|they)|the usual (?:place|source))\b",
        r"\b(?:fetch|get|load|read|download|open|pull)\s+(?:that|the usual|the \w+'s) (?:page"
        r"|file|site|document|report|data)\b",
    ),
}
SHORT: Final = 16
VAGUE: Final = pattern(
    r"\b(?:some ?th?ing|stuff|things?|the thing|automat(?:e|ion)\w*|with ai|want ai|better|nice"
    r"|as we discussed"
    r"|(?:same|like) (?:as |like |the )*(?:last time|yesterday|before|other one)|spoke|we talked"
    r"|yesterday"
    r"|my data|our (?:workflow|company|process|firm|business)|a pipeline|a workflow"
    r"|the (?:new )?(?:process|usual)"
    r"|tbd|asdf|\?\?\?|helps? me|set up)\b|\?\?\?"
)
IDLE: Final = pattern(
    r"^\W*(?:please )?(?:get|make|prepare|sort out|do|fix|handle|bump"
    r"|growth)\b(?:\W+\w+){0,4}\W*$"
)
# What somebody does who knows what they want.
DEED: Final = pattern(
    r"\b(?:summ?ar\w*|translat\w*|fetch\w*|load|read|query|write|draft|generate|classif\w*"
    r"|categor\w*|label\w*|sort\w*(?! out)"
    r"|filter\w*|keep|drop|remove|count|sum|average|group\w*|post|send|sned|deliver|notify|alert"
    r"|log|insert|save|store|export"
    r"|extract|rewrite|critiq\w*|review\w*(?= (?:it|the))|judge|rate|compare|merge|combine|join"
    r"|embed\w*|validat\w*|check\w*|reply|answer|route|detect"
    r"|find|analy\w*|convert|transform|rename|flatten|split|publish|upload|download|delete"
    r"|update|poll|shorten|explain|tell|pick|choose|select|put|sms|call|ring|ocr|transcri\w*"
    r"|scan\w*|redis|mongo|postgres)\b"
)
DATABASE: Final = pattern(
    r"\b(?:from|form|in|out of|of|query|ask|search|use|the) (?:(?:the|our|a|my|that) )?(?:\w+ )?"
    r"(?<!vector )(?:database|databse|data base|db|postgres(?:ql)?|mongo(?:db)?|warehouse)\b"
    r"(?=\W|$)(?!\s+(?!about|and|for|to|then|the|please|i|we|it|or|with|so|into|who|which|how)\w)(?!\.\w)"
)
NAMED_STORE: Final = pattern(
    r"\b(?:tables?\s+\w+|\w+ table|table=\w+|collection|coll|documents? in|everything in|vector"
    r"|select|schema|insert|update"
    r"|delete)\b",
    r"\bdb \w+",
    r"\bdatabase \w+[_\w]*\b(?=.{0,20}\bcollection)",
)
ELSEWHERE: Final = pattern(
    r"\b(?:slack|teams|discord|instagram|twitter|telegram|whatsapp|facebook|linkedin|e?-?mail"
    r"|sms|phone|call)\b"
)
