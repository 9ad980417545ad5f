"""What people are told when a request cannot simply be built."""

import re
from collections.abc import Mapping
from typing import Final

from flowmason_assist.assist.plan.plan import Question, Refusal

QUESTIONS: Final[Mapping[Question, str]] = {
    "goal": "What should the pipeline do, step by step?",
    "source": "Where does the data come from: an input, a file, a URL, a database?",
    "destination": "Where should the result go: which URL, file, table or key?",
    "labels": "Which categories should be told apart?",
    "condition": "When exactly does the condition hold: which field, compared with what?",
    "language": "Into which language?",
    "query": "Which table or query should be used?",
    "fields": "Which fields are meant?",
}
REFUSALS: Final[Mapping[Refusal, str]] = {
    "off_topic": "this does not ask for a pipeline; say what data should go through which steps",
    "harmful": "a pipeline that gives secrets away or does harm is not built",
    "too_big": "this is a whole product; ask for one pipeline of it at a time",
}
NOT_FOLLOWED: Final = "(orders about how the assistant works are not followed)"
NOT_UNDERSTOOD: Final = "not understood; say it in other words, or add it by hand"
_NEAREST: Final = (
    (
        r"e-?mail|sms|text message|slack|teams|discord|notify|notification|telegram|whatsapp",
        "post to a webhook of that service with http_request or output_router",
    ),
    (
        r"every|once an?|daily|weekly|monthly|hourly|cron|schedul|each (?:day|morning)|o'clock",
        "start the pipeline with cron or your CI, as `flowmason run` does it",
    ),
    (
        r"approv|sign[- ]?off|wait for|human|person|manual",
        "end the pipeline there, and start a second one after the approval",
    ),
    (r"search the web|google|web search|internet", "call a search service with http_request"),
    (
        r"image|photo|picture|pdf|scan|ocr|audio|voice|speech|video|transcri",
        "turn it into text outside, and give the text as an input",
    ),
    (r"vector|rag|retriev|knowledge base|embedding", "call the search index with http_request"),
    (r"pipeline", "copy the stages of that pipeline into this one"),
    (r"remember|memory|last time|previous run", "keep it in redis or in a file between the runs"),
    (r"retry|again|times", "let trycatch do it once more in its catch stages"),
)
_OTHERWISE: Final = "no component does this; a component of your own could (`scaffold component`)"


def unmet_words(span: str) -> str:
    """Say that something cannot be done, and what comes nearest."""
    found = (way for words, way in _NEAREST if re.search(words, span, re.IGNORECASE))
    return f"{span}: {next(found, _OTHERWISE)}"
