"""Results that a request names again are worked on, and not made once more."""

import pytest

from flowmason_assist.assist.plan.notation import format_plan
from flowmason_assist.assist.plan.tidy import tidy
from flowmason_assist.assist.understand.outline.outline import outline
from flowmason_assist.assist.understand.understood import understand


@pytest.mark.parametrize(
    ("request_", "plan"),
    [
        (
            """\
Read menu.txt and find its keywords. Then translate it into Dutch.
The keywords go to tags.json, the Dutch version goes to menu_nl.txt.""",
            """\
local_file op=read path="menu.txt"
analyzer text=^ kind=keywords
translator text=@1 to="Dutch"
local_file op=write path="tags.json" content=@2
local_file op=write path="menu_nl.txt" content=@3
""",
        ),
        (
            """\
Fetch https://x.example.com/orders and keep those with total over 90.
Send them to https://y.example.com/big. Save the full list, not the filtered one, to all.json.""",
            """\
http_request url="https://x.example.com/orders"
filter data=^ where=total>90
output_router data=^ url="https://y.example.com/big"
local_file op=write path="all.json" content=@1
""",
        ),
        (
            """\
Read notes.txt and translate it into Welsh. Independently, summarise it in 40 words.
Find the keywords of the Welsh version and save them to tags.json.""",
            """\
local_file op=read path="notes.txt"
translator text=^ to="Welsh"
summarizer text=@1 max_words=40
analyzer text=@2 kind=keywords
local_file op=write path="tags.json" content=^
""",
        ),
        (
            """\
Read stock.csv. Keep rows where city is "Leeds" and save them to leeds.json.
Keep rows where city is "York" and save them to york.json.""",
            """\
local_file op=read_csv path="stock.csv"
filter data=^ where=city="Leeds"
local_file op=write path="leeds.json" content=^
filter data=@1 where=city="York"
local_file op=write path="york.json" content=^
""",
        ),
        (
            """\
Load https://x.example.com/tickets and keep those with age over 30.
The number of tickets is needed in counts/old.json.""",
            """\
http_request url="https://x.example.com/tickets"
filter data=^ where=age>30
aggregate data=^ fn=count
local_file op=write path="counts/old.json" content=^
""",
        ),
        (
            """\
Read wards.csv. Compute (a) the average of stay by ward and (b) the highest stay by ward.
Result (a) is written to avg.json, result (b) is written to max.json.""",
            """\
local_file op=read_csv path="wards.csv"
aggregate data=^ fn=avg of="stay" by="ward"
aggregate data=@1 fn=max of="stay" by="ward"
local_file op=write path="avg.json" content=@2
local_file op=write path="max.json" content=@3
""",
        ),
        (
            """\
Translate the letter into Dutch and translate the letter into Greek.
The former goes to nl.txt, the latter goes to el.txt.""",
            """\
translator text=$text to="Dutch"
translator text=$text to="Greek"
local_file op=write path="nl.txt" content=@1
local_file op=write path="el.txt" content=@2
""",
        ),
        (
            """\
The transcript is in calls/42.txt. I want its sentiment, its topics and a summary of 60 words.
Topics go to topics.json, the sentiment goes to mood.json.
The summary is posted to https://crm.example.com/notes.""",
            """\
local_file op=read path="calls/42.txt"
analyzer text=^ kind=sentiment
analyzer text=@1 kind=topics
summarizer text=@1 max_words=60
local_file op=write path="topics.json" content=@3
local_file op=write path="mood.json" content=@2
http_request url="https://crm.example.com/notes" method=POST body=@4
""",
        ),
    ],
)
def test_what_is_named_again_is_kept(request_: str, plan: str) -> None:
    assert format_plan(tidy(outline(understand(request_)))) == plan
