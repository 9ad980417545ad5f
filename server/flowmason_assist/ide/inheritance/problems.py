"""
What is wrong with the ties between a file and others: inheritance, parts, and tests.

`flowmason validate --check-inheritance` refuses most of this; runs look at none of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from flowmason_assist.config.search import is_pipeline
from flowmason_assist.ide.index.links import meant, parents
from flowmason_assist.ide.index.mention import Kind
from flowmason_assist.ide.index.read import TEST, snapshot_facts
from flowmason_assist.ide.index.workspace_index import WorkspaceIndex
from flowmason_assist.ide.inheritance.chain import Break, Chain, Find, Link, chain_of, link_of
from flowmason_assist.ide.inheritance.merge import id_of, objects
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.edits import rename_key, replace
from flowmason_assist.lint.rule import Applicability, Finding, Fix, Severity
from flowmason_assist.lint.suppress import apply_suppressions
from flowmason_assist.syntax.pointer import render
from flowmason_assist.syntax.tree import Member, Node
from flowmason_assist.text.span import Span

UNKNOWN_PIPELINE = "FM905"
CIRCLE = "FM906"
IDLE_OVERRIDE = "FM907"
SAME_NAME = "FM908"
ABSTRACT_PART = "FM909"
UNKNOWN_INPUT = "FM910"

Read = Callable[[Path], str | None]
"""Gives the text of a file, None where there is none."""

_KEYS = ("extends", "overrides", "compositions")


def problems(snapshot: Snapshot, index: WorkspaceIndex, find: Find) -> list[Finding]:
    """Give the findings of a file that only the other files of its project show."""
    if not has_ties(snapshot):
        return []
    root = snapshot.document.root
    look = _Look(snapshot.path, index, find)
    if is_pipeline(snapshot.path.name):
        found = [*look.parent(root, snapshot.text), *look.parts(root)]
    else:
        found = list(look.test(snapshot))
    settings = snapshot.linted.settings
    allowed = [each for each in found if settings.allows(each.code, each.name)]
    return apply_suppressions(snapshot.facts, allowed)


def has_ties(snapshot: Snapshot) -> bool:
    """Tell whether other files may show something about a file."""
    if is_pipeline(snapshot.path.name):
        return any(snapshot.document.root.member(key) for key in _KEYS)
    return snapshot.path.name.endswith(TEST)


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at a file from outside."""

    path: Path
    index: WorkspaceIndex
    find: Find

    def parent(self, root: Node, text: str) -> Iterator[Finding]:
        extends, overrides = root.get("extends"), root.get("overrides")
        child = link_of(self.path, text)
        if extends is not None and extends.text and child is not None:
            chain = chain_of(child, self.find)
            yield from self._broken(chain, extends)
            if chain.broken is None:
                yield from _overrides(chain, overrides)
            return
        for member in overrides.members if overrides else ():
            message = 'there is no parent to override: "extends" is missing'
            yield _finding(IDLE_OVERRIDE, member.key.span, ("overrides", member.name), message)

    def parts(self, root: Node) -> Iterator[Finding]:
        compositions = root.get("compositions")
        for index, part in enumerate(compositions.items if compositions else ()):
            named = part.get("pipeline")
            if named is None or not named.text:
                continue
            path = ("compositions", index, "pipeline")
            found = self.find(self.path, named.text)
            if not found:
                yield self._unknown(named, path)
            elif found[0].pipeline.get("abstract") is True:
                message = f'"{named.text}" is abstract and cannot be a part of another pipeline'
                yield _finding(ABSTRACT_PART, named.span, path, message)

    def test(self, snapshot: Snapshot) -> Iterator[Finding]:
        """Report inputs that a test gives and its pipeline knows nothing of."""
        for given in snapshot_facts(snapshot).mentions:
            if given.kind is not Kind.INPUT:
                continue
            owners = meant(self.index, self.path, given.owner)
            known = {name for owner in owners for name in self._inputs(owner)}
            if owners and given.name not in known:
                close = get_close_matches(given.name, known, n=1)
                hint = f'did you mean "{close[0]}"?' if close else "it has no effect"
                message = f'"{owners[0].name}" reads no input "{given.name}"; {hint}'
                span = Span(given.span.start - 1, given.span.end + 1)
                yield _finding(UNKNOWN_INPUT, span, (), message, severity=Severity.INFO)

    def _inputs(self, owner: Path) -> Iterator[str]:
        for each in self.index.in_file(owner, Kind.INPUT):
            if not each.mention.owner:
                yield each.mention.name

    def _broken(self, chain: Chain, extends: Node) -> Iterator[Finding]:
        path = ("extends",)
        oldest = chain.links[0]
        is_own = len(chain.links) == 1
        name = f'"{chain.reference}"'
        origin = "" if is_own else f'"{oldest.path.name}" extends {name}: '
        match chain.broken:
            case Break.MISSING if is_own:
                yield self._unknown(extends, path)
            case Break.MISSING:
                message = f"{origin}no pipeline of this project is called that"
                yield _finding(UNKNOWN_PIPELINE, extends.span, path, message)
            case Break.AMBIGUOUS:
                found = self.find(oldest.path, chain.reference)
                files = " and ".join(sorted(f'"{each.path.name}"' for each in found))
                message = f"{origin}{files} are both called {name}: chance decides which is taken"
                yield _finding(SAME_NAME, extends.span, path, message)
            case Break.CIRCLE:
                names = " -> ".join(each.path.name for each in reversed(chain.links))
                message = f"the pipeline inherits from itself: {names} -> {name}"
                yield _finding(CIRCLE, extends.span, path, message)
            case None:
                return

    def _unknown(self, node: Node, path: tuple[str | int, ...]) -> Finding:
        """Report a reference to nothing, with the name that may be meant."""
        reference = node.text or ""
        by_other = [
            each.pipeline_name
            for each in self.index.all_pipelines()
            if each.path in meant(self.index, self.path, reference) and each.pipeline_name
        ]
        names = {each.pipeline_name for each in self.index.all_pipelines() if each.pipeline_name}
        close = by_other or get_close_matches(reference.partition("@")[0], names, n=1)
        hint = f'; did you mean "{close[0]}"?' if close else ""
        if by_other:
            hint = f'; pipelines are found by name: write "{close[0]}"'
        message = f'no pipeline of this project is called "{reference}"{hint}'
        fix = _guess(node, close[0]) if close else None
        return _finding(UNKNOWN_PIPELINE, node.span, path, message, fix)


def make_find(index: WorkspaceIndex, read: Read) -> Find:
    """Give what finds parents and parts in an index."""

    def find(path: Path, reference: str) -> list[Link]:
        texts = ((each, read(each)) for each in parents(index, path, reference))
        links = (link_of(each, text) for each, text in texts if text is not None)
        return [link for link in links if link is not None]

    return find


def _overrides(chain: Chain, overrides: Node | None) -> Iterator[Finding]:
    *older, child = (
        {id_of(each) for each in objects(link.pipeline, "stages")} for link in chain.links
    )
    inherited = {name for names in older for name in names if name is not None}
    for member in overrides.members if overrides else ():
        path = ("overrides", member.name)
        if member.name in child:
            message = f'the stage "{member.name}" of this file replaces what is overridden here'
            yield _finding(IDLE_OVERRIDE, member.key.span, path, message)
        elif member.name not in inherited:
            close = get_close_matches(member.name, inherited, n=1)
            hint = f'; did you mean "{close[0]}"?' if close else ""
            message = f'no parent has a stage "{member.name}"{hint}'
            fix = _guessed_key(member, close[0]) if close else None
            yield _finding(IDLE_OVERRIDE, member.key.span, path, message, fix)


def _guess(node: Node, text: str) -> Fix:
    return Fix(f'Write "{text}"', (replace(node, text),), Applicability.UNSAFE)


def _guessed_key(member: Member, name: str) -> Fix:
    return Fix(f'Write "{name}"', (rename_key(member, name),), Applicability.UNSAFE)


def _finding(
    code: str,
    span: Span,
    path: tuple[str | int, ...],
    message: str,
    fix: Fix | None = None,
    *,
    severity: Severity = Severity.WARNING,
) -> Finding:
    return Finding(code, "", severity, message, span, render(path), fix)
