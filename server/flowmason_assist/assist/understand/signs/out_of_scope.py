"""What people say when they want something else than a pipeline, or one that does harm."""

from typing import Final

from flowmason_assist.assist.understand.signs.pattern import pattern

_SECRETS: Final = (
    r"(?:\.env\b|env(?:ironment)? (?:contents|file)|(?:aws|ssh|private|secret|access|master) keys"
    r"|shell history|session (?:cookies|tokens))"
)
_OTHERS: Final = (
    r"(?:(?:neighbou?r|boss|ex|wife|husband|girlfriend|boyfriend|colleague|rival|competitor)'?s?"
    r"|somebody else's|someone's)"
)
HARM: Final = pattern(
    rf"\b(?:dump|pull|post|send|collect|grab|gather|read|copy|upload|publish|harvest|leak)\w*\b"
    rf"[^.\n]{{0,40}}{_SECRETS}",
    r"\bpretend\w*\b[^.\n]{0,80}\b(?:pin|passwords?|card|login|account (?:number|details))\b",
    r"\b(?:passwords?|logins?|credentials) (?:that )?(?:we|i) (?:got|have|found|bought|took) "
    r"(?:from|off|of)\b",
    rf"\b(?:log ?in(?:to)?|get into|break into|access)\b (?:\w+ ){{0,2}}my {_OTHERS}\b",
    r"\bso that (?:nobody|no one|they (?:do not|don't|never)) (?:will )?notic\w*",
    r"\b(?:hack (?:in|my|the|his|her|a)\w*|phishing (?:mail|site|page|link|messag)\w*|send spam"
    r"|spam (?:mails?|people|everyone)|ransomware|keylogger|botnet|ddos|scam\w*|blackmail"
    r"|stalk\w*|spyware|spy on|fake (?:reviews?|invoices?|ids?|accounts?)|counterfeit"
    r"|launder\w*)\b",
    r"\b(?:make|write|build|create|code)\b[^.\n]{0,25}\b(?:virus|malware|trojan|worm)\b",
    r"\bwithout (?:\w+ ){0,3}(?:permission|consent|knowing|noticing|authori[sz]ation)\b",
    r"\bwithout (?:\w+ ){0,3}(?:they|them|him|her|anyone|anybody|it) (?:to )?(?:know|notic)\w*",
    r"\b(?:trick|deceive|defraud|scare|threaten|harass)\w* (?:\w+ ){0,4}(?:into|people|customers"
    r"|pay\w*|him|her|them)\b",
    r"\b(?:card numbers?|cvv|cvc|pin codes?)\b[^.\n]{0,60}\b(?:to|into|on"
    r"|in)\b[^.\n]{0,20}https?://",
    r"\b(?:obtain|get|guess|find out|crack|steal|collect|grab|dump|export\w*|publish|copy|send"
    r"|take|read|post)\w*\b[^.\n]{0,50}"
    r"\b(?:env(?:ironment)? ?var\w*|process\.env|api[- ]?keys|passwords?|credentials)\b",
    r"\b(?:env(?:ironment)? ?vars?|process\.env|api[- ]?keys|passwords|credentials"
    r"|secrets)\b[^.\n]{0,40}"
    r"\b(?:to|on|onto|into)\b[^.\n]{0,20}(?:https?://|pastebin|discord|telegram|twitter|public)",
    r"\b(?:haven't|have not|didn't|did not|never) (?:signed|subscribed|agreed|opted)\b",
    r"\b(?:back ?door|brute[- ]?forc\w*|exfiltrat\w*|unsolicited|steal\w*)\b(?! \.\.\.)",
    r"\b(?:spams?|blast)(?: them|ming| msgs|\(| them all)\b|\bspam (?:msgs|messages) to\b",
    r"\b(?:everyone's|customers'|users'|people's|every|everybody's) (?:\w+ )?(?:passwords?|login"
    r"|chats|credentials)\b",
    r"\bhome addresses\b|\bcomes alone\b|\brm (?:-rf|all)\b|\bwe can sell\b",
    r"\b(?:ppls|people's|colleagues?|visitors?) (?:cookies|passwords)\b|\bpasswords of my\b"
    r"|\badmin (?:login|creds)\b|\bjunk filters?\b|\baddresses we scraped\b",
    r"\bfake (?:me )?(?:\w+ ){0,2}(?:five-star )?reviews\b"
    r"|\bget into (?:\w+(?:'s)? ){1,4}mailbox\b|\btwo sets of books\b",
    r"\bhide the trac\w+|\bdisable the alarm\b|\bpassword of\b|\bbombs?\b"
    r"|\blogs? everything (?:\w+ ){1,3}types\b",
)
PRODUCT: Final = pattern(
    r"\b(?:build|make|create|develop|program|code|write|need|want|give)\w* (?:me |us )?(?:an?"
    r"|the|our own|own|our|my|whole|entire|full|complete|next) (?:\w+ ){0,3}?"
    r"(?:erp|crm|shop system|operating system|social network|web ?shop|online shop|search engine"
    r"|mobile app(?:lication)?|app store|browser)\b",
    r"\b(?:build|make|create|develop|code|program|write|need|want|clone|do)\w*\b[^.;\n]{0,50}"
    r"\b(?:like|next|new|clone of|such as) (?:amazon|facebook|google\w*|uber|netflix|airbnb"
    r"|twitter|instagram|youtube|salesforce|sap|ebay|tiktok|spotify|whatsapp|linkedin)\b",
    r"\b(?:build|make|create) (?:me |us )?(?:google|facebook|amazon|netflix|uber|excel|photoshop"
    r"|gmail)\b",
    r"\b(?:complete|entire|whole|full|all of) (?:\w+ )?(?:product|application|platform|system"
    r"|app|website|software|company|backend|front ?end)\b",
    r"\b(?:\w+ clone|clone \w+|competitor to \w+)\b",
    r"\b(?:an?|whole|complete|entire|new) (?:\w+ ){0,3}?(?:erp|crm|bank|platform|social network"
    r"|shop system)\b(?! (?:pipeline|api))",
    r"\b(?:an? app|game) like\b|\b(?:whole|full|entire) (?:\w+ ){1,2}(?:game|os|record|app"
    r"|portal|store)\b|\bend-to-end digital\b|\bthe whole game\b",
    r"\b(?:application|app) complete\b|\b(?:an? )?app, (?:an? )?(?:website|logo)\b"
    r"|\beverything in our (?:firm|company)\b|\bdata platform\b|\bneed an? (?:erp|crm)\b",
    r"\b(?:website|web front ?end|front ?end|web app\w*|mobile app\w*)\b[^.\n]{0,60}\b(?:and|,"
    r"|with)\b[^.\n]{0,40}"
    r"\b(?:mobile app\w*|billing|login|payment|admin|accounting|database|shop|crm)\b",
)
CHAT: Final = pattern(
    r"^\W*(?:what(?:'s| is| are| do| was)|who(?:'s| is| was)|how (?:tall|old|far|big|long"
    r"|much does|do (?:i|you)|many people)|why (?:is|do|does|are)|when (?:is|was|did)"
    r"|where (?:is|can i)|is it (?:going|true)|do you|are you|will it)\b"
    r"(?![^?]*\b(?:pipeline|stage|step|csv|json|table|file|field|records?|rows|orders|reviews"
    r"|tickets?|text|url|each|data|input|summar\w*|translat\w*)\b)",
    r"\b(?:weather|rain|recipe|lasagne|joke|horoscope|lottery numbers|football|soccer|crossword"
    r"|sudoku)\b(?![^.\n]*\b(?:api|https?://|each|feed)\b)",
    r"\b(?:homework|term paper|thesis|essay about|exam question|poem|haiku|limerick|song"
    r"|lyrics)\b(?![^.\n]*\b(?:for each|every|each|file|json|https?://|redis|save|post|log)\b)",
    r"\b(?:play|put on) (?:\w+ ){0,3}(?:music|song|radio)\b",
    r"\b(?:fix|repair|debug|correct|explain)\w* (?:\w+ ){0,3}?(?:laptop|computer|printer|phone"
    r"|css|javascript|java|python|c\+\+|html|code|bug)\b(?![^.\n]*\b(?:each|file|json"
    r"|https?://)\b)",
    r"\bsolve\b.{0,20}[=^]",
    r"\b\d*x\s*[+*-]\s*\d+\s*=",
    r"\bin (?:react|rust|go|python|java"
    r"|c\+\+|typescript|kotlin|swift)\b",
    r"\b(?:book|order|buy)\b (?:\w+ ){0,3}(?:flight|pizza|ticket|hotel|taxi)\b",
    r"\bsonnet\b"
    r"|\bwho (?:won|wins)\b|\bbedtime story\b|\bexplain to my\b"
    r"|\bhello world\b",
    r"\bhow are you\b|\bgood morning\b\W*$|\bwho are you\b"
    r"|\btell me (?:a joke|about yourself|a story)\b",
)
# Words of work on data, which make the rest of a request the topic of that work.
WORK: Final = pattern(
    r"\b(?:each|every|per|list|input|output|log(?:ged|s)?|csv|json|table|field|column|rows?"
    r"|records?|mood|sentiment"
    r"|summar\w*|translat\w*|embed\w*|classif\w*|label\w*|keywords?|critiqu\w*|merge\w*|average"
    r"|sum|count|max|min"
    r"|filter\w*|sort(?:ed)?|redis|mongo\w*|postgres\w*|database|bucket|webhook|pipeline|message"
    r"|text|drafts?|variety"
    r"|headline|bullets|outline|improve|rewrite|extract\w*|renam\w*|topics|a list|intention"
    r"|style)\b"
)
