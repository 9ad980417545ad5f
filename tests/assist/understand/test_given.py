"""What a prompt works on where no step before it gives anything."""

import pytest

from flowmason_assist.assist.plan.notation import format_plan, parse
from flowmason_assist.assist.understand.outline.sources import with_material
from flowmason_assist.assist.understand.signs.given import given_in


@pytest.mark.parametrize(
    ("task", "request_", "given"),
    [
        ("draft a friendly reply", "draft a friendly reply", "text"),
        ("answer the question", "answer the question in a kind way", "question"),
        ("write jokes about the topic", "write jokes about the topic", "topic"),
        ("make three versions of it", "make three versions of it", "text"),
        ("a match report", "I paste my notes and get a match report", "text"),
        ("a post-mortem from incident notes", "a post-mortem from incident notes", "text"),
        ("slogans for our dog salon", "five slogans for our dog salon", None),
        ("a poem about spring this week", "a poem about spring this week", None),
    ],
)
def test_what_a_task_works_on(task: str, request_: str, given: str | None) -> None:
    assert given_in(task, request_) == given


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        ('generator task="draft a reply"\n', 'generator task="draft a reply" about=$text\n'),
        ('generator task="a haiku"\n', 'generator task="a haiku"\n'),
        (
            'http_request url="https://a.example" method=PUT\n',
            'http_request url="https://a.example" method=PUT body=$data\n',
        ),
        (
            'summarizer text=$message\nredis op=set key="a"\n',
            'summarizer text=$message\nredis op=set key="a" value=^\n',
        ),
        (
            (
                'analyzer text=$text labels="a","b"\nrouter value=^\n  case "a"\n'
                "    logger message=@1\n"
            ),
            (
                'analyzer text=$text labels="a","b"\nrouter value=^\n  case "a"\n'
                "    logger message=$text\n"
            ),
        ),
        ('redis op=push key="a"\n', 'redis op=push key="a" value=$text\n'),
    ],
)
def test_steps_say_what_they_work_on(plan: str, told: str) -> None:
    assert format_plan(with_material(parse(plan)[0], plan)) == told
