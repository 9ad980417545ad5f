"""The engine's known messages, provoked by running it, and what should be said about each."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bench.debug.expected import (
    ABOUT,
    KINDS,
    NETWORK,
    PIPELINE,
    PLACES,
    PROVIDER,
    QUOTED,
    SLOW_KINDS,
    STAGE,
    STANDING,
    Expected,
    one_stage,
)
from bench.debug.shown import Failure
from flowmason_assist.engine.options import CannedResponse, DryRunOptions, ScriptedReply
from flowmason_assist.engine.session import EngineSession
from tests.engine.provoked import (
    COMPONENT,
    CONDITIONS,
    MAPPING,
    ONE_RETRY,
    REFUSED,
    REPLIES,
    TOLD,
    WEB,
)

DEAD: Final = (CannedResponse(".", failure="connect"),)
SLOW: Final = (CannedResponse(".", failure="timeout"),)


@dataclass(frozen=True, slots=True)
class Listed:
    """A message of the list, as the engine said it, about a pipeline."""

    id: str
    text: str
    failure: Failure
    expected: Expected
    options: DryRunOptions = field(default_factory=DryRunOptions)


def listed(session: EngineSession) -> Iterator[Listed]:
    """Provoke every message that a run can show; the rest is quoted from the engine."""
    yield from _of_stages(session)
    yield from _of_network(session)
    yield from _of_expressions(session)
    yield from _of_files(session)
    yield from _told()


def _of_stages(session: EngineSession) -> Iterator[Listed]:
    for name, (component, config) in {**MAPPING, **COMPONENT}.items():
        options = DryRunOptions(missing_environment="fail")
        text = one_stage(component, config)
        run = session.run(text, {"items": [1]}, options)
        fields = tuple(f"config/{key}" for key in config)
        where = PLACES.get(name, (*fields, "config"))
        expected = Expected(KINDS.get(name, PIPELINE), STAGE, where)
        yield Listed(name, text, Failure.of(run), expected, options)
    for name, (component, config, reply) in REPLIES.items():
        options = DryRunOptions(replies=(ScriptedReply(reply),))
        text = one_stage(component, config)
        run = session.run(text, None, options)
        yield Listed(
            name, text, Failure.of(run), Expected(PROVIDER, STAGE, ("", "config")), options
        )
    core = DryRunOptions(reader="core")
    for name, component, config in (
        ("E01", "logger", {"message": "{{text}}"}),
        ("E26", "logger", {"message": "m"}),
    ):
        more = {"depends_on": [STAGE]} if name == "E26" else {}
        text = one_stage(component, config, **more)
        run = session.run(text, None, core)
        places = ("depends_on", "depends_on/0") if more else ("config/message",)
        yield Listed(name, text, Failure.of(run), Expected(PIPELINE, STAGE, places), core)
    yield _null(session, core)


def _null(session: EngineSession, core: DryRunOptions) -> Listed:
    failing = {"id": "x", "type": "logger", "config": {}, "on_error": "continue"}
    reading = {"id": STAGE, "type": "logger", "config": {"message": "{{upstream.x.a}}"}}
    whole = {"id": "p", "name": "p", "stages": [failing, {**reading, "depends_on": ["x"]}]}
    text = json.dumps(whole, indent=2)
    run = session.run(text, None, core)
    expected = Expected(frozenset({"data", "pipeline"}), STAGE, ("config/message",))
    return Listed("E05b", text, Failure.of(run), expected, core)


def _of_network(session: EngineSession) -> Iterator[Listed]:
    core = DryRunOptions(reader="core")
    cases: tuple[
        tuple[str, DryRunOptions, dict[str, Any], frozenset[str], tuple[str, ...]], ...
    ] = (
        ("E30", DryRunOptions(responses=DEAD), {}, NETWORK, ("config/url",)),
        ("E31", DryRunOptions(responses=SLOW), {}, NETWORK, ("", "config/timeout")),
        ("E27", replace(core, responses=SLOW), {"timeout_ms": 100}, SLOW_KINDS, ("timeout_ms",)),
        (
            "E28",
            replace(core, responses=SLOW),
            {"timeout_ms": 100, "retry_config": ONE_RETRY},
            SLOW_KINDS,
            ("timeout_ms", "retry_config"),
        ),
        (
            "E29",
            replace(core, responses=DEAD),
            {"retry_config": ONE_RETRY},
            NETWORK,
            ("config/url",),
        ),
    )
    for name, options, more, kinds, places in cases:
        text = one_stage("http_request", WEB, **more)
        run = session.run(text, None, options)
        yield Listed(name, text, Failure.of(run), Expected(kinds, STAGE, places), options)
    raising = replace(core, provider="raises")
    for name, more in (("E45", {}), ("E46", {"retry_config": ONE_RETRY})):
        text = one_stage("generator", {"prompt": "p"}, **more)
        run = session.run(text, None, raising)
        places = ("", "config", "retry_config")
        yield Listed(name, text, Failure.of(run), Expected(PROVIDER, STAGE, places), raising)


def _of_expressions(session: EngineSession) -> Iterator[Listed]:
    for name, condition in CONDITIONS.items():
        text = one_stage("filter", {"data": [1], "condition": condition})
        output: Any = session.run(text).outputs[STAGE]
        failure = Failure(output["reason"], "ExpressionError", None, loads=True, reader="cli")
        kinds = frozenset({"pipeline", "data"})
        yield Listed(name, text, failure, Expected(kinds, STAGE, ("config/condition",)))


def _of_files(session: EngineSession) -> Iterator[Listed]:
    core = DryRunOptions(reader="core")
    for name, change in REFUSED.items():
        whole = {"id": "p", "name": "p", "stages": [], **change}
        text = json.dumps({key: one for key, one in whole.items() if one is not None}, indent=2)
        run = session.run(text, None, core)
        stage = STAGE if "stages" in change else None
        found = re.search(r"\n([a-z_]+(?:\.\w+)*)", run.error_message or "")
        path = found[1].replace(".", "/") if found else ""
        inside = path.removeprefix("stages/0").strip("/")
        parent = path.rpartition("/")[0]
        places = (inside, "component_type", "") if stage else (f"/{path}", f"/{parent}", "")
        yield Listed(name, text, Failure.of(run), Expected(PIPELINE, stage, places), core)
    text = one_stage("logger", {"message": "m"}, llm_settings={"temperature": "hot"})
    run = session.run(text)
    where = ("llm_settings/temperature",)
    yield Listed("E58", text, Failure.of(run), Expected(PIPELINE, STAGE, where))
    text = one_stage("logger", {"message": "m"}).replace('"n"', '"n",')
    run = session.run(text)
    yield Listed("E65", text, Failure.of(run), Expected(PIPELINE, "beside", ("config",)))


def _told() -> Iterator[Listed]:
    """What only an environment, an older engine or Python code brings about."""
    sound = one_stage("logger", {"message": "m"})
    for name, message in {**TOLD, **QUOTED}.items():
        text = ABOUT.get(name, sound)
        failure = Failure(message, "Exception", None, loads=True, reader="cli")
        stage, kinds, places = STANDING[name]
        yield Listed(name, text, failure, Expected(kinds, stage, places))
