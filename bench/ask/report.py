"""The table of answered questions, for a terminal and for docs/ask.md."""

import os
import platform
from collections.abc import Iterator, Mapping

from bench.ask.measure import Outcome, Score

INTRODUCTION = """# Answers to questions

`flowmason-assist ask` answers from the [guide](guide), and names the sections.
The words of a question are looked up in a full-text index in memory (SQLite FTS5), with synonyms and a correction of spelling; the sentences that fit best are quoted.
A language model is not needed: what is measured here is what everybody gets, offline.
With a model that chats, the answer is put into words from the same sections, and dropped when it names anything that they do not.
Questions about an open file are answered from its facts.
In VS Code it is the command "Ask about FlowMason", and `@flowmason` where there is a chat; in other editors `flowmasonAssist.ask`.

![A question answered from the guide, beside the pipeline](images/vscode-ask.png)

## How often it is right

Measured by `python -m bench.ask`, and written by it, on questions that the guide was not written for.
The questions of the first set were written when the guide was done.
At their first asking, key facts were right for 65 % and the scope for 84 %; what they showed led to other ways to ask for each section, to synonyms, and to signs of what is out of scope.
The questions of the second set were written after that, and only general changes followed their first run (88.5 %).
The questions of the third set look for wrong facts: they were written from the engine's behavior when all else was done, each in scope with claims that the answer must not make; at their first asking, key facts were right for 92.3 % and the scope for 98.3 %.
The questions of the fourth set are terse, misspelt, written by people whose English is their own, compound, or about the file that is open; at their first asking, key facts were right for 77.6 % and the scope for 92.2 %.
Only general changes followed: names spelt with hyphens, keys by name, comparisons, more words that people say, more kinds of questions about a file.
The questions of the fifth set were written after that, and nothing was changed after them, so its row is a first run.
"""  # noqa: E501 - One sentence for each line.

MEANING = """
*Key facts*: every fact that the question is after stands in the answer, counted over questions in scope.
*Wrong facts*: an answer claims what is not so, counted over the same questions; only the third set names such claims for each question, so 0 of 52 there means at most 5.8 % with a confidence of 95 %.
*Scope*: questions about FlowMason are answered, and others are told to be out of scope: other tools, general knowledge, orders for whole programs, a letter, Japanese, megabytes of text.
"""  # noqa: E501 - As above.


def document(scores: Mapping[str, Score]) -> str:
    """Give the report."""
    return "".join((INTRODUCTION, "\n", *(f"{line}\n" for line in _table(scores)), MEANING))


def misses(outcomes: list[Outcome]) -> Iterator[str]:
    """Give a line for each question that came out wrong."""
    for each in outcomes:
        sections = ", ".join(source.section for source in each.answer.sources)
        asked = f"{each.question.text[:100]} -> {sections or 'out of scope'}"
        if not each.is_scope_right:
            yield f"scope: {asked}"
        elif not each.has_facts:
            yield f"facts: {asked}"
        if each.is_wrong:
            yield f"wrong: {asked}"


def _table(scores: Mapping[str, Score]) -> Iterator[str]:
    yield (
        "| Set | Questions | Key facts | Wrong facts | Scope | With sources | Typical | Longest |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, score in scores.items():
        shares = (score.key_facts, score.wrong_facts, score.scope, score.sources)
        times = (score.typical_milliseconds, score.longest_milliseconds)
        cells = (
            name,
            str(score.questions),
            *(f"{100 * share:.1f} %" for share in shares),
            *(f"{milliseconds:.0f} ms" for milliseconds in times),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield f"{os.cpu_count()} processors, Python {platform.python_version()}."
