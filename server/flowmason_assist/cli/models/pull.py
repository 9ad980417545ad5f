"""`model pull`: fetches a model from the Hub."""

import shutil
import sys

import click

from flowmason_assist.cli.modeling.entry import size_text
from flowmason_assist.cli.modeling.options import require_consent, yes
from flowmason_assist.cli.modeling.store import open_store, settings_here
from flowmason_assist.errors import InputError
from flowmason_assist.llm.models.known import KnownModel, known_models
from flowmason_assist.llm.models.pull import Offer, fetch, offer_for, require_room
from flowmason_assist.llm.models.shipped import NAME
from flowmason_assist.llm.models.store import Store

_EPILOG = """
\b
Examples:
  flowmason-assist model pull qwen3-1.7b
  flowmason-assist model pull Qwen/Qwen3-1.7B-GGUF/Qwen3-1.7B-Q8_0.gguf
"""
_CONTEXT = 8192


@click.command(epilog=_EPILOG)
@click.argument("name", metavar="NAME|OWNER/REPOSITORY/FILE")
@yes
def command(name: str, *, is_agreed: bool) -> None:
    """
    Fetch a model from the Hugging Face Hub, or the mirror that HF_ENDPOINT names.

    It says first what it will fetch, and asks. An interrupted download goes on where it ended.
    What arrives must have the SHA-256 that the Hub states; it is kept, and checked from then on.
    """
    if settings_here().offline:
        raise InputError(
            f'"{name}" is not fetched, since the setting "offline" forbids it; what you have as a'
            " file, `flowmason-assist model add` installs"
        )
    store = open_store()
    if name == NAME:
        raise InputError(f'"{name}" comes with flowmason-assist; there is nothing to fetch')
    if store.find(name):
        raise InputError(f'"{name}" is installed already; `model remove {name}` makes way')
    offer = offer_for(_wanted(name))
    click.echo(_describe(offer, store), err=True)
    require_room(offer, store)
    require_consent("Fetch it?", is_agreed=is_agreed)
    model = fetch(offer, store, shows_progress=sys.stderr.isatty())
    click.echo(f'"{model.name}" is ready: {model.path}', err=True)


def _wanted(name: str) -> KnownModel:
    known = next((model for model in known_models() if model.name == name), None)
    if known is not None:
        return known
    owner, _, rest = name.partition("/")
    repository, _, file = rest.partition("/")
    if not (owner and repository and file.endswith(".gguf")):
        raise InputError(
            f'there is no model "{name}" in the catalogue; see `flowmason-assist model list`,'
            " or name a file of the Hub: OWNER/REPOSITORY/FILE.gguf"
        )
    return KnownModel(
        name=file.rpartition("/")[2].removesuffix(".gguf").lower(),
        repository=f"{owner}/{repository}",
        file=file,
        licence="",
        parameters="",
        size=0,
        memory=0,
        context=_CONTEXT,
        good_for="",
    )


def _describe(offer: Offer, store: Store) -> str:
    folder = store.file_for(offer.model.name).parent
    free = shutil.disk_usage(folder).free
    rows = (
        ("model", f"{offer.model.name} {offer.model.parameters}".rstrip()),
        ("from", f"{offer.model.repository}/{offer.model.file}"),
        ("revision", offer.revision),
        ("licence", offer.model.licence or "unknown: see the page of the repository"),
        ("size", f"{size_text(offer.size)}, and {size_text(free)} are free"),
        ("SHA-256", offer.sha256),
        ("to", str(folder)),
    )
    return "".join(f"{key:<9} {value}\n" for key, value in rows).rstrip("\n")
