"""Words by which a request demands a step that it does not name."""

from typing import Final

from flowmason_assist.assist.understand.signs.pattern import pattern

STATEMENT: Final = pattern(r"^\W*(?:select|insert|update|delete|call)\b")
OVER_DATA: Final = pattern(
    r"\bfrom (?:data|t|df|rows|input|table)\b",
    r"\b(?:on|over|against|to|at|evaluated over) (?:the |those |these |my |incoming |match )*"
    r"(?:rows|data|records|posts|scores|tickets|list|table|them)\b",
    r"\b(?<!those )rows\b(?! from)",
)
DATABASE: Final = pattern(r"\b(?:postgres\w*|pg|db|database)\b")
IMPROVES: Final = pattern(
    r"\b(?:mend|mended|improv\w+|revis\w+|overhaul\w*|polish\w*|do it over|fix it|rework\w*|redo it"
    r"|fold\w* (?:it |them )?(?:back|in)|work (?:it|them) in(?:to)?|accordingly"
    r"|in (?:the )?light of"
    r"|apply (?:the|that|those|them|what\w*)|(?:fix|fill|sort|season|iron|act|put|brush|tidy) "
    r"(?:in |out |up )?(?:them|it|on|whatever|what|these|those|that|everything"
    r"|the (?:gaps|faults|flaws|problems))"
    r"|with (?:those|that|his|her|the|these|its)"
    r" (?:remarks|notes|feedback|comments|critique|findings))\b"
)
PICKS: Final = pattern(
    r"\b(?:keep|pick|choose|take|settle on|crown|retain|select|go with)\b"
    r".*\b(?:least|most|best|[a-z]+est)\b",
    r"\b(?:least|most|best|[a-z]+est)\b.* (?:survives|wins|starts|stays|is taken|goes on|one)\b",
)
RANKED: Final = pattern(
    r"\b(?:top|best|newest|latest|oldest|first|highest|lowest|biggest|largest|\w+iest) "
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozen)\b(?! (?:words|sentences|lines))",
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten) "
    r"(?:best|newest|latest|oldest|highest|lowest|biggest|largest|dearest|cheapest|\w+iest)\b",
)
FIRST: Final = pattern(
    r"\b(?:high|low|new|old|larg|small|bigg|cheap|dear|slow|fast|earli|lat|long|short|worst|best"
    r"|great|few|most|heavi|young|strong|weak|rich|poor)(?:est)?(?: \w+)? "
    r"(?:first|last|on top|at the top|up top)\b"
    r"|\b(?:ascending|descending|alphabetical(?:ly)?)\b|\b(?:in )?order of\b|\bsorted by\b"
)
STOPS: Final = pattern(
    r"\b(?:stops?\b(?! (?:words|signs))|ends? (?:it|the run|everything)? ?(?:there|here|at once)"
    r"|cease|just quit|quits|bails? out|pack up|end of story|full stop|clock off|early termination"
    r"|nothing (?:must|should|shall|may) happen|call it a day)\b"
)
NUMBERED: Final = pattern(
    r"\b(?:[2-9]|1\d|two|three|four|five|six|seven|eight|nine|ten|twelve|several|a (?:few|dozen)) "
    r"(?:\w+ ){0,3}\w+"
)
THERE: Final = pattern(
    r"\b(?:list|given|enclosed|attached|sent|incoming|here are|these|are (?:here|in)"
    r"|I(?:'ve| have))\b"
)
REPEATED: Final = pattern(
    r"\b(\w+) (?:by|after|for) \1\b",
    r"\bone (?:by one|after (?:the other|another)|(?:\w+ )?at a time)\b",
    r"\b(?:individually|singly|iterat\w+|in turn|loop over|work down|step through)\b",
    r"\b(?:per|for any|for all) (?:row|entry|item|record|line|vendor|file|\w+s in)\b",
)
POSTPOSED: Final = pattern(r"(?:for|of) (?:each|every)\b")
TOWARDS: Final = pattern(
    r"(?<!call )(?<!request )"
    r"\b(?:to|into|onto|towards?|tell|inform|notify|gives?|gets|reach(?:es)?)\s*\W?$",
    r"(?:[-=]+>|→|⇒)\s*\W?$",
    r"\b(?:gets?|goes|land\w*|fire|push\w*|deliver\w*|drop\w*)\b[^.;,]* at\s*\W?$",
)
"""What stands before an address that something goes to."""
NOTHING: Final = pattern(
    r"\b(?:nothing|ignored?|leave|left|skip\w*|stays?|remains?|nobody|no one|done|needn't|n't|not"
    r"|alone|no (?:reply|answer|further|action)|dropp?(?:ed)?|silent|quiet|thanks?|fine"
    r"|that's (?:it|all))\b"
)
"""What says of a case that nothing is done in it."""
_DENYING: Final = (
    r"\b(?:no|without|not|don't|dont|never|needn't|skip)\b"
    r"(?: (?!but\b|only\b)\w+){0,2} "
)
_NAMING: Final = {
    "translator": r"translat\w+",
    "summarizer": r"summar\w+",
    "logger": r"log(?:s|ged|ging|ger)?\b",
    "critic": r"critiqu\w*|critici[sz]\w+|comments?\b",
    "rewriter": r"re(?:writ|word|phras)\w+",
    "analyzer": r"analy[sz]\w+|classif\w+",
    "generator": r"(?:writ|repl|answer|draft)\w*",
}
DENIED: Final = {name: pattern(rf"{_DENYING}(?:{words})") for name, words in _NAMING.items()}
"""How a request says that it does not want something done, by component."""
NAMED: Final = {name: pattern(rf"\b(?:{words})") for name, words in _NAMING.items()}
"""How a request calls what some components do."""
ERROR: Final = pattern(
    r"\b(?:the|that|its) (?:error|fault|exception)\b(?! level)",
    r"\b(?:what|whatever) (?:went wrong|goes (?:wrong|awry)|broke|failed|happened)\b",
    r"\bthe (?:trouble|problem|failure|breakdown)\b",
    r"\berror (?:report|message|text|details)\b",
)
"""What is told of something that failed."""
TELLS: Final = pattern(
    r"\b(?:tell|let|inform|notify|alert|advise|report|warn|complain|cry|shout)\b"
)
SUCCEEDS: Final = pattern(
    r"(?:and |but )?(?:when|if|as long as|once|should) (?:it|that|this|they|all)"
    r"(?:'s| is| does| works?| goes| comes?| succeeds?|n't| did)?\b(?! not)"
    r"(?: (?:works?|well|up|fine|ok(?:ay)?|there|good|through|succeeds?|answers?|respond\w*|not))"
)
"""How a request says that all went well, behind what is done when it did not."""
FINDS_OUT: Final = pattern(
    r"^(?:and |but |so |then |please )*"
    r"(?:what|which|who|whom|whose|why|how|whether)\b(?! about\b).{8}",
    r"\b(?:tell me|find out|see|hear|know|work out|figure out|understand|say|spot|check|look)"
    r" (?:\w+ )?(?:what|which|who|whom|whose|why|how|whether|if)\b.{8}",
)
"""How a request wants to be told something about a text."""
ADDRESS: Final = pattern(r"url|link|uri|endpoint|href|hook|address")
"""What the names of fields hold that hold addresses."""
_MOST: Final = (
    r"(?:most|least|fewest|highest|lowest|biggest|largest|smallest|oldest|newest|longest|shortest"
    r"|best|worst|cheapest|dearest|latest|earliest|\w+iest)"
)
FIRST_OF: Final = pattern(
    rf"\bthe (?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen) "
    rf"(?:{_MOST} (?!words|sentences|lines)\w+|(?:\w+ ){{0,3}}(?:with|of) the {_MOST} \w+)"
)
"""How the first of some rows are called by what they have most of."""
JOINS: Final = pattern(
    r"\b(?:(?:inner|outer|left|right|full)[ -])?join(?:ed|ing)?\b.* (?:on|over|by|via|using) \w",
    r"\b(?:merg\w+|match\w*|marr(?:y|ied)) (?:\w+ ){0,6}(?:on|over|via) (?:the )?\w",
)
WRITES: Final = pattern(
    r"(?:^(?:and |then |plus |[(] ?)*|\b(?:need|want|like|give|have|has|gets?|deserves?|wish) "
    r"(?:\w+ ){0,2}?)(?:an?|one|two|three|some|another|short|brief) "
    r"(?:[\w'’-]+,? ){0,4}?(?:[\w-]+-)?"
    r"(?:note|letter|reply|message|paragraph|pitch|reading|commentary|comment|suggestion|proposal"
    r"|invitation|apology|reminder|thank-you|answer|interpretation|recommendation|explanation"
    r"|take|sentences?|announcement|congratulations?|text|briefing|memo|statement|plan|post|story"
    r"|blurb|slogan|caption|speech|script|response|verdict|opinion|advert|greeting|line|hint|tip)\b"
    r"(?! (?:file|table|in|is (?:in|at)|from|comes?|arrives?|field|list))",
)
"""How a request calls a text that is to be written, without a verb."""
GIVEN: Final = pattern(
    r"\W{0,2} (?:with|about|of|know) (?:it|that|them|this|both|(?:the|all|its|their|our|my)\b"
    r"(?! (?:\w+ )?(?:token|key|header|timeout|limit|secret|credentials?|bearer|env)))"
)
"""What stands behind an address that something goes to."""
