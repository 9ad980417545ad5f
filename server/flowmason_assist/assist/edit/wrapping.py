"""A stage put into a try block."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.edit.insertion import written_beside
from flowmason_assist.assist.edit.subjects import stage_node, stages_meant
from flowmason_assist.assist.edit.wish import one_of
from flowmason_assist.engine.json_value import Json
from flowmason_assist.lint.edits import add_member
from flowmason_assist.text.edit import Edit

_WRAP: Final = re.compile(
    r"\s*(?:please\s+)?(?:wrap|put|enclose|guard|protect)\s+(?:the\s+)?(?P<stage>.+?)\s+"
    r"(?:in|into|with|by)\s+(?:a\s+|an\s+)?(?:try[ -/]*catch|try|error handl\w+)(?:\s+block)?"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_IF_IT_FAILS: Final = re.compile(
    r"\s*(?:please\s+)?(?:if|when|whenever|should|in case)\s+(?:the\s+)?"
    r"(?P<stage>(?!it\b|that\b)\S.*?)\s+"
    r"(?:fails?|breaks?|crashes|goes wrong|has an error|errors? out)\s*,?\s*(?:then\s+|just\s+)?"
    r"(?P<rest>(?:log\b.*|(?:report|post|send|tell|notify)\b.*https?://.*))",
    re.IGNORECASE | re.DOTALL,
)
_URL: Final = re.compile(r"https?://[^\s,;]+")


@dataclass(frozen=True, slots=True)
class Wrap:
    """A stage whose errors are to be caught, logged or reported to an address."""

    stage: str
    address: str | None = None


def read_wrap(text: str) -> Wrap | None:
    """Read a wish for a try block; None where a text is none."""
    found = _WRAP.fullmatch(text) or _IF_IT_FAILS.fullmatch(text)
    if found is None:
        return None
    address = _URL.search(found["rest"])
    return Wrap(found["stage"], address[0].rstrip(".") if address else None)


def wrapping(facts: Facts, wish: Wrap) -> tuple[tuple[Edit, ...], str | None]:
    """Give the edits that put a stage into a try block, or why it cannot be."""
    meant = stages_meant(facts, wish.stage)
    if len(meant) != 1:
        return (), one_of(meant, wish.stage)
    stage = meant[0]
    if facts.flow.memberships.get(stage):
        return (), f'"{stage}" stands in a loop, branch or try block already'
    return tuple(_edits(facts, stage, wish.address)), None


def _edits(facts: Facts, stage: str, address: str | None) -> Iterator[Edit]:
    node = stage_node(facts, stage)
    if node is None:
        return
    taken = {each.id for each in facts.stages if each.id}
    block, caught = _free(f"try-{stage}", taken), _free(f"report-{stage}", taken)
    waits = node.get("depends_on")
    before: list[Json] = [item.text for item in waits.items if item.text] if waits else []
    tries: dict[str, Json] = {
        "id": block,
        "component_type": "trycatch",
        **({"depends_on": before} if before else {}),
        "config": {
            "try_stages": [stage],
            "catch_stages": [caught],
            "error_scope": "continue",
        },
    }
    catches: dict[str, Json] = {"id": caught, **_catching(block, address)}
    yield from written_beside(facts, node.span, [tries], is_before=True)
    held = json.dumps([block], ensure_ascii=False)
    if waits is None:
        yield add_member(facts.document.text, node, "depends_on", held)
    else:
        yield Edit(waits.span, held)
    yield from written_beside(facts, node.span, [catches], is_before=False)


def _catching(block: str, address: str | None) -> dict[str, Json]:
    error = f"{{{{upstream.{block}.error}}}}"
    if address is None:
        config: dict[str, Json] = {"level": "error", "message": error}
        return {"component_type": "logger", "depends_on": [block], "config": config}
    body: dict[str, Json] = {"error": error}
    config = {"url": address, "method": "POST", "body": body}
    return {"component_type": "http_request", "depends_on": [block], "config": config}


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
