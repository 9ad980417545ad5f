"""`model`: the models of this machine."""

import click

from flowmason_assist.cli import models
from flowmason_assist.cli.groups.folder import FolderGroup

_EPILOG = """
\b
Examples:
  flowmason-assist model list
  flowmason-assist model pull qwen3-1.7b
  flowmason-assist model add downloads/my-model.gguf
"""


@click.group(cls=FolderGroup, package=models, epilog=_EPILOG)
def command() -> None:
    """See, fetch, check and measure the models that run on this machine."""
