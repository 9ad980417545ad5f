"""Models in settings: what is understood, and who may name them."""

import re
import tomllib
from pathlib import Path

import pytest

from flowmason_assist.config.configuration import Configuration, override
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.config.models import read_models
from flowmason_assist.config.routing import policy_of
from flowmason_assist.config.table import Scope
from flowmason_assist.errors import SettingsError
from flowmason_assist.routing.permission import Permission
from flowmason_assist.routing.route import Tier

HOME = '[models.home]\nurl = "http://localhost:8080/v1"\ncontext = 16384\nstrengths = ["debug"]\n'


@pytest.fixture
def own(tmp_path: Path) -> dict[str, str]:
    """Give an environment whose user has settings."""
    folder = tmp_path / "own" / "flowmason-assist"
    folder.mkdir(parents=True)
    (folder / "flowmason-assist.toml").write_text(
        f'offline = true\nselect = ["FM2"]\nsensitive-paths = ["*.secret.json"]\n{HOME}',
        encoding="utf-8",
    )
    return {"XDG_CONFIG_HOME": str(tmp_path / "own"), "LOCALAPPDATA": str(tmp_path / "own")}


def at(environment: dict[str, str], folder: Path) -> Configuration:
    return ConfigurationFinder(environment).for_folder(folder)


def test_the_users_own_file_holds_everywhere(own: dict[str, str], tmp_path: Path) -> None:
    (model,) = at(own, tmp_path).models

    assert (model.alias, model.tier, model.context) == ("home", Tier.PRIVATE, 16384)
    assert model.suits("debug")
    assert not model.suits("ask")


def test_a_project_is_only_stricter(own: dict[str, str], tmp_path: Path) -> None:
    text = 'offline = false\nselect = ["FM3"]\nsensitive-paths = ["hr/*"]\n'
    (tmp_path / "flowmason-assist.toml").write_text(text, encoding="utf-8")

    found = at(own, tmp_path)

    assert found.offline
    assert found.select == ("FM3",)
    assert found.sensitive_paths == ("*.secret.json", "hr/*")
    assert found.guards(tmp_path / "hr" / "pay.pipeline.json")
    assert found.guards(tmp_path / "a.secret.json")
    assert not found.guards(tmp_path / "main.pipeline.json")


@pytest.mark.parametrize("line", ['cloud = "allow"', "sensitive-to-private = true", HOME])
def test_a_project_opens_nothing(line: str, tmp_path: Path) -> None:
    (tmp_path / "flowmason-assist.toml").write_text(line, encoding="utf-8")

    with pytest.raises(SettingsError, match="cannot be set for a project"):
        at({}, tmp_path)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({}, '"url": field required'),
        ({"url": "ftp://x"}, '"url" must begin with http'),
        ({"url": "http://api.shop.io/v1"}, "leaves your network unencrypted"),
        ({"url": "https://u:pw@api.shop.io/v1"}, "name the key in"),
        ({"url": "https://api.openai.com/v1", "tier": "private"}, "cannot be private"),
        ({"url": "https://eu.openai.azure.com/v1", "tier": "private"}, "cannot be private"),
        ({"url": "https://x.io/v1", "key": "sk-1234567890abcdef"}, "not what it is"),
        ({"url": "https://x.io/v1", "tokens": 3}, '"tokens": extra inputs are not permitted'),
        ({"url": "https://x.io/v1", "input-price": -1}, '"input-price"'),
        ("https://x.io", "must be a table"),
    ],
)
def test_mistakes_are_named_and_secrets_are_not_repeated(entry: object, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_models({"m": entry}, "here")

    assert message in str(caught.value)
    assert "sk-1234" not in str(caught.value)
    assert "pw@" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "tier"),
    [
        ("http://127.0.0.1:11434/v1", Tier.PRIVATE),
        ("http://gpu-box:8000/v1", Tier.PRIVATE),
        ("http://192.168.1.20:1234/v1", Tier.PRIVATE),
        ("https://models.corp.internal/v1", Tier.PRIVATE),
        ("https://api.anthropic.com", Tier.CLOUD),
        ("https://models.shop.io/v1", Tier.CLOUD),
    ],
)
def test_where_a_model_stands_decides_its_tier(url: str, tier: Tier) -> None:
    (model,) = read_models({"m": {"url": url}}, "here")

    assert model.tier is tier


def test_a_usual_key_goes_to_its_own_provider_only() -> None:
    models = read_models(
        {
            "a": {"url": "https://api.openai.com/v1"},
            "b": {"url": "https://api.openai.com.evil.io/v1"},
        },
        "here",
    )

    assert [model.key for model in models] == ["env:OPENAI_API_KEY", ""]


def edited(**values: object) -> Configuration:
    """Give the configuration of an editor's settings."""
    named = {name.replace("_", "-"): value for name, value in values.items()}
    return override(Configuration(), named, "here", Scope.MACHINE)


def test_permissions_for_single_tasks() -> None:
    table = {"generate": ["cloud=allow"], "*": ["private = never"]}

    permissions = policy_of(edited(permissions=table)).permissions

    assert permissions.of("generate", Tier.CLOUD) is Permission.ALLOW
    assert permissions.of("ask", Tier.CLOUD) is Permission.ASK
    assert permissions.of("ask", Tier.PRIVATE) is Permission.NEVER


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"ask": ["maybe"]}, 'of "ask" cannot be "maybe"; write "cloud=never"'),
        ({"genrate": ["cloud=never"]}, '"genrate", which is no task; it is one of explain, debug'),
        ({"ask": "cloud=never"}, 'like {generate = ["cloud=allow"]}'),
        ("cloud=never", 'like {generate = ["cloud=allow"]}'),
    ],
)
def test_what_permissions_cannot_be_is_said(table: object, message: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(message)):
        edited(permissions=table)


def test_a_pattern_must_be_a_regular_expression() -> None:
    with pytest.raises(SettingsError, match="is no regular expression"):
        edited(sensitive_patterns=["("])


def test_the_documented_models_are_understood() -> None:
    page = Path(__file__).parents[2] / "docs" / "settings.md"
    [example] = re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)

    home, claude = read_models(tomllib.loads(example)["models"], "the page")

    assert (home.tier, home.protocol) == (Tier.PRIVATE, "openai")
    assert (claude.tier, claude.key) == (Tier.CLOUD, "env:ANTHROPIC_API_KEY")
