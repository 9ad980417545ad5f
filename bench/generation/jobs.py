"""
Which stages do the job of a step.

The same component does, and so do others that the engine makes do the same:

- a language model writes, whatever the component is called: a `generator` whose prompt asks for a
  summary does what a `summarizer` does, and the other way round;
- `http_request` with a body and `output_router` both send data to an address;
- `conditional` is a `router` with one route;
- inside of loops and try blocks the engine ignores decisions, so that a stage outside of them that
  keeps or leaves out items decides: see `decides`;
- a `json_transform` whose expression holds a filter keeps items as `filter` does.
"""

import re
from collections.abc import Mapping

from bench.generation.stages import Pipeline, Stage
from flowmason_assist.assist.compile.node import Node

_SENDING = frozenset({"POST", "PUT", "PATCH"})
_DECIDING = frozenset({"filter", "conditional", "router"})
_DEAF = frozenset({"foreach", "trycatch"})
_WORDS: Mapping[str, str] = {
    "summarizer": r"summar|condens|shorten|digest|sum up|tl;?dr|brief|in short|recap",
    "translator": r"translat|into \w+ language|in (?:german|french|spanish|english|italian)",
    "rewriter": r"rewrit|rephras|reword|tone|formal|simplif|polish|adapt",
    "analyzer": r"analy|classif|categor|sentiment|mood|detect|identif|extract|label|intent|topic",
    "critic": r"critic|critiq|judg|evaluat|assess|review|feedback|rate|score",
    "improver": r"improv|enhanc|revis|refin|polish|better",
    "selector": r"select|pick|choos|best|most",
    "combiner": r"combin|merg|synthes|consolidat|unif|join",
    "chat": r"repl|answer|respond|chat|convers",
}
_ASKED = {name: re.compile(words) for name, words in _WORDS.items()}


def decides(stage: Stage, pipeline: Pipeline) -> bool:
    """Whether a stage may decide for each item of a loop: it stands where the engine obeys."""
    is_heard = all(held.component not in _DEAF for held, _, _ in pipeline.around(stage.id))
    return is_heard and (stage.component in _DECIDING or _keeps_items(stage))


def does(stage: Stage, node: Node) -> bool:
    """Whether a stage does the job of a step."""
    if stage.component == node.component:
        return True
    match node.component, stage.component:
        case ("generator", text) if text in _ASKED:
            return _ASKED[text].search(_task(node)) is not None
        case (text, "generator") if text in _ASKED:
            return _ASKED[text].search(stage.said) is not None
        case (("output_router" | "error_router"), "http_request"):
            return str(stage.config.get("method", "")).upper() in _SENDING
        case "http_request", "output_router":
            return bool(_SENDING & set(map(str, node.settings.get("method", ()))))
        case "conditional", "router":
            return len({label for part, label, _ in stage.parts if part == "case"}) == 1
        case "filter", "json_transform":
            return _keeps_items(stage)
    return False


def _keeps_items(stage: Stage) -> bool:
    return "[?" in str(stage.config.get("jmespath_expression", ""))


def _task(node: Node) -> str:
    return " ".join(map(str, node.settings.get("task", ()))).lower()
