"""The tools and the guide for coding agents, over the Model Context Protocol."""

import json
from collections.abc import Callable
from contextlib import closing
from functools import wraps
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.resources import FileResource

from flowmason_assist import __version__
from flowmason_assist.errors import AssistError
from flowmason_assist.mcp.tools import RunTask, Tools
from flowmason_assist.resources import folder

_INSTRUCTIONS = (
    "Check, fix, run, explain and generate FlowMason pipelines (*.pipeline.json). Most pipelines "
    "that look right do not run: `check` every pipeline you write, `fix` what is found, and "
    "`dry_run` it before you hand it over. Use only components of `list_components`."
)


def serve(run_task: RunTask) -> None:
    """Serve one agent at standard input and output until it leaves."""
    with closing(Tools(run_task)) as tools:
        make_server(tools).run("stdio")


def make_server(tools: Tools) -> MCPServer:
    """Give a server with all tools, and with the catalogue and the guide as resources."""
    server = MCPServer("flowmason-assist", version=__version__, instructions=_INSTRUCTIONS)
    for tool in (
        tools.check,
        tools.fix,
        tools.dry_run,
        tools.debug,
        tools.explain,
        tools.suggest,
        tools.generate,
        tools.ask,
        tools.list_components,
    ):
        server.tool()(_told(tool))

    @server.resource("flowmason://catalogue", mime_type="application/json")
    def catalogue() -> str:
        """Every component that works, with inputs, outputs and pitfalls."""
        return json.dumps(tools.list_components(), ensure_ascii=False)

    guide = folder("guide")
    for path in sorted(guide.rglob("*.md")):
        page = path.relative_to(guide).with_suffix("").as_posix()
        server.add_resource(
            FileResource(
                uri=f"flowmason://guide/{page}",
                name=page,
                mime_type="text/markdown",
                path=path.resolve(),
                encoding="utf-8",
            )
        )
    return server


def _told(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Give a tool whose refusals reach the agent in words; all other errors stay with us."""

    @wraps(tool)
    def called(*arguments: Any, **named: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        try:
            return tool(*arguments, **named)
        except AssistError as error:
            raise ToolError(str(error)) from None

    return called
