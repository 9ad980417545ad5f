"""Placeholders hide what is the project's, and come back as it was."""

import json

from hypothesis import given
from hypothesis import strategies as st

from flowmason_assist.llm.api import Message, Request
from flowmason_assist.routing.redact import Redaction

PIPELINE = json.dumps(
    {
        "name": "Harvest plan",
        "stages": [
            {
                "id": "plums",
                "component_type": "http_request",
                "config": {"url": "https://a.io/x?y=1"},
            },
            {
                "id": "press",
                "depends_on": ["plums"],
                "config": {"prompt": "Press {{upstream.plums.result.body}} in 20 words"},
            },
        ],
    },
    indent=1,
)


def test_structure_stays_and_names_agree() -> None:
    redaction = Redaction()
    request = Request("debug", (Message("system", "plums"), Message("user", PIPELINE)))

    system, user = redaction.redact(request).messages

    sent = json.loads(user.content)
    assert system.content == "plums"
    first, second = sent["stages"]
    assert first["component_type"] == "http_request"
    assert second["depends_on"] == [first["id"]]
    assert f"{{{{upstream.{first['id']}.result.body}}}}" in second["config"]["prompt"]
    for original in ("plums", "Harvest", "a.io", "Press", "in 20 words"):
        assert original not in user.content


def test_the_same_text_has_one_placeholder_in_all_requests() -> None:
    redaction = Redaction()

    first = redaction.redact_text("see https://a.io/x and https://b.io")
    second = redaction.redact_text("again https://a.io/x")

    assert first == "see FM_URL_1 and FM_URL_2"
    assert second == "again FM_URL_1"


def test_placeholders_that_a_model_invented_stay() -> None:
    assert Redaction().restore("FM_URL_9 is unknown") == "FM_URL_9 is unknown"


FACTS = (
    '"Harvest plan" runs 2 stages. "plums" gets "https://a.io/x?y=1", "press" asks: "Press'
    ' {{upstream.plums.result.body}} in 20 words", or short "Press {{upstream.plums.result …".'
)


def test_what_is_told_about_a_pipeline_hides_it_too() -> None:
    """A job may send facts instead of the file."""
    redaction = Redaction((PIPELINE,))

    sent = redaction.redact(Request("explain", (Message("user", FACTS),))).messages[0].content

    assert "{{upstream.FM_STAGE_1.result.body}}" in sent
    for original in ("plums", "Harvest", "a.io", "Press", "in 20 words"):
        assert original not in sent
    assert redaction.restore(sent) == FACTS


def test_an_original_does_not_end_a_text_of_the_answer() -> None:
    described = {"description": 'Says "ripe" to\nplums that are ripe'}
    redaction = Redaction((json.dumps(described),))

    sent = redaction.redact_text(f"It {described['description']}.")

    assert sent == "It FM_TEXT_1."
    assert json.loads(redaction.restore(json.dumps({"summary": sent}))) == {
        "summary": f"It {described['description']}."
    }


def test_only_what_is_replaced_in_the_bytes_is_listed() -> None:
    redaction = Redaction((PIPELINE,))
    redaction.redact(Request("explain", (Message("user", "what does plums do?"),)))

    assert [each.original for each in redaction.replaced_in('"FM_STAGE_1 …"')] == ["plums"]


@given(
    st.text(max_size=300), st.lists(st.sampled_from(["https://a.io/b", "10.0.0.7:80", PIPELINE]))
)
def test_what_is_redacted_comes_back(text: str, parts: list[str]) -> None:
    redaction = Redaction()
    whole = " ".join([text.replace("FM_", ""), *parts])

    assert redaction.restore(redaction.redact_text(whole)) == whole
