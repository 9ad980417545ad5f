"""What the ledger says about some days: how much was asked, what it cost, what was not needed."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flowmason_assist.routing.learn import THRESHOLD, Weights
from flowmason_assist.routing.ledger.entry import Entry, Outcome
from flowmason_assist.routing.route import Level, Tier

THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class TierSummary:
    """What one model did; milliseconds are those of the middle and of the slowest twentieth."""

    tier: Tier
    model: str
    calls: int
    tokens: int
    cost_usd: float
    median_ms: float
    p95_ms: float
    sent_bytes: int


@dataclass(frozen=True, slots=True)
class CouldHaveStayed:
    """A call to the cloud that this machine could have answered, and why."""

    number: int
    at: float
    task: str
    model: str
    cost_usd: float
    why: str


@dataclass(frozen=True, slots=True)
class Replay:
    """
    What another threshold would have meant for the same requests.

    `escalated` counts requests above it. Of those whose outcome is known, `missed` stayed local
    and were bad, `wasted` would have been escalated and were good locally.
    """

    threshold: float
    escalated: int
    missed: int
    wasted: int


@dataclass(frozen=True, slots=True)
class Day:
    """What was asked of each tier on a day, and what it cost."""

    day: date
    embedded: int
    private: int
    cloud: int
    cost_usd: float


@dataclass(frozen=True, slots=True)
class Report:
    """The summary of some days."""

    since: float
    until: float
    requests: int
    by_outcome: tuple[tuple[str, int], ...]
    sensitive: int
    kinds: tuple[tuple[str, int], ...]
    models: tuple[TierSummary, ...]
    cost_usd: float
    could_have_stayed: tuple[CouldHaveStayed, ...]
    days: tuple[Day, ...]
    replay: tuple[Replay, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the report as JSON has it."""
        shape = asdict(self)
        days = [{**asdict(each), "day": each.day.isoformat()} for each in self.days]
        return {
            **shape,
            "by_outcome": dict(self.by_outcome),
            "kinds": dict(self.kinds),
            "days": days,
        }


def report(
    entries: Sequence[Entry], learned: dict[str, Weights], since: float, until: float
) -> Report:
    """Sum up decisions; `learned` are the weights of now, by task."""
    return Report(
        since=since,
        until=until,
        requests=len(entries),
        by_outcome=_counted(str(entry.outcome) for entry in entries),
        sensitive=sum(entry.level is Level.SENSITIVE for entry in entries),
        kinds=_counted(kind for entry in entries for kind in entry.kinds),
        models=tuple(_by_model(entries)),
        cost_usd=round(sum(entry.cost for entry in entries), 6),
        could_have_stayed=tuple(_could_have_stayed(entries, learned)),
        days=tuple(_days(entries, since, until)),
        replay=tuple(replay(entries, learned)),
    )


def why_unneeded(entry: Entry, weights: Weights) -> str | None:
    """Say why a call to the cloud could have stayed local, None when it could not."""
    if entry.tier is not Tier.CLOUD or entry.outcome is not Outcome.ANSWERED:
        return None
    need = weights.need(entry.features)
    if entry.verdict is not None and not entry.verdict.is_good:
        return f"its answer was {entry.verdict}: the cloud did no better"
    if need >= THRESHOLD:
        return None
    shown = f"{need:.2f} against {THRESHOLD:.2f}"
    if entry.is_forced:
        return f"the cloud was forced, and the local model is good enough for this ({shown})"
    if entry.need >= THRESHOLD:
        return f"by what was learned since, the local model is good enough ({shown})"
    return f"the local model was not there, or unsure, and usually does this ({shown})"


def replay(entries: Sequence[Entry], learned: dict[str, Weights]) -> Iterator[Replay]:
    """Give what other thresholds would have meant."""
    judged = [
        (learned.get(entry.task, Weights()).need(entry.features), _was_bad_locally(entry))
        for entry in entries
        if entry.level is not Level.SENSITIVE
    ]
    for threshold in THRESHOLDS:
        yield Replay(
            threshold,
            escalated=sum(need >= threshold for need, _ in judged),
            missed=sum(need < threshold and bad is True for need, bad in judged),
            wasted=sum(need >= threshold and bad is False for need, bad in judged),
        )


def _was_bad_locally(entry: Entry) -> bool | None:
    if entry.verdict is None or entry.tier is not Tier.EMBEDDED:
        return None
    return not entry.verdict.is_good


def _could_have_stayed(
    entries: Iterable[Entry], learned: dict[str, Weights]
) -> Iterator[CouldHaveStayed]:
    for entry in entries:
        why = why_unneeded(entry, learned.get(entry.task, Weights()))
        if why is not None:
            model = entry.model or ""
            yield CouldHaveStayed(entry.number, entry.at, entry.task, model, entry.cost, why)


def _by_model(entries: Iterable[Entry]) -> Iterator[TierSummary]:
    groups: dict[tuple[Tier, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.tier, entry.model or "none"), []).append(entry)
    for (tier, model), group in sorted(groups.items(), key=lambda each: -len(each[1])):
        times = sorted(entry.milliseconds for entry in group)
        yield TierSummary(
            tier,
            model,
            calls=len(group),
            tokens=sum(entry.prompt_tokens + entry.completion_tokens for entry in group),
            cost_usd=round(sum(entry.cost for entry in group), 6),
            median_ms=_quantile(times, 0.5),
            p95_ms=_quantile(times, 0.95),
            sent_bytes=sum(entry.sent_bytes for entry in group),
        )


def _days(entries: Iterable[Entry], since: float, until: float) -> Iterator[Day]:
    """Give every day, also those on which nothing was asked."""
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        by_day.setdefault(_day_of(entry.at), []).append(entry)
    first, last = _day_of(since), _day_of(until)
    for number in range((last - first).days + 1):
        day = first + timedelta(number)
        group = by_day.get(day, [])
        tiers = Counter(entry.tier for entry in group)
        cost = round(sum(entry.cost for entry in group), 6)
        yield Day(day, tiers[Tier.EMBEDDED], tiers[Tier.PRIVATE], tiers[Tier.CLOUD], cost)


def _day_of(moment: float) -> date:
    return datetime.fromtimestamp(moment).astimezone().date()


def _quantile(ordered: Sequence[float], share: float) -> float:
    index = min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)
    return ordered[max(0, index)]


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(names).most_common())
