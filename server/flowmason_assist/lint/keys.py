"""The keys that FlowMason knows, and what to say of others."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from flowmason_assist.lint.edits import rename_key
from flowmason_assist.lint.model_settings import STAGE_SETTINGS, SWITCHES
from flowmason_assist.lint.rule import Applicability, Fix, Match, Severity
from flowmason_assist.syntax.tree import Member, Node

# Each known key, and whether a run depends on it. Keys without effect have rules of their own.
STAGE_KEYS: Mapping[str, bool] = {
    "id": True,
    "component_type": True,
    "component": True,
    "type": True,
    "config": True,
    "input_mapping": True,
    "depends_on": True,
    **dict.fromkeys(("name", "description", "metadata", "position", "enabled"), False),
    **dict.fromkeys(("llm_settings", "provider", "model", "fallback_output"), False),
    **dict.fromkeys(("timeout_ms", "retry_config", "on_error", "component_package"), False),
    **dict.fromkeys((*STAGE_SETTINGS, *SWITCHES), False),
}
TOP_LEVEL_KEYS: Mapping[str, bool] = {
    "id": True,
    "name": True,
    "stages": True,
    "output_stage_id": True,
    "sample_input": True,
    "input_schema": True,
    **dict.fromkeys(("$schema", "version", "description", "output_schema"), False),
    **dict.fromkeys(("category", "tags", "metadata", "position", "output_config"), False),
    **dict.fromkeys(("extends", "abstract", "overrides", "compositions"), False),
    **dict.fromkeys(("example_input", "difficulty", "use_cases", "is_template"), False),
    **dict.fromkeys(("created_at", "updated_at", "status", "author", "license"), False),
}
_MEANT: Mapping[str, str] = {
    "dependencies": "depends_on",
    "needs": "depends_on",
    "after": "depends_on",
    **dict.fromkeys(("uses", "node", "operator", "action", "task", "kind"), "component_type"),
    **dict.fromkeys(("tool", "class", "component_name", "op"), "component_type"),
    "with": "config",
    "args": "config",
    "arguments": "config",
    "inputs": "config",
    "parameters": "config",
    "params": "config",
    "settings": "config",
    **dict.fromkeys(("steps", "nodes", "tasks", "jobs"), "stages"),
    "output": "output_stage_id",
    "output_stage": "output_stage_id",
    "inputs_schema": "input_schema",
}


def unknown_keys(holder: Node, known: Mapping[str, bool]) -> Iterator[Match]:
    """Report the keys of an object that no reader knows; prefixes of authors' own are fine."""
    present = {member.name for member in holder.members}
    for member in holder.members:
        if member.name in known or member.name.startswith(("x-", "_", "$", "//")):
            continue
        meant = _meant(member.name, known, present)
        if meant is None:
            message = f'no reader knows "{member.name}": it has no effect'
            yield Match(member.key.span, message, severity=Severity.INFO)
        else:
            yield _misspelt(member, meant, lost=known[meant])


def _meant(name: str, known: Mapping[str, bool], present: set[str]) -> str | None:
    plain = name.lower().replace("-", "_")
    snake = "".join(f"_{each.lower()}" if each.isupper() else each for each in name)
    free = [key for key in known if key not in present]
    for guess in (_MEANT.get(plain), plain, snake.lstrip("_")):
        if guess in free:
            return guess
    close = get_close_matches(plain, free, n=1, cutoff=0.8)
    return close[0] if close else None


def _misspelt(member: Member, meant: str, *, lost: bool) -> Match:
    message = f'no reader knows "{member.name}"; did you mean "{meant}"?'
    fix = Fix(f'Write "{meant}"', (rename_key(member, meant),), Applicability.UNSAFE)
    severity = Severity.ERROR if lost else Severity.WARNING
    return Match(member.key.span, message, fix, severity=severity)
