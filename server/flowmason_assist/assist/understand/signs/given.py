"""What a request says that it is given: notes to write from, a question to answer, a topic."""

from typing import Final

from flowmason_assist.assist.understand.signs.pattern import pattern

_THAT: Final = r"(?:the|this|these|those|that|my|our|his|her|their|its|your|a|an|some|each|any)"
_NOUN: Final = (
    r"(?:texts?|articles?|notes|minutes|reports?|messages?|e?-?mails?|letters?|contracts?|clauses?"
    r"|documents?|manuals?|handbook|stor(?:y|ies)|essays?|transcripts?|reviews?|comments?|feedback"
    r"|complaints?|change ?logs?|logs?|descriptions?|profiles?|papers?|posts?|proposals?|abstracts?"
    r"|details|data|tables?|rows|figures|facts|bullets|key ?words?|tickets?|issues?|traces?|code"
    r"|diffs?|specs?|recipes?|speech(?:es)?|questions?|topics?|paragraphs?|guidelines?|strategy"
    r"|candidates|findings|records?|surveys?|clippings?|entries|announcements?)"
)
_WORDS: Final = r"(?: [\w'’-]+){0,3}?"
_SOURCE: Final = pattern(
    rf"\b(?:from|out of|based on|basis of|using|according to|judging by){_WORDS} {_NOUN}\b",
    rf"\b(?:turn|convert|transform|assess|judge|explain|reword|continue|finish|describe|interpret"
    rf"|look at|reply to|respond to|answer|rework|shorten|react to) {_THAT}{_WORDS} \w+",
    r"\b(?:this|these|those) (?!(?:week|month|year|morning|evening|time|one|day|summer)\b)\w+",
    r"\b(?:of|to|on|about|from|with|answer|explain|finish|continue|describe|comment|make|turn)"
    r" (?:it|them|this|that)\b(?! \w+s\b)",
    r"\b(?:repl(?:y|ies)|respon(?:d|se|ses)|answers?|root cause)\b",
    rf"\b(?:about|for|on|in|of|with|by|between|compare) (?:the|my|our|their|his|her) {_NOUN}\b",
    r"\b(?:write|send|tell|give|draft|compose|answer) (?:him|her|them)\b",
    r"\btopic\b",
    r"\b(?:versions?|alternatives?|variants?) of (?:it|them|the|this|my|our)\b",
)
_HANDED: Final = pattern(
    r"\b(?:I|we|they|users?|somebody|someone|customers?) (?:(?:will|'ll|can|only|just) )?"
    r"(?:paste|type|give|send|hand|provide|enter|pass|supply|name|ask)s?\b",
    rf"\b{_NOUN} (?:in\b(?! the)|given|(?:comes?|arrives?) (?:in|as)|provided|supplied)",
    rf"\b{_NOUN} (?:enclosed|attached)",
    rf"^{_NOUN}\s*(?:[-=]+>|→|:)",
    r"\b(?:incoming|given|whatever I|handed)\b",
)
_QUESTION: Final = pattern(r"\bquestions?\b")
_TOPIC: Final = pattern(r"\btopics?\b")


def given_in(task: str, request: str) -> str | None:
    """
    Give the name of what a task works on that the request speaks of as already there, if it does.

    "Draft a reply" answers something; "a poem about spring" needs nothing.
    """
    if not (_SOURCE.search(task) or _HANDED.search(request)):
        return None
    return "question" if _QUESTION.search(task) else "topic" if _TOPIC.search(task) else "text"
