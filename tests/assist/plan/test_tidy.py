"""Plans that say something nearly right are put right; right plans stay as they are."""

import pytest

from flowmason_assist.assist.plan.notation import format_plan, parse
from flowmason_assist.assist.plan.places import normalize
from flowmason_assist.assist.plan.tidy import tidy
from training.example import authored

TABLES = {
    "an order sorts": (
        'pandas data=$rows by="total" order=desc limit=3\n',
        'pandas data=$rows op=sort by="total" order=desc limit=3\n',
    ),
    "two files are joined": (
        """\
local_file op=read_csv path="a.csv"
local_file op=read_csv path="b.csv"
join left=^ right=$rows2 on="id"
""",
        """\
local_file op=read_csv path="a.csv"
local_file op=read_csv path="b.csv"
join left=@1 right=^ on="id"
""",
    ),
    "each file has its own figures": (
        """\
local_file op=read_csv path="a.csv"
local_file op=read_csv path="b.csv"
aggregate data=^ fn=count by="city"
aggregate data=@2 fn=count by="city"
""",
        """\
local_file op=read_csv path="a.csv"
local_file op=read_csv path="b.csv"
aggregate data=@1 fn=count by="city"
aggregate data=@2 fn=count by="city"
""",
    ),
    "a text draws on all figures": (
        """\
aggregate data=$rows fn=count by="city"
aggregate data=$rows fn=count by="team"
generator task="a comment" about=^
""",
        """\
aggregate data=$rows fn=count by="city"
aggregate data=$rows fn=count by="team"
generator task="a comment" about=@1,^
""",
    ),
    "a list is worked on as a whole": (
        """\
foreach items=$rows
  pandas data=item op=fillna by="price" value=0
  filter data=^ where=price>5
logger message=^
""",
        """\
pandas data=$rows op=fillna by="price" value=0
filter data=^ where=price>5
logger message=^
""",
    ),
    "nothing is tried": (
        """\
trycatch
  try
    logger message="bad" level=error
""",
        """\
logger message="bad" level=error
""",
    ),
    "what is done is not done again": (
        """\
pandas data=$rows op=sort by="price" order=desc
pandas data=^ by="price" order=desc
logger message=^
""",
        """\
pandas data=$rows op=sort by="price" order=desc
logger message=^
""",
    ),
}
HOLLOW = {
    "one of two analyses says what it finds out": (
        """\
analyzer text=$text
analyzer text=$text kind=topics
logger message=^
""",
        """\
analyzer text=$text kind=topics
logger message=^
""",
    ),
    "what is read is not put back": (
        """\
s3 op=download bucket="a" key="b.csv"
s3 op=upload bucket="a" key="b.csv" content=^
filter data=^ where=price>5
""",
        """\
s3 op=download bucket="a" key="b.csv"
filter data=^ where=price>5
""",
    ),
    "a label is decided by what gives it": (
        """\
analyzer text=$text labels="minor","major"
critic content=$text criteria="severity"
conditional value=^ is="major"
  then
    generator task="a plan" about=@2
""",
        """\
analyzer text=$text labels="minor","major"
critic content=$text criteria="severity"
conditional value=@1 is="major"
  then
    generator task="a plan" about=$text
""",
    ),
    "a joined table is one": (
        """\
join left=$rows right=$rows2 on="id"
combiner inputs=^
logger message=^
""",
        """\
join left=$rows right=$rows2 on="id"
logger message=^
""",
    ),
    "one reading says all": (
        """\
mongodb op=find database="shop"
mongodb op=find database="shop" collection="orders"
filter data=^ where=price>5
""",
        """\
mongodb op=find database="shop" collection="orders"
filter data=^ where=price>5
""",
    ),
    "a column was only named": (
        """\
filter data=$rows where=city?
pandas data=^ by="city"
logger message=^
""",
        """\
filter data=$rows where=city?
logger message=^
""",
    ),
    "no table is a word": (
        """\
filter data=$rows where=price>5
conditional value=^ is="top"
  then
    summarizer text=@1
""",
        """\
filter data=$rows where=price>5
summarizer text=^
""",
    ),
}
NEARLY = {
    "a prompt asks for it already": (
        'generator task="write a short summary" about=$text\nsummarizer text=^\nlogger message=^\n',
        'generator task="write a short summary" about=$text\nlogger message=^\n',
    ),
    "figures of each item": (
        (
            'http_request url=$url\nforeach items=^\n  aggregate data=item fn=count by="city"\n'
            "generator about=^\n"
        ),
        'http_request url=$url\naggregate data=^ fn=count by="city"\ngenerator about=^\n',
    ),
    "a check is always there": (
        (
            'schema_validate data=$data require="id"\nconditional value=^ missing\n  then\n'
            '    logger message="bad"\n'
        ),
        (
            'schema_validate data=$data require="id"\nconditional value=^ false\n  then\n'
            '    logger message="bad"\n'
        ),
    ),
    "the judgement is not chosen": (
        (
            'generator task="slogans" copies=3\ncritic content=^\nselector candidates=^\n'
            "improver content=^\n"
        ),
        (
            'generator task="slogans" copies=3\ncritic content=^\nselector candidates=@1\n'
            "improver content=^ feedback=@2\n"
        ),
    ),
    "what is decided is found out": (
        'analyzer text=$text\nconditional value=^ is="negative"\n  then\n    logger message="x"\n',
        (
            'analyzer text=$text kind=sentiment\nconditional value=^ is="negative"\n  then\n'
            '    logger message="x"\n'
        ),
    ),
    "all that was read is written about": (
        (
            'local_file op=read path="a.txt"\nhttp_request url="https://a.example"\n'
            'generator task="which settings differ" about=^\n'
        ),
        (
            'local_file op=read path="a.txt"\nhttp_request url="https://a.example"\n'
            'generator task="which settings differ" about=@1,^\n'
        ),
    ),
    "both findings are written about": (
        (
            "analyzer text=$text kind=topics\nanalyzer text=$text kind=intent\n"
            'generator task="a brief out of both" about=^\n'
        ),
        (
            "analyzer text=$text kind=topics\nanalyzer text=$text kind=intent\n"
            'generator task="a brief out of both" about=@1,^\n'
        ),
    ),
    "one label is decided": (
        (
            'analyzer text=$text labels="hot","cold"\nrouter value=^\n  case "hot"\n'
            "    logger message=$text\n  default\n    summarizer text=$text\n"
        ),
        (
            'analyzer text=$text labels="hot","cold"\nconditional value=^ is="hot"\n  then\n'
            "    logger message=$text\n  else\n    summarizer text=$text\n"
        ),
    ),
    "what the rest works on is read": (
        'local_file op=write path="a.csv" content=$text\nfilter data=^ where=x>1\n',
        'local_file op=read_csv path="a.csv"\nfilter data=^ where=x>1\n',
    ),
    "a check holds or does not": (
        (
            'schema_validate data=$data require="id"\nconditional value=^ is="lorry"\n  then\n'
            '    logger message="bad"\n'
        ),
        (
            'schema_validate data=$data require="id"\nconditional value=^ true\n  then\n'
            '    logger message="bad"\n'
        ),
    ),
    "a check has two outcomes": (
        (
            'schema_validate data=$data require="id"\nrouter value=^\n  case "no"\n'
            '    logger message="bad"\n  case "yes"\n    logger message="good"\n'
        ),
        (
            'schema_validate data=$data require="id"\nconditional value=^ false\n  then\n'
            '    logger message="bad"\n  else\n    logger message="good"\n'
        ),
    ),
    "what is found out is not worked on": (
        "analyzer text=$text kind=language\nanalyzer text=^ kind=sentiment\n",
        "analyzer text=$text kind=language\nanalyzer text=$text kind=sentiment\n",
    ),
    "what was kept is worked on": (
        'redis op=set key="a" value=$text\ntranslator text=^ to="German"\n',
        'redis op=set key="a" value=$text\ntranslator text=$text to="German"\n',
    ),
    "what is decided about is sent": (
        (
            'analyzer text=$text labels="a","b"\nconditional value=^ is="a"\n  then\n'
            '    redis op=push key="k" value=@1\n'
        ),
        (
            'analyzer text=$text labels="a","b"\nconditional value=^ is="a"\n  then\n'
            '    redis op=push key="k" value=$text\n'
        ),
    ),
    "what is logged goes on": (
        "summarizer text=$text\nlogger message=@1\noutput_router data=@2 url=$url\n",
        "summarizer text=$text\nlogger message=^\noutput_router data=@1 url=$url\n",
    ),
    "an answer has a status": (
        'http_request url=$url\nconditional value=^ isnt=200\n  then\n    logger message="bad"\n',
        (
            "http_request url=$url\nconditional value=^.status_code isnt=200\n  then\n"
            '    logger message="bad"\n'
        ),
    ),
    "what is read first is not written": (
        's3 op=upload bucket="b" key="a.txt" content=$text\nsummarizer text=^\n',
        's3 op=download bucket="b" key="a.txt"\nsummarizer text=^\n',
    ),
    "all is put together": (
        "analyzer text=$text kind=topics\nsummarizer text=$text\ncombiner inputs=^\n",
        "analyzer text=$text kind=topics\nsummarizer text=$text\ncombiner inputs=@1,^\n",
    ),
    "the text is kept, and not its label": (
        (
            'analyzer text=$text kind=intent\nconditional value=^ is="refund"\n  then\n'
            '    local_file op=append path="refunds.txt"\n'
        ),
        (
            'analyzer text=$text kind=intent\nconditional value=^ is="refund"\n  then\n'
            '    local_file op=append path="refunds.txt" content=$text\n'
        ),
    ),
}
MENDED = TABLES | HOLLOW | NEARLY


@pytest.mark.parametrize(("plan", "mended"), MENDED.values(), ids=MENDED)
def test_what_is_nearly_right_is_put_right(plan: str, mended: str) -> None:
    assert format_plan(tidy(parse(plan)[0])) == mended


def test_plans_that_people_wrote_stay_as_they_are() -> None:
    written = [each.plan for each in authored()]

    assert [tidy(plan) for plan in written] == [normalize(plan) for plan in written]
