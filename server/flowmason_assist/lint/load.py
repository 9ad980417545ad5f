"""The rules, found by looking into their folder: one file each, no list to keep."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from flowmason_assist.analysis.facts import Facts, StageView
from flowmason_assist.lint import rules
from flowmason_assist.lint.rule import Match, Rule, Severity

StageCheck = Callable[[StageView], Iterator[Match]]
PipelineCheck = Callable[[Facts], Iterator[Match]]


@dataclass(frozen=True, slots=True)
class LoadedRule:
    """A rule with its name and its documentation, both taken from its file."""

    rule: Rule
    name: str  # The slug, with hyphens.
    summary: str
    documentation: str  # Markdown.
    check_stage: StageCheck | None
    check_pipeline: PipelineCheck | None

    @property
    def code(self) -> str:
        """Give the rule's code."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """Give the rule's severity."""
        return self.rule.severity

    @property
    def docs(self) -> str:
        """Give the path of the rule's page, relative to the documentation."""
        return f"rules/{self.name.replace('-', '_')}.md"


@cache
def all_rules() -> tuple[LoadedRule, ...]:
    """Give every rule, in the order of the codes."""
    names = [module.name for module in pkgutil.iter_modules(rules.__path__)]
    modules = [importlib.import_module(f"{rules.__name__}.{name}") for name in names]
    return tuple(sorted(map(_loaded, modules), key=lambda loaded: loaded.code))


def find_rule(name: str) -> LoadedRule | None:
    """Give the rule of a code or of a name, in any case."""
    wanted = name.lower().replace("_", "-")
    return next((each for each in all_rules() if wanted in (each.code.lower(), each.name)), None)


def _loaded(module: ModuleType) -> LoadedRule:
    documentation = (module.__doc__ or "").strip()
    return LoadedRule(
        rule=module.RULE,
        name=module.__name__.rpartition(".")[2].replace("_", "-"),
        summary=documentation.partition("\n")[0],
        documentation=documentation,
        check_stage=getattr(module, "check_stage", None),
        check_pipeline=getattr(module, "check_pipeline", None),
    )
