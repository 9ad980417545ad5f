"""`find`: where a component, an input, a prompt, a pipeline or a stage is used."""

from pathlib import Path
from typing import Literal, get_args

import click

from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.errors import NoResult

Kind = Literal["component", "input", "prompt", "pipeline", "stage"]


_EPILOG = """
\b
Examples:
  flowmason-assist find component generator
  flowmason-assist find input customer_id flows
  flowmason-assist find prompt "summarize" --output-format json
"""


@click.command(epilog=_EPILOG)
@click.argument("kind", type=click.Choice(get_args(Kind)))
@click.argument("name")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True))
@format_option("A line for each place, or JSON.")
@click.option("--no-cache", is_flag=True, help="Read all files, and keep nothing of them.")
def command(
    *,
    kind: Kind,
    name: str,
    folders: tuple[Path, ...],
    output_format: Format,
    no_cache: bool,
) -> None:
    """
    Find where a component, input, prompt, pipeline or stage is used.

    NAME is exact, but for prompts: these are found by a part of their text, in any case. FOLDERS
    are searched for pipelines, tests and project files; without any, the current folder. What is
    read of files is kept in a cache, so that the next search is quick; texts of prompts are not.
    """
    from flowmason_assist.cli.finding.search import search
    from flowmason_assist.cli.finding.show import show

    places = search(kind, name, folders or (Path(),), is_cached=not no_cache)
    show(places, is_json=output_format == "json")
    if not places:
        raise NoResult(f'the {kind} "{name}" is used nowhere')
