"""`mcp`: the same tools for coding agents, over the Model Context Protocol."""

import click

from flowmason_assist.errors import InputError

_EPILOG = """
\b
Examples, in the settings of an agent:
  {"mcpServers": {"flowmason": {"command": "flowmason-assist", "args": ["mcp"]}}}
"""


@click.command(epilog=_EPILOG)
def command() -> None:
    """
    Serve a coding agent at standard input and output.

    It gets check, fix, dry_run, debug, explain, suggest, generate, ask and list_components, the
    catalogue and the guide. Models are used as your settings say; nothing is written.
    """
    from flowmason_assist.cli.asking.desk import run_task

    try:
        from flowmason_assist.mcp.server import serve
    except ModuleNotFoundError as error:
        raise InputError(
            f'the module "{error.name}" is missing: pip install "flowmason-assist[mcp]"'
        ) from None
    serve(run_task)
