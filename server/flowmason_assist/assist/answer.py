"""Answers a question about FlowMason: from the guide, or from the pipeline at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.asking.composed import is_grounded
from flowmason_assist.assist.asking.extract import Extract, extract
from flowmason_assist.assist.asking.opened import about_pipeline
from flowmason_assist.assist.asking.scope import Scope, scope_of
from flowmason_assist.assist.prompt import request
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.errors import ModelError
from flowmason_assist.knowledge.index import Guide, open_guide
from flowmason_assist.knowledge.lexicon import Lexicon, read_lexicon
from flowmason_assist.knowledge.query import read_query
from flowmason_assist.knowledge.search import search
from flowmason_assist.llm.api import Dialect, Request, Task
from flowmason_assist.resources import folder

MOST_CHARACTERS = 4_000  # Of a question: what is longer is a file or a log.

_UNKNOWN = "UNKNOWN"

_OUT_OF_SCOPE: Mapping[Scope, str] = MappingProxyType(
    {
        Scope.UNREADABLE: (
            "I cannot tell what this asks. Ask a whole question in English, such as "
            '"How do I loop over a list?".'
        ),
        Scope.TOO_BIG: (
            "I do not write whole programs, long texts or pictures. I answer questions about "
            'FlowMason; `flowmason-assist generate "…"` makes a pipeline from words.'
        ),
        Scope.ELSEWHERE: (
            "This is outside of what I know: I answer questions about FlowMason, its pipelines, "
            "components, commands and generated code. Other tools, general programming and "
            "general knowledge are out of scope."
        ),
    }
)
_NOT_OURS = "This is what a model knows by itself; FlowMason's guide says nothing about it."
_TOO_LONG = (
    "The question is very long; I read only its beginning. For an error message or a log use "
    "`flowmason-assist debug`."
)


@dataclass(frozen=True, slots=True)
class Source:
    """A section of the guide that an answer is taken from."""

    title: str
    section: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a question, as Markdown; `in_scope` is false when it is not about us."""

    text: str
    sources: tuple[Source, ...] = ()
    in_scope: bool = True


@dataclass(frozen=True, slots=True)
class Opened:
    """The pipeline at hand, and the stage at hand in it, if any."""

    facts: Facts
    name: str
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """What answers are looked up in."""

    guide: Guide
    lexicon: Lexicon


def shipped_shelf(catalogue: Catalogue) -> Shelf:
    """Give the guide that we ship, ready to be searched."""
    guide = folder("guide")
    return Shelf(open_guide(guide, frozenset(catalogue.components)), read_lexicon(guide, catalogue))


def answer(question: str, shelf: Shelf, opened: Opened | None = None) -> Task[Answer]:
    """
    Answer a question; a model that chats may put the answer into words, none is needed.

    What a model writes is dropped when it names anything that the sections do not name.
    """
    asked = question[:MOST_CHARACTERS]
    told = about_pipeline(asked, opened.facts, opened.stage) if opened else None
    if opened and told is not None:
        return Answer(told, (Source(opened.name, opened.stage or "pipeline"),))
    query = read_query(asked, shelf.guide, shelf.lexicon)
    hits = search(query, shelf.guide, shelf.lexicon)
    scope = scope_of(asked, query, hits, shelf.lexicon)
    if scope is not Scope.OURS:
        text = yield from _elsewhere(asked, scope)
        return Answer(_with_note(text, question), in_scope=False)
    found = extract(query, hits)
    text = yield from _composed(asked, found)
    sources = tuple(Source(each.title, each.heading) for each in found.sections)
    return Answer(_with_note(text, question), sources)


def _elsewhere(question: str, scope: Scope) -> Task[str]:
    """Give a larger model's answer to what is not ours, or say that it is not."""
    if scope is Scope.UNREADABLE:
        return _OUT_OF_SCOPE[scope]
    try:
        reply = yield replace(request("elsewhere", {"question": question}), beyond_local=True)
    except ModelError:
        return _OUT_OF_SCOPE[scope]
    text = reply.text.strip()
    return f"{text}\n\n{_NOT_OURS}" if text and reply.is_complete else _OUT_OF_SCOPE[scope]


def _composed(question: str, found: Extract) -> Task[str]:
    """Give the answer in a model's words, or in the guide's when the model's do not hold."""
    try:
        reply = yield _request(question, found)
    except ModelError:
        return found.text
    text = reply.text.strip()
    is_usable = (
        reply.dialect is Dialect.CHAT
        and reply.is_complete
        and _UNKNOWN not in text
        and is_grounded(text, found.sections, question)
    )
    return text if is_usable else found.text


def _request(question: str, found: Extract) -> Request:
    sections = "\n\n".join(
        "\n".join((f"## {each.name}", *each.sentences, *(sample.text for sample in each.samples)))
        for each in found.sections
    )
    return request("ask", {"sections": sections, "question": question})


def _with_note(text: str, question: str) -> str:
    return f"{text}\n\n{_TOO_LONG}" if len(question) > MOST_CHARACTERS else text
