"""The models that a setting names, as far as they make sense."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flowmason_assist.errors import SettingsError
from flowmason_assist.llm.remote.place import is_own_place
from flowmason_assist.routing.known_models import KnownModel, is_cloud_place
from flowmason_assist.routing.policy import TASKS
from flowmason_assist.routing.route import Tier

_KEY_SOURCES = re.compile(r"env:\w+|keyring:[\w./-]+|editor|")
_ALIAS = re.compile(r"[\w.:/-]{1,60}")
_CAPITAL = re.compile(r"(?<=[a-z])[A-Z]")
_RESERVED = frozenset(Tier)

# Where a key is looked for when nothing is said; it goes to its own provider only.
_USUAL_KEYS = (
    ("api.openai.com", "env:OPENAI_API_KEY"),
    ("api.anthropic.com", "env:ANTHROPIC_API_KEY"),
)


class WrittenModel(BaseModel):
    """One entry of the setting `models`; the descriptions are shown to users."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[str, Field(description="Where it answers, like http://localhost:8080/v1.")]
    model: Annotated[
        str, Field(description="The server's name for it. Empty means the name that you gave.")
    ] = ""
    protocol: Annotated[
        Literal["openai", "anthropic"],
        Field(description="How it is asked; most servers speak OpenAI's protocol."),
    ] = "openai"
    tier: Annotated[
        Literal["private", "cloud"] | None,
        Field(description="Whose machine it is on. Unset means that the address tells."),
    ] = None
    key: Annotated[
        str,
        Field(description="Where its key is: env:NAME, keyring:SERVICE, or editor. Never the key."),
    ] = ""
    context: Annotated[int, Field(ge=256, description="Its window, in tokens.")] = 32_768
    strengths: Annotated[
        tuple[str, ...], Field(description="The tasks that it is meant for. Empty means all.")
    ] = ()
    input_price: Annotated[
        float, Field(ge=0, description="US dollars for a million tokens that it reads.")
    ] = 0.0
    output_price: Annotated[
        float, Field(ge=0, description="US dollars for a million tokens that it writes.")
    ] = 0.0
    daily_budget: Annotated[
        float | None, Field(ge=0, description="The most US dollars that it may cost in a day.")
    ] = None
    timeout: Annotated[float, Field(gt=0, description="Seconds for one answer.")] = 120.0


def read_models(value: Mapping[str, object], origin: str) -> tuple[KnownModel, ...]:
    """Give the models that a table describes; raises SettingsError, whose text has no secret."""
    return tuple(
        _model(alias, entry, f'{origin}: model "{alias}"') for alias, entry in value.items()
    )


def _model(alias: str, entry: object, where: str) -> KnownModel:
    if not _ALIAS.fullmatch(alias) or alias in _RESERVED:
        raise SettingsError(f"{where}: choose a name of letters, digits and . : / - _")
    if not isinstance(entry, Mapping):
        raise SettingsError(f'{where} must be a table with at least "url"')
    try:
        written = WrittenModel.model_validate(
            {_snake(str(key)): each for key, each in entry.items()}
        )
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, first["loc"])).replace("_", "-")
        raise SettingsError(f'{where}: "{place}": {first["msg"].lower()}') from None
    return KnownModel(
        alias=alias,
        protocol=written.protocol,
        url=_url(written.url, where),
        model=written.model or alias,
        tier=_tier(written, where),
        context=written.context,
        input_price=written.input_price,
        output_price=written.output_price,
        strengths=_strengths(written, where),
        key=_key(written, where),
        timeout=written.timeout,
        daily_budget=written.daily_budget,
    )


def _strengths(written: WrittenModel, where: str) -> tuple[str, ...]:
    for strength in written.strengths:
        if strength not in TASKS:
            known = ", ".join(TASKS)
            raise SettingsError(f'{where}: "strengths" are tasks, one of {known}; not "{strength}"')
    return written.strengths


def _snake(key: str) -> str:
    return _CAPITAL.sub(lambda match: f"_{match[0].lower()}", key).replace("-", "_")


def _url(url: str, where: str) -> str:
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
        has_user = parts.username is not None or parts.password is not None
    except ValueError:
        is_whole = has_user = False
    if not is_whole:
        raise SettingsError(f'{where}: "url" must begin with http:// or https:// and a host')
    if has_user or parts.query:
        raise SettingsError(
            f'{where}: "url" holds a user or a query; name the key in "key" instead'
        )
    if parts.scheme == "http" and not is_own_place(url):
        raise SettingsError(f'{where}: "url" leaves your network unencrypted; use https://')
    return url


def _tier(written: WrittenModel, where: str) -> Tier:
    if written.tier is None:
        return Tier.PRIVATE if is_own_place(written.url) else Tier.CLOUD
    if written.tier == "private" and is_cloud_place(written.url):
        raise SettingsError(f'{where}: "tier" cannot be private, this is a provider in the cloud')
    return Tier(written.tier)


def _key(written: WrittenModel, where: str) -> str:
    if not _KEY_SOURCES.fullmatch(written.key):
        raise SettingsError(
            f'{where}: "key" must say where the key is, not what it is: "env:NAME",'
            ' "keyring:SERVICE" or "editor"'
        )
    host = urlsplit(written.url).hostname
    usual = next((source for own, source in _USUAL_KEYS if own == host), "")
    return written.key or usual
