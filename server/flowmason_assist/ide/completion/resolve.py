"""What an editor shows of an item that somebody looks at."""

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.ide.describe import component, key, rule, stage, template
from flowmason_assist.ide.describe.pipeline_input import pipeline_input
from flowmason_assist.ide.snapshot import Snapshot


def describe_item(snapshot: Snapshot, about: tuple[str, ...]) -> str | None:
    """Give Markdown for an item's `about`; None when nothing more is known of it."""
    facts = snapshot.facts
    match about:
        case ("component", name):
            known = facts.catalogue.get(name)
            return component.component(known) if known else None
        case ("input", owner, *names):
            return _parameter(facts, owner, names)
        case ("key", *path):
            return key.key([int(step) if step.isdigit() else step for step in path])
        case ("rule", code):
            return rule.rule(code)
        case ("stage", stage_id):
            return stage.stage_named(facts, stage_id)
        case ("pipeline_input", name):
            return pipeline_input(facts, name)
        case ("path", index, path) if index.isdigit():
            return _path(facts, int(index), path.split("."))
        case _:
            return None


def _parameter(facts: Facts, owner: str, names: list[str]) -> str | None:
    known = facts.catalogue.get(owner)
    parameter = known.input(names[0]) if known and names else None
    if known is None or parameter is None:
        return None
    inner = next((each for each in parameter.keys if names[1:] == [each.name]), None)
    return component.key(parameter.name, inner) if inner else component.parameter(known, parameter)


def _path(facts: Facts, index: int, names: list[str]) -> str | None:
    if index >= len(facts.stages):
        return None
    match names:
        case [name]:
            return template.root(name)
        case ["upstream", stage_id]:
            return stage.stage_named(facts, stage_id)
        case ["upstream", stage_id, name, *_]:
            return _output(facts, stage_id, name)
        case ["input", name, *_]:
            return pipeline_input(facts, name)
        case ["context", name, *_] if name in facts.scopes[index].loop_types:
            scope = facts.scopes[index]
            inside = scope.loop_names.get(name)
            return template.context_name(name, scope.loop_types[name], inside=inside)
        case _:
            return None


def _output(facts: Facts, stage_id: str, name: str) -> str | None:
    found = facts.flow.stages.get(stage_id)
    known = found.component.output(name) if found and found.component else None
    return component.output(found.component, known) if found and found.component and known else None
