"""`model add`: installs a file, for machines without a network."""

from pathlib import Path

import click

from flowmason_assist.cli.modeling.store import open_store
from flowmason_assist.errors import InputError, ModelUnavailable
from flowmason_assist.llm.models.install import install


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", help="What to call it; the file's name, if you do not say.")
@click.option("--sha256", metavar="HEX", help="What its SHA-256 must be.")
@click.option(
    "--context",
    type=click.IntRange(min=512),
    default=8192,
    show_default=True,
    help="Tokens of prompt and answer together, at most what the model was trained for.",
)
def command(file: Path, name: str | None, sha256: str | None, context: int) -> None:
    """
    Install a GGUF file that you have.

    It is loaded once, to see that it works. Where that is possible it is linked and not copied.
    """
    store = open_store()
    chosen = (name or file.stem).lower()
    try:
        model = install(file, chosen, store, sha256=sha256, context=context)
    except ModelUnavailable as error:
        raise InputError(f'"{file}" was not installed: {error}') from None
    click.echo(f'"{model.name}" is ready; its SHA-256 is {model.seal.sha256}', err=True)
