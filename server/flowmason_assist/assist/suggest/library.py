"""
What usually follows a stage: single next stages, and patterns of several.

Plans in the notation, in which `$text`, `$items`, `$rows` and `$data` stand for what the stage
gives, `$success` and `$valid` for whether it worked; every other input becomes one of the pipeline.
"""

from dataclasses import dataclass

from flowmason_assist.assist.suggest.suggestion import What

TEXTS = (
    "generator",
    "rewriter",
    "improver",
    "combiner",
    "chat",
    "translator",
    "summarizer",
    "selector",
)
DRAFTS = ("generator", "rewriter", "combiner")
LISTS = ("postgres", "mongodb", "filter", "sql", "join", "pandas")
FIGURES = ("aggregate", "sql", "join", "pandas")
ANSWERS = ("http_request",)
OUTSIDE = (*ANSWERS, "postgres", "mongodb", "redis", "s3")


@dataclass(frozen=True, slots=True)
class Following:
    """Steps that make sense behind some components."""

    what: What
    after: tuple[str, ...]
    title: str
    reason: str
    plan: str
    setting: tuple[str, str] | None = None  # What those components must be set to.
    holding: tuple[str, ...] = ()  # One of which those components, being loops, must repeat.
    kinds: tuple[str, ...] = ()  # One of which their prompts, where they have any, must ask for.


LIBRARY = (
    Following(
        What.PATTERNS,
        DRAFTS,
        "Critique the draft and improve it",
        "a critic's remarks make a draft better than a longer prompt does",
        'critic content=$text criteria="clarity","completeness"\n'
        "improver content=$text feedback=^\n",
        kinds=("creative writing", "writing"),
    ),
    Following(
        What.NEXT,
        TEXTS,
        "Save the text to a file",
        "nothing keeps the result yet",
        "local_file op=write path=$path content=$text\n",
    ),
    Following(
        What.NEXT,
        (*TEXTS, *FIGURES),
        "Deliver the result to a webhook",
        "nobody receives the result yet",
        "output_router data=$data url=$url\n",
    ),
    Following(
        What.PATTERNS,
        ANSWERS,
        "Log an error when the request failed",
        "a status such as 404 or 500 does not fail a request; only `success` tells",
        "conditional value=$success false\n"
        "  then\n"
        '    logger message="the request failed" level=error\n',
    ),
    Following(
        What.NEXT,
        ANSWERS,
        "Summarize the answer",
        "the answer of a service is rarely fit for people",
        "summarizer text=$text\n",
    ),
    Following(
        What.PATTERNS,
        LISTS,
        "Work on each item and combine the results",
        "a prompt about one item at a time is answered better than one about all",
        "foreach items=$items\n"
        '  generator task="Describe this item in one sentence" about=item\n'
        'combiner inputs=^ strategy="one report"\n',
    ),
    Following(
        What.NEXT,
        FIGURES,
        "Explain the figures",
        "tables need words before people read them",
        'generator task="Explain the figures in two sentences" about=$rows\n',
    ),
    Following(
        What.PATTERNS,
        ("schema_validate",),
        "Log what is wrong with data that is not valid",
        "data that does not fit does not fail the stage",
        "conditional value=$valid false\n"
        "  then\n"
        '    logger message="the data is not valid" level=error\n',
    ),
    Following(
        What.PATTERNS,
        ("analyzer",),
        "Take another way when the text is negative",
        "an analysis that nothing depends on changes nothing",
        'conditional value=$text has="negative"\n'
        "  then\n"
        '    generator task="Write a reply that takes the complaint seriously" about=$text\n'
        "  else\n"
        '    logger message="nothing to do"\n',
        setting=("analysis_type", "sentiment"),
    ),
    Following(
        What.NEXT,
        ("local_file",),
        "Summarize the file",
        "a file that is read and not used does nothing",
        "summarizer text=$text\n",
        setting=("operation", "read"),
    ),
    Following(
        What.NEXT,
        ("critic",),
        "Improve what was judged",
        "nobody acts on the feedback yet",
        "improver content=$content feedback=$text\n",
    ),
    Following(
        What.PATTERNS,
        ("foreach",),
        "Combine the results of the loop",
        "a loop leaves a list, and people want one text",
        # A combiner would fail on a list of one.
        'generator task="Combine these results into one report" about=$items\n',
        holding=TEXTS,
    ),
)
