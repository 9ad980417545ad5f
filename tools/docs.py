"""
Write the documentation of rules, settings and components: `python -m tools.docs`.

Each rule documents itself in its file; this gives it a page and a line in the index. What is
known of components stands in the catalogue, and becomes pages of the guide. With
`--check` nothing is written; the exit code tells whether a page is out of date.
"""

import ast
import inspect
import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import ModuleType

from flowmason_assist.config.models import WrittenModel
from flowmason_assist.config.table import SETTINGS, Kind, Setting
from flowmason_assist.lint.load import LoadedRule, all_rules
from flowmason_assist.lint.rule import Match
from tools.component_pages import component_pages

ROOT = Path(__file__).resolve().parents[1]
RULE_INDEX = ROOT / "docs" / "rules.md"
RULE_PAGES = ROOT / "docs" / "rules"
SETTINGS_PAGE = ROOT / "docs" / "settings.md"
GUIDE = ROOT / "docs" / "guide"

FAMILIES = {
    "0": "JSON",
    "1": "The shape of the file, and who reads it",
    "2": "Stages and their order",
    "3": "References and templates",
    "4": "Configuration of components",
    "5": "Control flow",
    "6": "Model settings",
    "7": "Robustness, security and cost",
    "8": "Clarity",
    "9": "Remarks about this tool",
}

RULES_INTRODUCTION = """# Rules

An *error* means that the pipeline fails, or loses a stage or its data.
A *warning* means that something written has no effect, or works in only some readers of FlowMason.
An *info* or a *hint* is advice.

`flowmason-assist rule CODE` shows the same pages on a terminal.
A rule is switched off in [the settings](settings.md), or at the top of a file or in a stage:

    "x-flowmason-assist": { "ignore": ["FM801"], "reason": "why it does not apply here" }
"""

SETTINGS_INTRODUCTION = """# Settings

Settings stand in `flowmason-assist.toml`, or in `pyproject.toml` under `[tool.flowmason-assist]`.
The nearest such file above a pipeline counts.
Those of an editor, `flowmasonAssist.*`, override the file; environment variables override both.
Secrets never stand in a settings file.

| Setting | Holds | Default | Environment | Says |
|---|---|---|---|---|
"""

MODELS_INTRODUCTION = """
## Models of your own

Each entry of `models` is a server and what there is to know about it:

```toml
[models.home]
url = "http://localhost:8080/v1"
model = "qwen3"

[models.claude]
url = "https://api.anthropic.com"
protocol = "anthropic"
model = "claude-sonnet-4-5"
key = "env:ANTHROPIC_API_KEY"
daily-budget = 0.5
```

They belong into your own settings, on Linux `~/.config/flowmason-assist/flowmason-assist.toml`.
What is sent away is not for a project to say.

| Field | Default | Says |
|---|---|---|
"""

HOLDS = {
    Kind.FLAG: "true or false",
    Kind.TEXT: "text",
    Kind.LIST: "list of texts",
    Kind.PATTERNS: "list of regular expressions",
    Kind.PERMISSIONS: "table from task to list of texts",
    Kind.TABLE: "table from name to list of texts",
    Kind.NUMBER: "number",
    Kind.MODELS: "table from name to model",
}


def pages() -> dict[Path, str]:
    """Give the text of every page, the index among them."""
    written = {RULE_PAGES / Path(rule.docs).name: _page(rule) for rule in all_rules()}
    indexes = {RULE_INDEX: _index(), SETTINGS_PAGE: _settings()}
    return {**indexes, **written, **component_pages(GUIDE)}


def stale(wanted: dict[Path, str]) -> list[Path]:
    """Give the pages that are missing, out of date, or about something that is gone."""
    changed = [path for path, text in wanted.items() if not _holds(path, text)]
    written = {*RULE_PAGES.glob("*.md"), *(GUIDE / "components").glob("*.md")}
    return sorted({*changed, *(written - set(wanted))})


def has_fix(rule: LoadedRule) -> bool:
    """Tell whether a rule offers to mend what it finds: whether it gives a match a fix."""
    module = inspect.getmodule(rule.check_stage or rule.check_pipeline)
    if module is None:
        return False
    calls = (node for node in ast.walk(_tree(module)) if isinstance(node, ast.Call))
    return any(ast.unparse(call.func) == "Match" and _passes_fix(call) for call in calls)


def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def _passes_fix(call: ast.Call) -> bool:
    position = list(Match.__dataclass_fields__).index("fix")
    return len(call.args) > position or any(each.arg == "fix" for each in call.keywords)


def main() -> int:
    """Write the pages, or tell which ones are out of date."""
    wanted = pages()
    outdated = stale(wanted)
    for path in outdated:
        print(path.relative_to(ROOT))
    if "--check" in sys.argv[1:]:
        return 1 if outdated else 0
    for path in outdated:
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
        else:
            path.unlink()
    return 0


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def _page(rule: LoadedRule) -> str:
    fixable = ", mended by `check --fix` or `--unsafe-fixes`" if has_fix(rule) else ""
    return f"# {rule.name} ({rule.code})\n\n{rule.severity}{fixable}\n\n{rule.documentation}\n"


def _index() -> str:
    return "".join(_index_parts())


def _index_parts() -> Iterator[str]:
    yield RULES_INTRODUCTION
    for family, rules in groupby(all_rules(), key=lambda rule: rule.code[2]):
        yield f"\n## FM{family}xx {FAMILIES[family]}\n\n"
        yield "| Code | Name | Severity | Fix | Says |\n|---|---|---|---|---|\n"
        for rule in rules:
            fix = "yes" if has_fix(rule) else ""
            name = f"[{rule.name}]({rule.docs})"
            summary = rule.summary.replace("|", "\\|")
            yield f"| {rule.code} | {name} | {rule.severity} | {fix} | {summary} |\n"


def _settings() -> str:
    rows = "".join(map(_setting, SETTINGS))
    return SETTINGS_INTRODUCTION + rows + MODELS_INTRODUCTION + "".join(_model_fields())


def _model_fields() -> Iterator[str]:
    for name, field in WrittenModel.model_json_schema()["properties"].items():
        is_empty = field.get("default") in (None, "", [], 0.0)
        default = "empty" if is_empty else f"`{json.dumps(field['default'])}`"
        shown = default if "default" in field else "needed"
        yield f"| `{name.replace('_', '-')}` | {shown} | {field['description']} |\n"


def _setting(setting: Setting) -> str:
    holds = ", ".join(f"`{each}`" for each in setting.choices) or HOLDS[setting.kind]
    default = f"`{str(setting.default).lower()}`" if setting.default not in ((), "") else "empty"
    cells = (f"`{setting.name}`", holds, default, f"`{setting.variable}`", setting.description)
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    sys.exit(main())
