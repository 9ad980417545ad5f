"""Which of the fixed words of a setting a drafted step wants."""

from flowmason_assist.assist.plan.vocabulary import Setting
from flowmason_assist.assist.understand.outline.draft import Draft
from flowmason_assist.assist.understand.signs.files import FILLED, TO_FILE
from flowmason_assist.assist.understand.signs.fixed_words import places_said, words_said
from flowmason_assist.assist.understand.understood import Understood

# How much likelier a fixed word is that is said in so many words.
_SAID = 0.55
_AROUND = 70


def fixed_word(understood: Understood, draft: Draft, setting: Setting, least: float) -> list[str]:
    """The fixed words that a step seems to want for a setting, the likeliest first."""
    if draft.part is not None:
        said_here = places_said(draft.part.of(understood.request), draft.component, setting.name)
        return list(dict.fromkeys(word for _, word in said_here))
    chances = understood.candidates.clauses[draft.clause]
    slots = understood.slots
    clauses = {draft.clause, *(slots.clause_of(read.first) for read in draft.compared)}
    words = " ".join(slots.words(clause) for clause in sorted(clauses))
    said = words_said(words, draft.component, setting.name)
    said |= _directed(understood, draft, setting, said)
    scored = sorted(
        (
            (
                chances.get(f"{draft.component}.{setting.name}={word}", 0.0)
                + (_SAID if word in said else 0.0),
                word,
            )
            for word in setting.words
        ),
        reverse=True,
    )
    return [word for chance, word in scored if chance >= least]


def _directed(
    understood: Understood, draft: Draft, setting: Setting, said: frozenset[str]
) -> frozenset[str]:
    """What is done with a file by the words before its name."""
    paths = draft.of("path")
    if f"{draft.component}.{setting.name}" != "local_file.op" or not paths:
        return frozenset()
    span, request = understood.slots.tokens[paths[0].index].span, understood.request
    before, behind = request[max(span.start - _AROUND, 0) : span.start], request[span.end :]
    is_written = TO_FILE.search(before) or FILLED.search(behind[:_AROUND])
    return frozenset({"write"}) if is_written and "append" not in said else frozenset()
