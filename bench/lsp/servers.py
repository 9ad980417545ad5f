"""The servers that are compared; the peers come from npm into an ignored folder."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
PEERS: Final = ROOT / "build" / "peers"
PACKAGES: Final = ("vscode-langservers-extracted@4.10.0", "yaml-language-server@1.25.0")
SCHEMA: Final = ROOT / "schemas" / "pipeline.schema.json"
FILES: Final = "*.pipeline.json"


@dataclass(frozen=True, slots=True)
class Server:
    """One server in one way of getting its diagnostics."""

    name: str
    command: tuple[str | Path, ...]
    pulls: bool
    language: str = "json"
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Give the name with the way of getting diagnostics."""
        return f"{self.name}, {'pull' if self.pulls else 'push'}"


def servers() -> list[Server]:
    """Give ours and its peers, each as it is meant to be used for pipelines."""
    ours = (sys.executable, "-m", "flowmason_assist", "server", "--stdio")
    found = [Server("flowmason-assist", ours, pulls=pulls) for pulls in (False, True)]
    binaries = _installed()
    if binaries is None:
        print("npm is missing: the peers are not measured", file=sys.stderr)
        return found
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    association = {"fileMatch": [FILES], "url": SCHEMA.as_uri(), "schema": schema}
    json_settings = {"json": {"schemas": [association], "validate": {"enable": True}}}
    json_command = (binaries / "vscode-json-language-server", "--stdio")
    found += [
        Server("vscode-json-language-server", json_command, pulls=pulls, settings=json_settings)
        for pulls in (False, True)
    ]
    yaml_settings = {"schemas": {SCHEMA.as_uri(): FILES}, "schemaStore": {"enable": False}}
    found.append(
        Server(
            "yaml-language-server",
            (binaries / "yaml-language-server", "--stdio"),
            pulls=False,
            language="yaml",
            settings={"yaml": yaml_settings},
        )
    )
    return found


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
