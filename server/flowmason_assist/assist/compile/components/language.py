"""Steps in which a model finds out something about a text, or says it in other words."""

from dataclasses import replace

from flowmason_assist.assist.compile import prompts
from flowmason_assist.assist.compile.at import At, clamp
from flowmason_assist.assist.compile.build import Result
from flowmason_assist.assist.compile.names import slug
from flowmason_assist.assist.compile.shape import ANY, NUMBER, TEXTS, Kind, Shape
from flowmason_assist.engine.json_value import Json

SENTIMENTS = ("positive", "neutral", "negative")
_STYLES = {"bullets": "bullet", "executive": "executive", "paragraph": "detailed"}
_FORMS = {
    "paragraph": "all that matters, written as one paragraph",
    "headline": "what matters most, written as a headline",
}
_REWRITINGS = {
    "simplify": ("simpl", "plain", "easy", "easier", "child", "layperson", "understandable"),
    "formal": ("formal", "professional", "official"),
    "casual": ("casual", "informal", "friendly", "conversational", "relaxed"),
    "concise": ("concise", "short", "brief", "crisp", "tight"),
    "expand": ("expand", "longer", "detail"),
    "creative": ("creative", "funny", "engaging", "playful", "witty", "poetic"),
}
_LISTED = ("topics", "entities", "keywords")
_QUESTIONS = {
    "keywords": 'List the keywords of the text. Answer with JSON: {"keywords": ["…"]}.',
    "language": "In which language is the text written? Answer with its English name alone.",
}
_SHORTEST, _LONGEST = 10, 10_000
_MOST_DIMENSIONS = 1536
_LONG = 60


def analyzer(at: At) -> Result:
    """Let a model find out something about a text."""
    kind = at.word("kind")
    labels = _labels(at, kind)
    text: dict[str, Json] = {"text": at.text("text")}
    is_sentiment = kind == "sentiment" and set(labels) <= {*SENTIMENTS, "mixed"}
    if is_sentiment and not at.wants.is_number:
        stage = at.emit("find-sentiment", {**text, "analysis_type": "sentiment"})
        return _analysis(at, stage, "sentiment")
    task = at.word("task")
    if labels or prompts.is_short(at.wants):
        question = task or _asked(kind)
        prompt = (
            prompts.classification(question, labels)
            if labels
            else prompts.prompt(question, (), at.wants)
        )
        config: dict[str, Json] = {**text, "analysis_type": "custom", "prompt": prompt}
        name = slug(task or "") or ("classify" if labels else f"find-{kind or 'answer'}")
        return at.result(at.emit(name, config), "raw", noun=_noun(kind, "label"))
    if kind in ("topics", "entities", "intent") and task is None:
        stage = at.emit(f"find-{kind}", {**text, "analysis_type": kind})
        return _analysis(at, stage, kind)
    is_told = task is not None and kind not in _QUESTIONS
    own = prompts.prompt(task or "", (), at.wants) if is_told else None
    asked = own or _QUESTIONS.get(kind or "", "What does the text say, and how? Be brief.")
    name = slug(task or "") or f"find-{kind or 'facts'}"
    stage = at.emit(name, {**text, "analysis_type": "custom", "prompt": asked})
    if kind == "keywords":
        return _analysis(at, stage, kind)
    return at.result(stage, "raw", noun=_noun(kind, "analysis"))


def summarizer(at: At) -> Result:
    """Let a model sum up a text."""
    style, words = at.word("style"), at.number("max_words")
    wishes = [*at.words("focus"), *([_FORMS[style]] if style in _FORMS else [])]
    if words is not None and words < _SHORTEST:
        wishes.append(f"what fits into {int(words)} words")
    config: dict[str, Json] = {"text": at.text("text")}
    config["style"] = _STYLES.get(style or "") or ("detailed" if (words or 0) > _LONG else None)
    config["max_length"] = None if words is None else clamp(words, _SHORTEST, _LONGEST)
    config["focus"] = "; ".join(wishes) or None
    return at.result(at.emit("summarize", config), "summary", noun="summary", named=_COUNTED)


_COUNTED = {"word_count": NUMBER}


def translator(at: At) -> Result:
    """Let a model translate a text."""
    language = at.word("to")
    config: dict[str, Json] = {"text": at.text("text")}
    config["target_language"] = at.text("to", "language")
    config["source_language"] = at.text("from") if at.values("from") else None
    name = f"translate-to-{slug(language)}" if language and slug(language) else "translate"
    return at.result(at.emit(name, config), "translated", noun=f"{language or ''} text".strip())


def rewriter(at: At) -> Result:
    """Let a model say a text in another way."""
    wishes = at.words("style")
    said = " ".join(wishes).lower()
    known = (name for name, words in _REWRITINGS.items() if any(word in said for word in words))
    style = next(known, None)
    config: dict[str, Json] = {"text": at.text("text"), "style": style}
    config["tone"] = ", ".join(wishes) if wishes and said != style else None
    config["target_audience"] = at.word("audience")
    name = f"rewrite-{slug(said, 2)}".rstrip("-")
    return at.result(at.emit(name, config), "rewritten", noun="rewritten text")


def embedder(at: At) -> Result:
    """Let a model write numbers for a text."""
    wanted = at.number("dimensions")
    config: dict[str, Json] = {"text": at.text("text")}
    config["dimensions"] = None if wanted is None else clamp(wanted, 2, _MOST_DIMENSIONS)
    stage = at.emit("embed", config)
    return at.result(
        stage, "embedding", shape=Shape(Kind.LIST, Shape(Kind.NUMBER)), noun="embedding"
    )


def _labels(at: At, kind: str | None) -> tuple[str, ...]:
    said = (*at.words("labels"), *at.wants.labels)
    usual = SENTIMENTS if kind == "sentiment" and said and set(said) <= set(SENTIMENTS) else ()
    return tuple({label.lower(): label for label in (*said, *usual)}.values())


def _analysis(at: At, stage: str, kind: str) -> Result:
    main = at.given(stage, "analysis", shape=ANY, noun=kind)
    found = at.given(stage, "analysis", kind, shape=ANY, noun=kind)
    confidence = at.given(stage, "analysis", "confidence", shape=NUMBER, noun="confidence")
    return Result(
        (main,),
        test=replace(main, key=kind),
        items=(replace(found, shape=TEXTS, may_be_null=True),) if kind in _LISTED else (),
        named={kind: found, "confidence": confidence},
    )


def _asked(kind: str | None) -> str:
    if kind is None or kind == "custom":
        return "Classify the text"
    return f"Find the {kind} of the text"


def _noun(kind: str | None, otherwise: str) -> str:
    return kind if kind and kind != "custom" else otherwise
