"""Plans without a language model, by the linear models that we ship."""

import pytest

from flowmason_assist.assist.plan.check import check_plan
from flowmason_assist.assist.plan.notation import format_plan
from flowmason_assist.assist.plan.tidy import tidy
from flowmason_assist.assist.understand.outline.outline import outline
from flowmason_assist.assist.understand.understood import understand
from training.example import authored

CHAIN = """\
http_request url="https://api.acme.io/orders"
filter data=^ where=total>100
local_file op=write path="big.csv" content=^
"""
LOOP = """\
http_request url="https://api.acme.io/reviews"
foreach items=^
  translator text=item to="French"
"""
BUCKET = """\
s3 op=download bucket="notes" key="notes/a.txt"
summarizer text=^ max_words=40
s3 op=upload bucket="notes" key="short/a.txt" content=^
"""


@pytest.mark.parametrize(
    ("request_", "plan"),
    [
        (
            "Count the documents of the collection detentions where year is 9, database school.",
            ('mongodb op=count database="school" collection="detentions" where=year=9\n'),
        ),
        (
            "Run DELETE FROM sessions WHERE age > 30 on Postgres.",
            'postgres op=execute sql="DELETE FROM sessions WHERE age > 30"\n',
        ),
        (
            "Save order_total in Redis under total:last for one hour.",
            'redis op=set key="total:last" value=$order_total expire=3600\n',
        ),
        (
            "If is_urgent is true, log the message as a warning.",
            (
                "conditional value=$data.is_urgent true\n  then\n"
                "    logger message=$data level=warning\n"
            ),
        ),
        (
            "PUT order_doc to https://a.example/x with token API_KEY",
            'http_request url="https://a.example/x" method=PUT body=$order_doc token="API_KEY"\n',
        ),
        (
            (
                "Take notes/a.txt from the bucket notes, shorten it to 40 words and put it back "
                "into the same bucket as short/a.txt."
            ),
            BUCKET,
        ),
        (
            "The interview is in the bucket talks, the key is 2025/lopez.txt. Summarise it.",
            's3 op=download bucket="talks" key="2025/lopez.txt"\nsummarizer text=^\n',
        ),
    ],
)
def test_what_a_request_names_is_what_is_used(request_: str, plan: str) -> None:
    assert format_plan(tidy(outline(understand(request_)))) == plan


@pytest.mark.parametrize(
    ("request_", "plan"),
    [
        (
            "Fetch https://api.acme.io/orders, keep those with total over 100, save to big.csv",
            CHAIN,
        ),
        ("Fetch https://api.acme.io/reviews and translate each review into French.", LOOP),
        ("Translate the text.", "translator text=$text\nask language\n"),
        ("tell me a joke", "refuse off_topic\n"),
        ("log bye", "logger message=$text\n"),
    ],
)
def test_plain_requests_are_planned(request_: str, plan: str) -> None:
    assert format_plan(outline(understand(request_))) == plan


@pytest.mark.parametrize("request_", ["", "?!", "asdf qwer"])
def test_what_is_no_request_makes_no_steps(request_: str) -> None:
    assert not outline(understand(request_)).steps


def test_without_weights_the_goal_is_asked_for() -> None:
    assert format_plan(outline(understand("summarise it", {}))) == "ask goal\n"


def test_outlines_are_sound() -> None:
    examples = list(authored())[::60]
    faults = [check_plan(outline(understand(example.request))) for example in examples]
    assert sum(bool(each) for each in faults) <= 0.03 * len(examples)
