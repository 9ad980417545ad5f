"""Stages that ask a model: every field written here reaches the prompt or the provider."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bench.accuracy.draft import Draft
from bench.accuracy.source import Output, of


@dataclass(frozen=True, slots=True)
class Made:
    """What a recipe wrote: the configuration of a stage and the fields that it puts out."""

    config: dict[str, Any]
    outputs: dict[str, Output]


Recipe = Callable[[Draft], Made | None]
TEXT: Final = Output("text")
INT: Final = Output("int")
FLOAT: Final = Output("float")
BOOL: Final = Output("bool")
LIST: Final = Output("list")
TEXTS: Final = Output("texts")
OBJECT: Final = Output("object")
MAYBE: Final = Output("maybe")


def generator(draft: Draft) -> Made:
    """Free text from a prompt."""
    config: dict[str, Any] = {"prompt": draft.text()}
    draft.fill(
        config,
        system_prompt=draft.plain,
        temperature=lambda: draft.real_number(0, 2),
        max_tokens=lambda: draft.whole_number(1, 4096),
    )
    outputs = {"content": TEXT, "tokens_used": INT, "finish_reason": TEXT, "model": TEXT}
    return Made(config, outputs)


def analyzer(draft: Draft) -> Made:
    """An analysis: an object where the answer is JSON, a text otherwise."""
    kind = draft.dice.pick(["sentiment", "intent", "topics", "entities", "custom"])
    config: dict[str, Any] = {"text": draft.content(), "analysis_type": kind}
    if kind == "custom":
        config["prompt"] = draft.text()
    outputs = {"analysis": Output("any"), "type": of(kind), "input": TEXT, "raw": TEXT}
    return Made(config, outputs)


def chat(draft: Draft) -> Made:
    """One turn of a conversation."""
    config: dict[str, Any] = {"message": draft.content()}
    draft.fill(
        config,
        history=lambda: _history(draft),
        system_prompt=draft.plain,
        persona=draft.plain,
        max_history=lambda: draft.whole_number(1, 100),
    )
    return Made(config, {"response": TEXT, "history": LIST, "turn_count": INT})


def combiner(draft: Draft) -> Made:
    """Several texts made into one."""
    strategies = ["integrate", "summarize", "compare", "consensus", "best_of"]
    config: dict[str, Any] = {"inputs": draft.texts(2, 4)}
    draft.fill(
        config,
        synthesis_strategy=lambda: draft.dice.pick(strategies),
        context=draft.plain,
        output_format=lambda: draft.dice.pick(["prose", "bullets", "table"]),
        preserve_sources=draft.flag,
        max_length=lambda: draft.whole_number(10, 10000),
    )
    outputs = {"synthesized": TEXT, "sources_used": INT, "strategy_applied": TEXT}
    return Made(config, {**outputs, "key_themes": TEXTS})


def critic(draft: Draft) -> Made:
    """A judgement with a score."""
    config: dict[str, Any] = {"content": draft.content()}
    draft.fill(config, context=draft.plain, strict_mode=draft.flag)
    if draft.dice.chance(0.4):
        config["criteria"] = draft.texts(1, 3)
    elif draft.dice.chance(0.4):
        criteria = draft.dice.some(draft.world.domain["criteria"], 1, 3)
        config["criteria"] = criteria
        config["rubric"] = {criterion: draft.plain() for criterion in criteria}
    outputs = {"overall_rating": TEXT, "score": FLOAT, "feedback": TEXT, "strengths": TEXTS}
    more = {"improvements": TEXTS, "criterion_scores": OBJECT, "passes_threshold": BOOL}
    return Made(config, {**outputs, **more})


def embedder(draft: Draft) -> Made:
    """A vector for a text."""
    config: dict[str, Any] = {"text": draft.content()}
    draft.fill(config, dimensions=lambda: draft.whole_number(2, 16), normalize=draft.flag)
    return Made(config, {"embedding": LIST, "text": TEXT, "dimensions": INT})


def improver(draft: Draft) -> Made:
    """A better version of a text."""
    config: dict[str, Any] = {"content": draft.content(), "feedback": draft.content()}
    draft.fill(
        config,
        improvements=lambda: draft.texts(1, 3),
        preserve_aspects=lambda: draft.texts(1, 2),
        improvement_focus=draft.plain,
    )
    outputs = {"improved_content": TEXT, "changes_made": TEXTS, "preserved_aspects": TEXTS}
    return Made(config, {**outputs, "improvement_summary": TEXT})


def rewriter(draft: Draft) -> Made:
    """The same text in another style."""
    styles = ["simplify", "formal", "casual", "concise", "expand", "creative", "improve"]
    config: dict[str, Any] = {"text": draft.content()}
    draft.fill(
        config,
        style=lambda: draft.dice.pick(styles),
        tone=draft.plain,
        target_audience=draft.plain,
        preserve_key_points=draft.flag,
    )
    return Made(config, {"rewritten": TEXT, "style": TEXT, "input": TEXT, "tone": MAYBE})


def selector(draft: Draft) -> Made:
    """The best of several texts."""
    config: dict[str, Any] = {"candidates": draft.texts(2, 4)}
    draft.fill(config, criteria=lambda: draft.texts(1, 3), context=draft.plain)
    mode = draft.dice.pick(["best", "top_n", "rank_all", None])
    if mode is not None:
        config["selection_mode"] = mode
    if mode == "top_n":
        config["top_n"] = draft.whole_number(1, 2)
    outputs = {"selected": TEXT, "selected_index": INT, "explanation": TEXT}
    return Made(config, {**outputs, "rankings": LIST, "confidence": FLOAT})


def summarizer(draft: Draft) -> Made:
    """A short version of a text."""
    config: dict[str, Any] = {"text": draft.content()}
    draft.fill(
        config,
        style=lambda: draft.dice.pick(["brief", "detailed", "bullet", "executive"]),
        max_length=lambda: draft.whole_number(10, 10000),
        focus=draft.plain,
    )
    return Made(config, {"summary": TEXT, "style": TEXT, "input": TEXT, "word_count": INT})


def translator(draft: Draft) -> Made:
    """A text in another language."""
    target = draft.whole(["text"]) if draft.dice.chance(0.2) else None
    languages = ["German", "Polish", "日本語", "Portuguese"]
    config: dict[str, Any] = {
        "text": draft.content(),
        "target_language": target or draft.dice.pick(languages),
    }
    draft.fill(
        config,
        source_language=lambda: draft.dice.pick(languages),
        preserve_formatting=draft.flag,
        preserve_tone=draft.flag,
        context=draft.plain,
    )
    outputs = {"translated": TEXT, "source_language": TEXT, "target_language": TEXT}
    return Made(config, {**outputs, "input": TEXT})


def _history(draft: Draft) -> list[dict[str, str]]:
    roles = ["user", "assistant"] * draft.dice.number(1, 2)
    return [{"role": role, "content": draft.content()} for role in roles]


NODES: Final[dict[str, Recipe]] = {
    "generator": generator,
    "analyzer": analyzer,
    "chat": chat,
    "combiner": combiner,
    "critic": critic,
    "embedder": embedder,
    "improver": improver,
    "rewriter": rewriter,
    "selector": selector,
    "summarizer": summarizer,
    "translator": translator,
}
