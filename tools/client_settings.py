"""
Write the settings of the VS Code client: `python tools/client_settings.py`.

They come from the same table as every other form of the settings; what only the client knows stands
in `vscode-client/client-settings.json`. With `--check` nothing is written; the exit code tells
whether the manifest is out of date.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flowmason_assist.config.models import WrittenModel
from flowmason_assist.config.table import SETTINGS, Kind, Scope, Setting
from flowmason_assist.routing.permission import Permission
from flowmason_assist.routing.policy import EVERY_TASK, TASKS

CLIENT = Path(__file__).resolve().parents[1] / "vscode-client"
MANIFEST = CLIENT / "package.json"
OWN_SETTINGS = CLIENT / "client-settings.json"
SECTION = "flowmasonAssist"

LIST_OF_TEXTS = {"type": "array", "items": {"type": "string"}}
SHAPES: Mapping[Kind, Mapping[str, object]] = {
    Kind.FLAG: {"type": "boolean"},
    Kind.TEXT: {"type": "string"},
    Kind.LIST: LIST_OF_TEXTS,
    Kind.PATTERNS: {"type": "array", "items": {"type": "string", "format": "regex"}},
    Kind.PERMISSIONS: {
        "type": "object",
        "propertyNames": {"enum": [*TASKS, EVERY_TASK]},
        "additionalProperties": {
            "type": "array",
            "items": {
                "type": "string",
                "enum": [f"{tier}={word}" for tier in ("private", "cloud") for word in Permission],
            },
        },
    },
    Kind.TABLE: {"type": "object", "additionalProperties": LIST_OF_TEXTS},
    Kind.NUMBER: {"type": "number", "minimum": 0},
}
EMPTY_DEFAULTS: Mapping[Kind, object] = {
    Kind.LIST: [],
    Kind.PATTERNS: [],
    Kind.TABLE: {},
    Kind.PERMISSIONS: {},
    Kind.MODELS: {},
}
SCOPES = {
    Scope.PROJECT: "resource",
    Scope.STRICTER: "resource",
    Scope.MACHINE: "machine",
}


def main() -> int:
    """Write the manifest, or tell whether it is out of date."""
    current = MANIFEST.read_text(encoding="utf-8")
    wanted = manifest_text(current, OWN_SETTINGS.read_text(encoding="utf-8"))
    if wanted == current:
        return 0
    print(MANIFEST.relative_to(CLIENT.parent))
    if "--check" in sys.argv[1:]:
        return 1
    MANIFEST.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


def manifest_text(current: str, own_settings: str) -> str:
    """Give the manifest with its settings and the list of those that need trust renewed."""
    manifest = json.loads(current)
    described = {editor_name(setting.name): described_setting(setting) for setting in SETTINGS}
    restricted = {editor_name(each.name) for each in SETTINGS if each.scope is Scope.MACHINE}
    for name, own in json.loads(own_settings).items():
        if own.pop("restricted", False):
            restricted.add(name)
        described[name] = described.get(name, {}) | own
        if "markdownDescription" in own:
            described[name].pop("description", None)
    manifest["contributes"]["configuration"] = {
        "title": manifest["displayName"],
        "properties": {f"{SECTION}.{name}": described[name] for name in sorted(described)},
    }
    trust = manifest["capabilities"]["untrustedWorkspaces"]
    trust["restrictedConfigurations"] = [f"{SECTION}.{name}" for name in sorted(restricted)]
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def editor_name(name: str) -> str:
    """Give a setting's name as editors write it: "per-file-ignores" is "perFileIgnores"."""
    first, *others = name.split("-")
    return first + "".join(word.capitalize() for word in others)


def described_setting(setting: Setting) -> dict[str, Any]:
    """Give a setting as VS Code wants it described."""
    choices = {"enum": list(setting.choices)} if setting.choices else {}
    shape = model_shape() if setting.kind is Kind.MODELS else SHAPES[setting.kind]
    return {
        **shape,
        **choices,
        "default": EMPTY_DEFAULTS.get(setting.kind, setting.default),
        "scope": SCOPES[setting.scope],
        "description": setting.description,
    }


def model_shape() -> dict[str, Any]:
    """Give the shape of a table of models, whose entries have the fields of `WrittenModel`."""
    entry = WrittenModel.model_json_schema()
    fields = {
        editor_name(name.replace("_", "-")): {key: field[key] for key in field if key != "title"}
        for name, field in entry["properties"].items()
    }
    entry = {key: entry[key] for key in ("type", "required", "additionalProperties")}
    return {"type": "object", "additionalProperties": {**entry, "properties": fields}}


if __name__ == "__main__":
    raise SystemExit(main())
