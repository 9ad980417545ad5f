"""
Measures the tools for agents, through the protocol's own client: `python -m bench.mcp`.

The table goes into docs/agents.md; `--print` shows it instead.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from bench.debug.report import write
from bench.edge.report import table
from bench.speed.pipelines import pipeline_text
from bench.speed.worked import NAMES, Worked, machine, worked_on

PAGE = Path(__file__).resolve().parents[2] / "docs" / "agents.md"
STAGES = 12
CALLS = 20
STARTS = 4
SERVER = StdioServerParameters(
    command=sys.executable, args=["-m", "flowmason_assist", "mcp"], env=dict(os.environ)
)
QUESTIONS = ("How do I loop over a list?", "What does the cache keep?", "How do I name an output?")
REQUESTS = (
    "Fetch https://a.example/news.json and sum it up in three sentences",
    "Translate the text of the input into French and log it",
    "For each order in the input, ask for a polite answer",
)
ERROR = "Component 'stage_3' timed out after 60000ms"


def main() -> None:
    """Measure, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m bench.mcp", description=__doc__)
    parser.add_argument("--print", action="store_true", dest="prints", help="write no page")
    parser.add_argument("--calls", type=int, default=CALLS, help="how often each tool is called")
    arguments = parser.parse_args()
    found = asyncio.run(_measured(arguments.calls))
    print(found)
    if not arguments.prints:
        write(PAGE, found)


async def _measured(calls: int) -> str:
    rows: list[list[str]] = [["start, until the tools are listed", "", *(await _start()).cells()]]
    async with Client(stdio_client(SERVER)) as client:
        tools = {each.name: each.input_schema for each in (await client.list_tools()).tools}
        for name, given in _given(calls).items():

            async def call(arguments: Any, name: str = name) -> object:  # noqa: ANN401 - JSON
                result = await client.call_tool(name, arguments)
                if result.is_error:
                    raise RuntimeError(f"{name}: {result.content}")
                return result

            worked = await worked_on(given, call)
            rows.append([f"`{name}`", _taken(tools[name]), *worked.cells()])
        resources = [str(each.uri) for each in (await client.list_resources()).resources]

        async def resource(uri: object) -> object:
            return await client.read_resource(str(uri))

        read = await worked_on(resources, resource)
        rows.append([f"one of {len(resources)} resources", "a URI", *read.cells()])
    return f"{table(['tool', 'takes', *NAMES], rows)}\n\n{machine()}"


async def _start() -> Worked:
    async def start(_number: object) -> None:
        async with Client(stdio_client(SERVER)) as client:
            await client.list_tools()

    return await worked_on(range(STARTS), start)


def _given(calls: int) -> dict[str, Sequence[dict[str, Any]]]:
    """Give what each tool is called with; no two pipelines are the same."""
    texts = [pipeline_text(STAGES, seed) for seed in range(calls + 1)]
    pipelines: list[dict[str, Any]] = [{"pipeline": text} for text in texts]
    return {
        "check": pipelines,
        "fix": pipelines,
        "dry_run": pipelines,
        "debug": [{"pipeline": text, "error": ERROR} for text in texts],
        "explain": pipelines,
        "suggest": pipelines,
        "generate": [{"request": REQUESTS[at % len(REQUESTS)]} for at in range(calls + 1)],
        "ask": [{"question": QUESTIONS[at % len(QUESTIONS)]} for at in range(calls + 1)],
        "list_components": [{}] * (calls + 1),
    }


def _taken(schema: dict[str, Any]) -> str:
    """Give the arguments of a tool, those in brackets that may be left out."""
    required = schema.get("required", [])
    names = (
        f"`{name}`" if name in required else f"[`{name}`]" for name in schema.get("properties", {})
    )
    return ", ".join(names)


if __name__ == "__main__":
    main()
