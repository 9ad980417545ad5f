"""All files of a workspace: kept up to date, and asked who uses what."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.config.search import is_pipeline
from flowmason_assist.ide.index.mention import FileFacts, Found, Kind, Role
from flowmason_assist.ide.index.read import read_facts
from flowmason_assist.ide.index.store import State, Store

_MOST_BYTES = 4 * 1024 * 1024
SYMBOLS = (Kind.PIPELINE, Kind.STAGE, Kind.INPUT, Kind.TEST)


class WorkspaceIndex:
    """
    What the files of a workspace say, those on the disk and those that are open.

    `open_facts` gives the open files; what these say counts more than what is on the disk.
    """

    def __init__(
        self, store: Store, open_facts: Callable[[], Iterable[FileFacts]] = lambda: ()
    ) -> None:
        self._store = store
        self._open_facts = open_facts

    def refresh(
        self, files: Iterable[Path], catalogue_of: Callable[[Path], Catalogue]
    ) -> Iterator[Path]:
        """
        Read the files that changed since they were read last; ask about these files from now on.

        Each step looks at one file and gives it, so that other work can be done in between.
        """
        listed = list(files)
        known = self._store.states()
        self._store.limit(listed)
        for path in listed:
            self._look(path, known.get(str(path)), catalogue_of)
            yield path
        gone = known.keys() - {str(path) for path in listed}
        self._store.forget(path for path in gone if not Path(path).exists())

    def update(self, path: Path, catalogue_of: Callable[[Path], Catalogue]) -> None:
        """Read one file that was written, or forget it when it is gone."""
        if path.exists():
            self._look(path, self._store.state(path), catalogue_of)
            self._store.widen(path)
        else:
            self._store.forget([str(path)])

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def named(self, kind: Kind, name: str) -> list[Found]:
        """Give all places that have a name: where it is introduced, and where it is used."""
        return self._with_open(
            self._store.named(kind, name),
            lambda each: each.mention.kind is kind and each.mention.name == name,
        )

    def pipeline_uses(self, reference: str) -> list[Found]:
        """Give the places that introduce or name the pipelines that a reference means."""
        paths = self.pipelines(reference)
        names = {reference}.union(*map(self.names_of, paths))
        mentions = self._with_open(
            self._store.of_kind(Kind.PIPELINE), lambda each: each.mention.kind is Kind.PIPELINE
        )
        return [each for each in mentions if _is_about(each, paths, names)]

    def prompts(self) -> list[Found]:
        """Give the places of all prompts."""
        return self._with_open(
            self._store.of_kind(Kind.PROMPT), lambda each: each.mention.kind is Kind.PROMPT
        )

    def in_file(self, path: Path, kind: Kind) -> list[Found]:
        """Give the places of a kind in one file."""
        return self._with_open(
            (each for each in self._store.in_file(path) if each.mention.kind is kind),
            lambda each: each.path == path and each.mention.kind is kind,
        )

    def symbols(self, part: str, limit: int) -> list[Found]:
        """Give what is introduced under a name that contains a text, in any case."""
        folded = part.lower()
        found = self._with_open(
            self._store.containing(part, SYMBOLS, limit),
            lambda each: (
                each.mention.role is Role.DEFINITION
                and each.mention.kind in SYMBOLS
                and folded in each.mention.name.lower()
            ),
        )
        return found[:limit]

    def pipelines(self, reference: str) -> list[Path]:
        """
        Give the pipelines that a reference may mean.

        It is an id, a name, a name with "@" and a version, the file's name with or without its
        ending, or its path.
        """
        return [each.path for each in self.all_pipelines() if reference in each.names]

    def all_pipelines(self) -> Iterator[FileFacts]:
        """Give the names of all pipelines; what they mention is not told of all."""
        opened = {each.path: each for each in self._open_facts() if is_pipeline(each.path.name)}
        yield from opened.values()
        yield from (each for each in self._store.pipelines() if each.path not in opened)

    def names_of(self, path: Path) -> frozenset[str]:
        """Give all references that mean a pipeline."""
        found = (each for each in self.all_pipelines() if each.path == path)
        return next(found, FileFacts(path, ())).names

    def _look(
        self, path: Path, known: State | None, catalogue_of: Callable[[Path], Catalogue]
    ) -> None:
        try:
            status = path.stat()
            if known and (known.modified, known.size) == (status.st_mtime_ns, status.st_size):
                return
            content = path.read_bytes() if status.st_size <= _MOST_BYTES else b""
        except OSError:
            return
        digest = hashlib.sha256(content).digest()
        state = State(status.st_mtime_ns, status.st_size, digest)
        if known and known.digest == digest:
            self._store.touch(path, state)
            return
        text = content.decode("utf-8", "replace")
        self._store.keep(read_facts(path, text, catalogue_of(path)), state)

    def _with_open(
        self, stored: Iterable[Found], is_wanted: Callable[[Found], bool]
    ) -> list[Found]:
        """Give what is wanted of open files, and of the others what is stored."""
        opened = list(self._open_facts())
        paths = {facts.path for facts in opened}
        found = [each for each in stored if each.path not in paths]
        for facts in opened:
            mentions = (Found(facts.path, mention) for mention in facts.mentions)
            found += filter(is_wanted, mentions)
        return found


def _is_about(found: Found, paths: Collection[Path], names: Collection[str]) -> bool:
    mention = found.mention
    return mention.owner in names if mention.role is Role.USE else found.path in paths
