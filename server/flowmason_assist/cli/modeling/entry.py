"""A model as the commands show it, on this machine or not."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from flowmason_assist.errors import ModelUnavailable
from flowmason_assist.llm.api import Dialect
from flowmason_assist.llm.models.choose import all_local, current_choice
from flowmason_assist.llm.models.known import KnownModel, known_models
from flowmason_assist.llm.models.local import LocalModel
from flowmason_assist.llm.models.store import Store

GIGA = 1_000_000_000
MEGA = 1_000_000
_OWN = "plans, labels and short explanations, at once and without a network"


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A model: sizes in bytes, `context` in tokens.

    `state` is "ready", "broken" or "not here"; `answers` is "quick", "rest" or empty.
    """

    name: str
    state: str
    size: int
    memory: int
    context: int
    licence: str
    good_for: str
    origin: str
    answers: str = ""
    path: str | None = None
    sha256: str | None = None
    fault: str | None = None

    def to_json(self) -> dict[str, object]:
        """Give the JSON object that the commands print."""
        return asdict(self)


def entries(store: Store) -> list[Entry]:
    """Give every model, those on this machine first."""
    known = {model.name: model for model in known_models()}
    jobs = _jobs(store)
    here = [_of_local(model, known, jobs) for model in all_local(store)]
    names = {entry.name for entry in here}
    return here + [_of_known(model) for model in known.values() if model.name not in names]


def reasons(store: Store) -> Sequence[str]:
    """Say why which model answers what, or why none does."""
    try:
        return current_choice(store).reasons
    except ModelUnavailable as error:
        return (str(error),)


def size_text(size: int) -> str:
    """Give a number of bytes as people say it."""
    return f"{size / GIGA:.1f} GB" if size >= GIGA else f"{max(1, round(size / MEGA))} MB"


def _jobs(store: Store) -> Mapping[str, str]:
    try:
        choice = current_choice(store)
    except ModelUnavailable:
        return {}
    jobs = {choice.deep.name: "rest"} if choice.deep else {}
    return jobs | ({choice.fast.name: "quick"} if choice.fast else {})


def _of_local(model: LocalModel, known: Mapping[str, KnownModel], jobs: Mapping[str, str]) -> Entry:
    fault = model.fault
    return Entry(
        name=model.name,
        state="broken" if fault else "ready",
        size=model.seal.size,
        memory=model.memory,
        context=model.context,
        licence=model.licence,
        good_for=_OWN if model.dialect is Dialect.NANO else _good_for(model.name, known),
        origin=model.origin,
        answers="" if fault else jobs.get(model.name, ""),
        path=str(model.path),
        sha256=model.seal.sha256,
        fault=fault,
    )


def _good_for(name: str, known: Mapping[str, KnownModel]) -> str:
    return known[name].good_for if name in known else ""


def _of_known(model: KnownModel) -> Entry:
    return Entry(
        name=model.name,
        state="not here",
        size=model.size,
        memory=model.memory,
        context=model.context,
        licence=model.licence,
        good_for=model.good_for,
        origin=f"{model.repository}/{model.file}",
    )
