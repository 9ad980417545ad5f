"""Suggestions told to people, in Markdown that also reads well raw."""

from collections.abc import Iterable, Iterator

from flowmason_assist.assist.suggest.suggestion import Estimate, Suggestion
from flowmason_assist.ide.markdown import bullets, code, message, paragraphs, titled


def report(name: str, found: Iterable[Suggestion], estimates: Iterable[Estimate]) -> str:
    """Tell what may be made better, stage by stage, and what the model calls take."""
    by_stage: dict[str, list[Suggestion]] = {}
    for each in found:
        by_stage.setdefault(each.stage, []).append(each)
    parts = [
        paragraphs(f"**{code(stage)}**", bullets(map(_line, suggestions)))
        for stage, suggestions in by_stage.items()
    ]
    body = paragraphs(*parts) if parts else "There is nothing to suggest."
    return paragraphs(
        f"**Suggestions for {code(name)}**",
        body,
        titled("What the model calls take at most", _calls(estimates)),
    )


def _line(suggestion: Suggestion) -> str:
    how = "a quick fix at the prompt does it" if suggestion.edits else "yours to decide"
    return f"{message(suggestion.title)}: {message(suggestion.reason)} ({how})."


def _calls(estimates: Iterable[Estimate]) -> Iterator[str]:
    for each in estimates:
        often = "once" if each.calls == 1 else "once for each item"
        yield (
            f"{code(each.stage)}, {often}: {each.prompt_tokens:,} tokens of prompt without its"
            f" inputs, {each.most_answer_tokens:,} of answer, {each.most_seconds:g} s"
        )
