"""`model remove`: deletes an installed model."""

import click

from flowmason_assist.cli.modeling.entry import size_text
from flowmason_assist.cli.modeling.options import require_consent, yes
from flowmason_assist.cli.modeling.store import open_store
from flowmason_assist.errors import InputError
from flowmason_assist.llm.models.shipped import NAME


@click.command()
@click.argument("name")
@yes
def command(name: str, *, is_agreed: bool) -> None:
    """Delete an installed model."""
    if name == NAME:
        raise InputError(f'"{name}" comes with flowmason-assist and goes with it')
    store = open_store()
    model = store.find(name)
    if model is None:
        raise InputError(f'there is no installed model "{name}"; see `flowmason-assist model list`')
    question = f'Delete "{model.path}" ({size_text(model.seal.size)})?'
    require_consent(question, is_agreed=is_agreed)
    store.remove(name)
