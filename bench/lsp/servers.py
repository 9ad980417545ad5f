"""The servers that are compared; the peers come from npm into an ignored folder."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
PEERS: Final = ROOT / "build" / "peers"
PACKAGES: Final = ("vscode-langservers-extracted@4.10.0", "yaml-language-server@1.25.0")
SCHEMA: Final = ROOT / "schemas" / "pipeline.schema.json"
FILES: Final = "*.pipeline.json"
TEXT: Final = {"type": "string"}
SMALL_SCHEMA: Final = {
    "type": "object",
    "required": ["name", "stages"],
    "properties": {
        "name": TEXT,
        "stages": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "component_type"],
                "properties": {
                    "id": TEXT,
                    "component_type": {"type": "string", "description": "What does the work."},
                    "depends_on": {"type": "array", "items": TEXT},
                    "config": {
                        "type": "object",
                        "properties": {"temperature": {"type": "number", "maximum": 2}},
                    },
                },
            },
        },
    },
}
"""What somebody might write in an hour, for comparison with the whole schema."""


@dataclass(frozen=True, slots=True)
class Server:
    """One server in one way of getting its diagnostics."""

    name: str
    command: tuple[str | Path, ...]
    pulls: bool
    language: str = "json"
    settings: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    knows_templates: bool = False

    @property
    def title(self) -> str:
        """Give the name with the way of getting diagnostics."""
        return f"{self.name}, {'pull' if self.pulls else 'push'}{self.note}"


def servers() -> list[Server]:
    """Give ours and its peers, each as it is meant to be used for pipelines."""
    command = (sys.executable, "-m", "flowmason_assist", "server", "--stdio")
    ours = [
        Server("flowmason-assist", command, pulls=pulls, knows_templates=True)
        for pulls in (False, True)
    ]
    binaries = _installed()
    if binaries is None:
        print("npm is missing: the peers are not measured", file=sys.stderr)
        return ours
    return [*ours, *_json_servers(binaries), _yaml_server(binaries)]


def versions() -> str:
    """Give the names and versions of the peers."""
    return ", ".join(each.replace("@", " ") for each in PACKAGES)


def _json_servers(binaries: Path) -> Iterator[Server]:
    whole = json.loads(SCHEMA.read_text(encoding="utf-8"))
    ways = ((False, whole, ""), (True, whole, ""), (True, SMALL_SCHEMA, ", small schema"))
    for pulls, schema, note in ways:
        association = {"fileMatch": [FILES], "url": SCHEMA.as_uri(), "schema": schema}
        yield Server(
            "vscode-json-language-server",
            (binaries / "vscode-json-language-server", "--stdio"),
            pulls=pulls,
            settings={"json": {"schemas": [association], "validate": {"enable": True}}},
            note=note,
        )


def _yaml_server(binaries: Path) -> Server:
    settings = {"schemas": {SCHEMA.as_uri(): FILES}, "schemaStore": {"enable": False}}
    return Server(
        "yaml-language-server",
        (binaries / "yaml-language-server", "--stdio"),
        pulls=False,
        language="yaml",
        settings={"yaml": settings},
    )


def _installed() -> Path | None:
    binaries = PEERS / "node_modules" / ".bin"
    if (binaries / "yaml-language-server").exists():
        return binaries
    npm = shutil.which("npm")
    if npm is None:
        return None
    PEERS.mkdir(parents=True, exist_ok=True)
    options = ("--no-audit", "--no-fund", "--ignore-scripts", "--silent", "--prefix", PEERS)
    subprocess.run([npm, "install", *options, *PACKAGES], check=True)
    return binaries
