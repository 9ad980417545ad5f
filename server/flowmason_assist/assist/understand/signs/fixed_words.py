"""
How people say the fixed words of settings, where it hardly can mean anything else.

One line each: the component, the setting, the word, and the ways to say it.
"""

import re
from collections.abc import Mapping
from functools import cache

_TABLE = r"""
aggregate fn avg: averaged?|averages?|mean|avg|on average
aggregate fn sum: sums?|summed|total(?:s|led|ling)?|add(?:s|ed|ing)? (?:\w+ )?(?:up|together)|altogether|grand total
aggregate fn count: counts?|counted|counting|how many|number of|tally|head ?count
aggregate fn min: min|minimum|lowest|smallest|shortest|cheapest|slowest|fewest|earliest
aggregate fn max: max|maximum|highest|biggest|largest|longest|dearest|fastest|greatest|peak|latest
pandas op sort: sort(?:ed|s|ing)?|order(?:ed)? by|in order|arranged?|rank(?:ed|ing)?|top \w+|best \w+|newest|latest|oldest|dearest|cheapest|\w+iest
pandas op fillna: fillna|fill(?:ed|s|ing)? (?!in\b)|blanks?|empty|empties|holes|gaps|nan|nulls?|imput\w+|missing \w+ (?:values? )?(?:with|by|to|becomes?|gets?)
pandas op drop: (?:drop|lose|nuke|remove|delete|strip|ditch|kill|axe|without|throw out|get rid of) (?:the |all )?(?:columns?|cols?|fields?)\b|columns? \w+ (?:can go|goes|go|must go|out|away)
pandas op pivot: pivot\w*|crosstab\w*|cross-tab\w*|one column per
pandas order desc: desc(?:ending)?|(?:high|larg|bigg|new|lat|great|most|b|dear|long|worst|fast)(?:est)? (?:\w+ )?(?:first|up top|on top|at the top|up)|top \w+|best \w+|most \w+ (?:first|at the top)|(?:decreas|fall|declin)ing(?:ly)?|(?!low|small|old|cheap|earl|short|young|few|near|light|least)\w+est first|\w*newest|latest|dearest|highest|biggest|largest|\w+(?:i)est \d+|down ?wards|z to a
pandas order asc: asc(?:ending)?|(?:low|small|old|cheap|earli|short)(?:est)? (?:\w+ )?(?:first|up top|on top|at the top)|a to z|alphabetical\w*|upwards|cheapest|lowest|smallest|oldest|earliest
redis op incr: incr\w*|bump\w*|one more|up by one|(?:add|plus) one|\+\+|\+ ?1|tick(?:s|ed)? up|count(?:s|ed)? up|increase\w*|goes up|count(?:er)? (?:it )?up
redis op delete: purg\w+|delet\w+|del|remov\w+|evict\w*|clear(?:ed)?|wip(?:e|ed)|purge\w*|forget|invalidat\w+|drop(?:ped)?
redis op push: push\w*|[lr]push|onto|queue|enqueue\w*|append\w*|(?:on|to) the (?:\w+ )?list|redis list|end of the list
redis op exists: exists?|(?:is|are) there (?:a |any)\w+|anything (?:in|under|called)|been set|(?:is|if) there(?: is| are)?(?: an?)?(?: \w+)? (?:key|entry)|is (?:there|present) in redis|whether (?:the )?(?:key )?\S+ is (?:there|set)
redis op get: get(?! rid)|read|look(?:ed|s)? up|fetch\w*|holds|from redis|out of redis|what(?:'s| is) (?:in|under|at)|load\w*|retriev\w+|pull\w*
redis op set: set|stor(?:e|ed|ing)|sav(?:e|ed|ing)|cach(?:e|ed|ing)|keep|kept|under|park\w*|remember\w*|put
mongodb op count: count\w*|how many|number of|head ?count
mongodb op delete: delet\w+|throw\w* out|thrown out|binned|remov\w+|nuke\w*|wip(?:e|ed)|purge\w*|eras(?:e|ed)|throw away|get rid of
mongodb op update: updat\w+|appl(?:y|ied)|overwrit\w+|amend\w*|patch\w*|set it to
mongodb op insert: insert\w*|into|stor(?:e|ed|ing)|sav(?:e|ed|ing)|archiv\w+|add\w*|persist\w*|put|stow\w*
mongodb op find: find|get(?! rid)|fetch\w*|look(?:ed|s)? (?:up|in)|quer(?:y|ied)|load\w*|read|pull\w*|from mongo\w*|out of mongo\w*
s3 op upload: upload\w*|put|into|store|save|sav(?:ed|ing)|archive\w*|goes to|push\w*|overwrite|deposit\w*|park\w*
s3 op download: download\w*|fetch\w*|get(?! rid)|bring|pull\w*|from|out of|read|grab|load\w*|retriev\w+
s3 op list: list(?:ed|s)?|what(?:'s| is| have we got| lies| do we have) in|which objects|see what
s3 op delete: delet\w+|burn\w*|purg\w+|wip(?:e|ed|ing)|binned|trash\w*|get rid|remov\w+|eras(?:e|ed)
local_file op write: (?:writ(?:e|es|ten|ing)|sav(?:e|es|ed|ing)|dump(?:s|ed)?|collect(?:ed)?|export(?:ed)?|as JSON|persist(?:ed)?) (?:[^\s.;]+ ){0,6}?(?:in|to|into|as|under|at)? ?(?:the |a )?(?:file )?\S*\w\.\w{2,5}|overwrite \S*\w\.\w{2,5}
local_file op read: (?:from|read|open|load(?:ed)?|reads|take|out of|against|source is|file is|contents? of|(?:rows|entries|lines|records|\w+s) (?:in|of)) (?:the |a |our )?(?:\w+ )?(?:file )?\S*\w\.(?:csv|json|txt|md|tsv|log|yaml|xml|html)
local_file op append: append\w*|annex\w*|(?:bottom|end) of|tack(?:ed|s)? (?:it )?on|add(?:ed|s)? (?:it |them |that |a line |one line )?to|extend|further line|at the (?:end|bottom)|line to
local_file op delete: delet\w+|remov\w+|rm|eras(?:e|ed)|(?:can|may|must) go|get rid of|shred\w*
local_file op exists: exists?|existence|is there|there at all|is \S+ (?:there|present)|whether \S+ is
local_file op list: list(?:ed|s)?|which|what(?:'s| is) in|folder|directory
analyzer kind sentiment: sentiments?|moods?|feeling|feelings|positive|negative|cross|angry|happy|unhappy|upset|morale|vibes?|emotion\w*|tonality|frightened|hostile
analyzer kind intent: intent\w*|intentions?|aims?|purpose|(?:really )?wants?(?: to)?|wanted|is after
analyzer kind topics: topics?|themes?|subjects?|what (?:it|this|they) (?:is|are) about|about what
analyzer kind entities: entit(?:y|ies)|names of|people and \w+|who (?:and what )?is (?:named|mentioned)|persons|(?:people|companies|places|names)(?: that are| which are)? mentioned|named
analyzer kind keywords: key ?words?|key terms|key phrases?|search terms|hash ?tags
analyzer kind language: languages?|lang|tongue|what lang(?:uage)?|(?:is|in) (?:dutch|german|english|french|spanish)(?: or \w+)
summarizer style bullets: bullets?|bullet[ -]points?|\d+ points|points
summarizer style paragraph: paragraphs?
summarizer style executive: executive|exec
summarizer style headline: headlines?|one-liner|one liner
logger level warning: warn\w*
logger level error: errors?
logger level info: info
join how left: left join|left outer|left side|(?:all|every|everything|unmatched) (?:in |of |from )?(?:the )?(?:first|left)|unmatched (?:on the left )?stay|how=left
join how outer: outer|both sides|either side|all from both|full join|(?:on|in) (?:one|only one) (?:sheet|list|table|side) (?:stays|too|as well)
join how inner: inner|in both|(?:only|just) (?:what|those|the ones) (?:that )?match\w*|matches only|common to both
http_request method PUT: PUT
http_request method PATCH: PATCH
http_request method DELETE: DELETE
http_request method POST: POST\w*
http_request method GET: GET
"""  # noqa: E501  # Each line is one row of a table.
_CAPITALS = "method"


@cache
def _ways() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """By component and setting, the fixed words with how they are said."""
    found: dict[str, dict[str, re.Pattern[str]]] = {}
    for line in _TABLE.strip().splitlines():
        name, _, ways = line.partition(": ")
        component, setting, word = name.split()
        flags = re.NOFLAG if setting == _CAPITALS else re.IGNORECASE
        shape = re.compile(rf"(?<!\w)(?:{ways})(?!\w)", flags)
        found.setdefault(f"{component}.{setting}", {})[word] = shape
    return found


def words_said(text: str, component: str, setting: str) -> frozenset[str]:
    """Give the fixed words of a setting that a text says."""
    ways = _ways().get(f"{component}.{setting}", {})
    return frozenset(word for word, shape in ways.items() if shape.search(text))


def places_said(text: str, component: str, setting: str) -> list[tuple[int, str]]:
    """Give where a text says fixed words of a setting, in the order of the text."""
    ways = _ways().get(f"{component}.{setting}", {})
    return sorted(
        (match.start(), word) for word, shape in ways.items() for match in shape.finditer(text)
    )
