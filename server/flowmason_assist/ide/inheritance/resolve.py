"""A pipeline with all that it inherits, as a text that runs."""

import json
from dataclasses import dataclass

from flowmason_assist.ide.inheritance.chain import Break, Chain, Find, Link, chain_of
from flowmason_assist.ide.inheritance.merge import INHERITANCE_KEYS, merged, objects


@dataclass(frozen=True, slots=True)
class Resolved:
    """The text, and what it still holds that no run looks at."""

    text: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why there is no such pipeline."""

    reason: str


def inherits(pipeline: dict[str, object]) -> bool:
    """Tell whether a pipeline has a parent."""
    return isinstance(pipeline.get("extends"), str) and bool(pipeline["extends"])


def resolve(child: Link, find: Find) -> Resolved | Unresolved:
    """Put a pipeline and its parents into one; the engine refuses to do so for abstract ones."""
    if child.pipeline.get("abstract") is True:
        return Unresolved(f'"{child.path}" is abstract: resolve a pipeline that extends it')
    chain = chain_of(child, find)
    if chain.broken is not None:
        return Unresolved(_reason(chain, chain.broken))
    pipeline = merged([link.pipeline for link in chain.links])
    text = json.dumps(pipeline, indent=2, ensure_ascii=False) + "\n"
    return Resolved(text, tuple(_warnings(chain, pipeline)))


def _reason(chain: Chain, broken: Break) -> str:
    oldest = chain.links[0]
    says = f'"{oldest.path}" extends "{chain.reference}"'
    match broken:
        case Break.MISSING:
            return f"{says}, and no pipeline of the project has this name"
        case Break.AMBIGUOUS:
            return f"{says}, and several pipelines have this name: give them different versions"
        case Break.CIRCLE:
            files = " -> ".join(f'"{link.path.name}"' for link in reversed(chain.links))
            return f"{says}, so that the chain has no end: {files} -> …"


def _warnings(chain: Chain, pipeline: dict[str, object]) -> list[str]:
    found = []
    if not any(key in chain.links[-1].pipeline for key in INHERITANCE_KEYS):
        found.append("the pipeline inherits nothing")
    parts = ", ".join(str(each.get("id")) for each in objects(pipeline, "compositions"))
    if parts:
        found.append(f'"compositions" ({parts}) are never run: copy their stages by hand')
    missing = [each for each in objects(pipeline, "stages") if _is_abstract(each)]
    found += [f'the stage "{each.get("id")}" is still abstract' for each in missing]
    return found


def _is_abstract(stage: dict[str, object]) -> bool:
    return stage.get("component_type") == "abstract"
