"""What is too long loses what matters least."""

from flowmason_assist.llm.api import Message, Request
from flowmason_assist.routing.fit import CUT, fit

TOPICS = ["tea", "plums", "rain"] * 60
BLOCKS = [f"block {number} about {topic}" for number, topic in enumerate(TOPICS)]


def test_what_fits_stays_as_it_is() -> None:
    request = Request("ask", (Message("user", "short"),), max_tokens=10)

    assert fit(request, 2048, "short") is request


def test_blocks_that_share_words_with_the_question_stay() -> None:
    messages = (Message("system", "You help."), Message("user", "\n\n".join(BLOCKS)))
    request = Request("ask", messages, max_tokens=64)

    fitted = fit(request, 800, "why do plums burn")

    kept = fitted.messages[1].content.split(CUT)
    assert sum("plums" in each for each in kept) == TOPICS.count("plums")
    assert len(kept) < len(TOPICS)
    assert sum(len(each.content) for each in fitted.messages) < 800 * 3.6
    assert fitted.messages[0] == messages[0]
