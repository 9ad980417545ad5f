"""What people ask for and no component can do."""

from typing import Final

from flowmason_assist.assist.understand.signs.pattern import pattern

_DAYS: Final = (
    r"(?:mornign|morning|evening|night|day|hour|week|month|quarter|monday|tuesday|wednesday"
    r"|thursday|friday"
    r"|saturday|sunday|(?:\d+|two|five|ten|few|other) (?:minutes?|hours?|days?))s?"
)
_SEEN: Final = (
    r"(?:photos?|pictures?|images?|screenshots?|scans?|pdfs?)\b(?!\s+(?:caption|description"
    r"|prompt|url)|[_.])"
)
IMPOSSIBLE: Final = pattern(
    rf"\b(?:every|once an?) (?:single |first )?{_DAYS}\b(?! class)|\b(?:by|on an?|an?) (?:weekly"
    rf"|daily|hourly) (?:schedule|job)\b",
    r"\b(?:at|by) (?:\d{1,2}(?::\d\d)? ?(?:am|pm|p\.m\.|a\.m\.|o'clock|utc))\b|\bcron(?:job)?\b",
    r"\bsend (?:\w+ ){0,3}(?:sms|text message)\b|\bsms (?:it|the|them|him|her|me)\b|\b(?:by"
    r"|via) sms\b"
    r"|\b(?:receive|get|make) an? phone call\b|\b(?:call|ring|phone) (?:me|him|her|them"
    r"|the \w+)\b(?! back)|\bremind me\b|\bphone to ring\b",
    r"\be?-?mail(?:s|ed|ing)? (?:it|me|him|her|them)\b(?! nothing)|\be-?mail the \w+ (?:to"
    r"|about)\b|\bemial me\b"
    r"|\b(?:by|via|me an|them an|out by) e?-?mail\b|\be-mail the \w+\b|\be-mailed to\b|\bsmtp\b",
    r"\b(?:in our|on|to|via|tell|our) (?:our |the )?(?:slack|(?:ms |microsoft )?teams|discord"
    r"|whatsapp|telegram|instagram)\b(?! webhook)",
    r"\b(?:transcri(?:be|bed|ption)|speech to text|text to speech|audio (?:file|with)"
    r"|into speech|out loud|voice memo)\b(?!')",
    rf"\b(?:look(?:ing)? at|what's in|recogni\w+|describ\w+|analy\w+|read|from"
    rf"|remove the background)\b (?:of )?(?:the |an? |each |this |my )?(?:\w+ )?{_SEEN}",
    rf"\b(?:ocr|background removal|{_SEEN} text recognition|product photos)\b",
    r"\b(?:search|browse|research|reserch|google|search of) (?:the (?:web|internet|net|opening)"
    r"|online)\b|\bweb search\b",
    r"\bvector (?:database|db|store|index)\b",
    r"\b(?:approv(?:e|es|al)|aprove|sign(?:s|ed)? off|go-ahead|okay from)\b",
    r"\b(?:remember|recall) what\b|\bwhat we (?:discussed|talked about) (?:last|yester)\w+\b",
    r"\b(?:run|trigger|start) (?:the|our|another) (?:other |\w+ )?pipeline\b",
)
