"""Whatever stands in the settings is understood, or refused in words; nothing else is raised."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowmason_assist.config.configuration import Configuration, override
from flowmason_assist.config.find import FILE_NAME, ConfigurationFinder, with_environment
from flowmason_assist.config.routing import policy_of
from flowmason_assist.config.table import SETTINGS, Scope, Setting
from flowmason_assist.errors import SettingsError
from flowmason_assist.lsp.settings import EditorSettings
from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.decide import Circumstances, decide
from flowmason_assist.routing.route import Tier

NAMES = [setting.name for setting in SETTINGS]
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            *("cloud=allow", "private = never", "ask", "allow", "*", "(", "[a-", "(?P<x", "\\"),
            *("http://localhost:8080/v1", "https://[::1", "http://a b", "https://x.io:99999/"),
            *("env:KEY", "keyring:x", "editor", "generate", "openai", "anthropic", "cloud"),
        ]
    ),
)
KEYS = st.one_of(
    TEXTS,
    st.sampled_from(
        ["url", "model", "tier", "context", "inputPrice", "key", "timeout", "protocol", "strengths"]
    ),
)
NUMBERS = st.one_of(st.integers(), st.floats(), st.sampled_from([10**400, -1, 0, 256]))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=8,
)
MODEL = st.fixed_dictionaries(
    {"url": TEXTS}, optional=dict.fromkeys(("tier", "context", "key", "strengths"), VALUES)
)
SET = st.one_of(
    st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4),
    st.fixed_dictionaries({"models": st.dictionaries(TEXTS, MODEL, max_size=2)}),
)


def decides(configuration: Configuration) -> None:
    """Have a decision made with these settings."""
    policy = policy_of(configuration)
    for tier in (None, *Tier):
        decide(Asked("generate", "design a platform", tier=tier), policy, Circumstances())


def understood(read: Callable[[], Configuration]) -> Configuration | str:
    """Give the settings, or what is said about them, after a decision with them."""
    try:
        configuration = read()
    except SettingsError as error:
        return str(error)
    decides(configuration)
    return configuration


@given(SET)
def test_what_an_editor_sends(values: dict[str, object]) -> None:
    found = understood(lambda: override(Configuration(), values, "here", Scope.MACHINE))

    assert isinstance(found, Configuration) or found.startswith("here: ")


@given(st.sampled_from(SETTINGS), TEXTS | st.text(alphabet='{}[]":,=0e1', max_size=20))
def test_what_stands_in_the_environment(setting: Setting, text: str) -> None:
    found = understood(lambda: with_environment(Configuration(), {setting.variable: text}))

    assert isinstance(found, Configuration) or setting.variable in found


@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3) | VALUES)
def test_a_server_goes_on_with_the_defaults_and_says_so(values: object) -> None:
    settings = EditorSettings()
    settings.take(values)

    decides(settings.configuration(Path(os.devnull)))

    assert all("editor's settings" in problem for problem in settings.problems)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("project")


@given(text=st.text(max_size=60))
def test_what_stands_in_a_file(folder: Path, text: str) -> None:
    (folder / FILE_NAME).write_text(text, encoding="utf-8", newline="")

    found = understood(lambda: ConfigurationFinder({}).for_folder(folder))

    assert isinstance(found, Configuration) or str(folder) in found
