"""A cloud and a private server on loopback, every byte that reaches them, and a desk for both."""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flowmason_assist.llm.providers.scripted import Scripted
from flowmason_assist.routing.desk import Desk, LocalModels
from flowmason_assist.routing.known_models import KnownModel
from flowmason_assist.routing.ledger.ledger import Ledger
from flowmason_assist.routing.permission import Permission
from flowmason_assist.routing.policy import Permissions, Policy
from flowmason_assist.routing.route import Tier
from tests.support.model_server import ModelServer
from tests.support.tap import Tap

MakeDesk = Callable[..., Desk]
ALLOWED = Permissions(private=Permission.ALLOW, cloud=Permission.ALLOW)


@pytest.fixture(scope="package")
def server() -> Iterator[ModelServer]:
    for heavy in ("anthropic", "openai"):  # Their import would count against short time limits.
        importlib.import_module(heavy)
    with ModelServer() as running:
        yield running


@pytest.fixture(scope="package")
def _wire(server: ModelServer) -> Iterator[Tap]:
    with Tap(server.url) as tap:
        yield tap


@pytest.fixture
def wire(_wire: Tap) -> Tap:
    """Give the wire to the cloud, with nothing on it."""
    _wire.clear()
    return _wire


def openai_at(wire: Tap, mood: str = "echo", alias: str = "cloudy", **more: Any) -> KnownModel:  # noqa: ANN401
    return KnownModel(alias, "openai", f"{wire.url}/v1", mood, **{"tier": Tier.CLOUD, **more})


def anthropic_at(wire: Tap, mood: str = "echo", alias: str = "claudia", **more: Any) -> KnownModel:  # noqa: ANN401
    return KnownModel(alias, "anthropic", wire.url, mood, **{"tier": Tier.CLOUD, **more})


@pytest.fixture
def make_desk(tmp_path: Path) -> MakeDesk:
    """Give a function that makes a desk from models and what differs from allowing all."""

    def make(*models: KnownModel, local: Scripted | None = None, **more: Any) -> Desk:  # noqa: ANN401
        wishes = {"permissions": ALLOWED, "redacts": False, **more.pop("policy", {})}
        ledger = Ledger.open(tmp_path / "routing.sqlite3")
        return Desk(
            LocalModels(fast=lambda: local), Policy(models=models, **wishes), ledger=ledger, **more
        )

    return make
