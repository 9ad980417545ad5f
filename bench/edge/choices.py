"""Which label is chosen, how surely, and whether that is right."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.edge.data import Fold, Texts, folds_of
from flowmason_assist.assist.edge.examples import Example, learn
from flowmason_assist.edge import Edge
from training.tasks.texts import families

Scores = Mapping[str, float]
Maker = Callable[[Fold, Sequence[str]], Awaitable[list[Scores]]]
"""Gives scores of the labels for each text that is asked about."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A best label: its probability, whether it is right, and whether any label could be."""

    probability: float
    is_right: bool
    is_foreign: bool = False


async def plain(fold: Fold, asked: Sequence[str]) -> list[Scores]:
    """TF-IDF and logistic regression, as scikit-learn has them."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1000))
    model.fit([each.text for each in fold.known], [each.label for each in fold.known])
    return [
        dict(zip(model.classes_, map(float, row), strict=True))
        for row in model.predict_proba(list(asked))
    ]


def ours(edge: Edge) -> Maker:
    """`edge classify`, with the model that `edge` has."""

    async def scores(fold: Fold, asked: Sequence[str]) -> list[Scores]:
        learned = learn(fold.labels, fold.known) if fold.known else None
        return [
            (await edge.classify(text, fold.labels, learned=learned, sure=0)).scores
            for text in asked
        ]

    return scores


async def choices(sets: Sequence[Texts], examples: int, maker: Maker) -> list[Choice]:
    """Ask about each text of each set once, and about as many texts that fit no label."""
    found: list[Choice] = []
    for at, given in enumerate(sets):
        others = [each.text for each in sets[at - 1].examples]
        for number, fold in enumerate(folds_of(given, examples)):
            found += await each_of([fold], maker)
            foreign = others[number :: len(others) // len(fold.asked) or 1][: len(fold.asked)]
            for scores in await maker(fold, foreign) if len(sets) > 1 else ():
                found.append(Choice(max(scores.values()), is_right=False, is_foreign=True))
    return found


async def each_of(folds: Iterable[Fold], maker: Maker) -> list[Choice]:
    """Ask about the texts of folds."""
    return [
        _choice(scores, each.label)
        for fold in folds
        for scores, each in zip(
            await maker(fold, [each.text for each in fold.asked]), fold.asked, strict=True
        )
    ]


def familiar() -> Iterator[Fold]:
    """Give the families of labels that our model was trained on, with texts that it was not."""
    kept = families(held_out=True)
    for known, asked in zip(families(held_out=False), kept, strict=True):
        yield Fold(
            list(known.texts),
            [Example(label, text) for label, texts in known.texts.items() for text in texts],
            [Example(label, text) for label, texts in asked.texts.items() for text in texts],
        )


def _choice(scores: Scores, label: str) -> Choice:
    best = max(scores, key=lambda name: scores[name])
    return Choice(scores[best], best == label)
