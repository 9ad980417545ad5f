"""Steps in which a model writes, judges or chooses."""

import re
from dataclasses import replace

from flowmason_assist.assist.compile import prompts
from flowmason_assist.assist.compile.at import At, clamp, nouns
from flowmason_assist.assist.compile.build import Result
from flowmason_assist.assist.compile.given import Given
from flowmason_assist.assist.compile.names import slug, unique
from flowmason_assist.assist.compile.shape import ELEMENT, FLAG, NUMBER, TEXTS, Kind
from flowmason_assist.engine.json_value import Json

_TURNS = "[].{role: 'user', content: to_string(@)}"
_MOST_COPIES = 8
_USUAL_COPIES = 3
_LONG_ANSWER = 1024
_SHORT_ANSWER = 64
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight")
_STRATEGIES = {
    "compare": r"compar|differ|contrast",
    "consensus": r"consensus|agree|common",
    "best_of": r"best",
    "summarize": r"summar|short|condens",
}


def generator(at: At) -> Result:
    """Ask a model for a text; several stages where several drafts are wanted."""
    task = at.word("task") or "Answer what is asked"
    name = slug(task) or "write"
    said, temperature = prompts.role(task)
    count = _copies(at, task)
    is_short = prompts.is_short(at.wants)
    chosen = at.number("temperature")
    about = material(at, "about")
    config: dict[str, Json] = {
        "system_prompt": said,
        "prompt": prompts.prompt(task, about, at.wants),
        "temperature": 0.9 if count > 1 else 0 if is_short else temperature,
        "max_tokens": _SHORT_ANSWER if is_short else _LONG_ANSWER,
    }
    if chosen is not None:
        config["temperature"] = min(max(chosen, 0), 2)
    if limit := at.number("max_tokens"):
        config["max_tokens"] = clamp(limit, 1, 128_000)
    noun = name.rpartition("-")[2]
    if count == 1:
        return at.result(at.emit(name, config), "content", noun=noun)
    stages = []
    for number in range(1, count + 1):
        config = {**config, "prompt": prompts.prompt(task, about, at.wants, (number, count))}
        stages.append(at.emit(f"{name}-{number}", config))
    drafts = tuple(at.given(stage, "content", noun=noun) for stage in stages)
    return Result(drafts, items=drafts)


def critic(at: At) -> Result:
    """Let a model judge a text."""
    config: dict[str, Json] = {"content": at.text("content"), "criteria": [*at.words("criteria")]}
    stage = at.emit("critique", {key: value for key, value in config.items() if value})
    tested = at.given(stage, "score", shape=NUMBER, noun="score")
    if at.wants.labels:
        tested = at.given(stage, "overall_rating", noun="rating")
    return replace(at.result(stage, "feedback", noun="feedback", named=_CRITIQUE), test=tested)


_CRITIQUE = {"score": NUMBER, "passes_threshold": FLAG, "strengths": TEXTS, "improvements": TEXTS}


def improver(at: At) -> Result:
    """Let a model improve a text."""
    focus = ", ".join(at.words("focus"))
    config: dict[str, Json] = {"content": at.text("content")}
    config["feedback"] = at.text("feedback") if at.values("feedback") else _advice(focus)
    config["improvement_focus"] = focus or None
    return at.result(at.emit("improve", config), "improved_content", noun="improved text")


def selector(at: At) -> Result:
    """Let a model choose one of several texts."""
    criteria = at.words("criteria")
    at, candidates = texts(at, "candidates")
    if candidates is None:
        return _generated(at, "candidates", f"Choose the best one: {', '.join(criteria) or 'best'}")
    config: dict[str, Json] = {"candidates": candidates, "criteria": [*criteria] or None}
    stage = at.emit("pick-best", config)
    return at.result(
        stage,
        "selected",
        noun=nouns(at.all("candidates", want="items")),
        named={"selected_index": NUMBER},
    )


def combiner(at: At) -> Result:
    """Let a model make one text of several."""
    wish = at.word("strategy")
    at, inputs = texts(at, "inputs")
    if inputs is None:
        return _generated(at, "inputs", f"Combine the parts: {wish or 'one text'}")
    config: dict[str, Json] = {"inputs": inputs, "context": wish}
    said = (wish or "").lower()
    found = (name for name, words in _STRATEGIES.items() if re.search(words, said))
    config["synthesis_strategy"] = next(found, None)
    return at.result(at.emit("combine", config), "synthesized", noun="combined text")


def chat(at: At) -> Result:
    """Let a model answer a message."""
    config: dict[str, Json] = {"message": at.text("message", "message")}
    history = at.first("history")
    if isinstance(history, Given):
        for field in ("role", "content"):
            if history.source is not None:
                at.build.uses.note((*history.source, ELEMENT, field), Kind.TEXT)
        turns = at.as_list(history)
        if history.source is None:
            turns = at.build.bridge(at.scope, turns, "`[]`", _TURNS)
        config["history"] = turns.template
    config["persona"] = at.word("persona")
    return at.result(at.emit("reply", config), "response", noun="reply")


def material(at: At, name: str) -> list[tuple[str, str]]:
    """Give what a prompt is about: names, each once, with templates."""
    found: list[tuple[str, str]] = []
    for value in at.all(name):
        noun = value.noun if isinstance(value, Given) else "text"
        template = (
            at.build.read(at.scope, value).template if isinstance(value, Given) else str(value)
        )
        found.append((unique(noun, (each for each, _ in found)), template))
    return found


def texts(at: At, name: str) -> tuple[At, Json]:
    """
    Give a setting as a list of at least two texts, None where there is one only.

    Where a list may turn out shorter, the step is put into a branch that is left out then.
    """
    found = at.all(name, want="items")
    if len(found) > 1:
        return at, [at.as_text(each) for each in found]
    given = found[0] if found else None
    if not isinstance(given, Given) or given.shape.kind is Kind.TEXT:
        return at, None
    is_certain = set(given.guards) <= set(at.scope.guards) and given.fields[:1] == ("results",)
    listed = at.as_list(given, surely=True)
    if listed.shape.item is None or listed.shape.item.kind is not Kind.TEXT:
        listed = at.build.bridge(at.scope, listed, path="[].to_string(@)")
    is_list = given.shape.kind is Kind.LIST and not given.may_be_empty
    is_given = given.source is not None and is_list
    if is_given or is_certain or at.scope.is_inline:
        return at, listed.template
    member: list[Json] = []
    config: dict[str, Json] = {
        "condition": listed.template,
        "condition_expression": "len(value) > 1",
        "true_branch_stages": member,
    }
    stage = at.emit("if-several", config, "conditional")
    return replace(at, scope=at.scope.inside(stage, "then", member), after=()), listed.template


def _generated(at: At, name: str, task: str) -> Result:
    prompt = prompts.prompt(task, material(at, name), at.wants)
    return at.result(at.emit(slug(task), {"prompt": prompt}, "generator"), "content", noun="text")


def _copies(at: At, task: str) -> int:
    asked = at.number("copies")
    if asked is not None:
        return clamp(asked, 1, _MOST_COPIES)
    if not at.wants.is_several:
        return 1
    digits = re.search(r"\b([2-8])\b", task)
    if digits:
        return int(digits[1])
    words = task.lower().split()
    return next((at for at, word in enumerate(_COUNTS, 2) if word in words), _USUAL_COPIES)


def _advice(focus: str) -> str:
    return f"Improve this: {focus}." if focus else "Improve clarity, structure and wording."
