"""One session with one server: opening, typing and asking, with the times of everything."""

import json
import math
import queue
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench.lsp.process import cpu_seconds, memory_mb
from bench.lsp.servers import Server
from bench.lsp.wire import PATIENCE, Connection, Message, NoAnswerError

GOOD: Final = '"temperature": 0.'
BAD: Final = '"temperature": 7.'  # The schema and our rules both know that 2 is the most.
TYPED_INTO: Final = "Answer in "
SOUND_NAME: Final = "{{upstream.draft-"
WRONG_NAME: Final = "{{upstream.drat-"
CADENCE: Final = 0.05
KEYS: Final = 60


@dataclass(slots=True)
class Measured:
    """What one session took; times in seconds."""

    start: float
    open: float = 0.0
    edits: list[float] = field(default_factory=list)
    template_edits: list[float] = field(default_factory=list)
    hovers: list[float] = field(default_factory=list)
    completions: list[float] = field(default_factory=list)
    template_completions: list[float] = field(default_factory=list)
    hover_length: int = 0
    completion_count: int = 0
    memory: float = 0.0
    cpu_per_key: float = 0.0


class Session:
    """A server with one file open, edited in the middle."""

    def __init__(self, server: Server, path: Path, text: str) -> None:
        self.server = server
        self.connection = Connection(server.command, server.settings)
        self.uri = path.as_uri()
        self.lines = text.split("\n")
        self.version = 1
        middle = len(self.lines) // 2
        self.setting_line = self._line(GOOD, middle)
        self.template_line = self._line(SOUND_NAME, middle)
        self.fault_line = self.setting_line
        self.typing_line = self._line(TYPED_INTO, middle)
        self.component_line = self._line('"component_type"', middle)
        self.is_incremental = False
        self.offered: Message = {}

    def run(self, edits: int, questions: int) -> Measured:
        """Do all that is measured."""
        measured = Measured(self._start())
        try:
            measured.open = self._open()
            measured.edits = self._toggled(GOOD, BAD, self.setting_line, edits)
            column = self.lines[self.component_line].index("component_type") + 2
            measured.hovers, hover = self._ask("hover", self.component_line, column, questions)
            measured.hover_length = len(json.dumps(hover)) if hover else 0
            column = self.lines[self.component_line].index(': "') + 4
            measured.completions, found = self._ask(
                "completion", self.component_line, column, questions
            )
            measured.completion_count = len(found["items"] if isinstance(found, dict) else found)
            if self.server.knows_templates:
                measured.template_edits = self._toggled(
                    SOUND_NAME, WRONG_NAME, self.template_line, edits
                )
                column = self.lines[self.template_line].index(SOUND_NAME) + len(SOUND_NAME)
                measured.template_completions, _ = self._ask(
                    "completion", self.template_line, column, questions
                )
            measured.cpu_per_key = self._type()
            measured.memory = memory_mb(self.connection.pid)
            self.connection.close()
        finally:
            self.connection.kill()
        return measured

    def _start(self) -> float:
        _, answer = self.connection.request("initialize", _parameters(self.server, self.uri))
        took = time.perf_counter() - self.connection.started
        self.offered = answer["capabilities"]
        sync = self.offered.get("textDocumentSync")
        change = sync.get("change") if isinstance(sync, dict) else sync
        self.is_incremental = change == 2  # noqa: PLR2004 - TextDocumentSyncKind.Incremental
        self.connection.notify("initialized", {})
        if self.server.settings:
            settings = {"settings": self.server.settings}
            self.connection.notify("workspace/didChangeConfiguration", settings)
        return took

    def _open(self) -> float:
        """Open the file with a fault in it, so that an empty first answer does not count."""
        self._replace(GOOD, BAD)
        document = {
            "uri": self.uri,
            "languageId": self.server.language,
            "version": self.version,
            "text": "\n".join(self.lines),
        }
        sent = self.connection.notify("textDocument/didOpen", {"textDocument": document})
        took = self._until(sent, self._is_bad)
        self._change(BAD, GOOD)
        return took

    def _toggled(self, good: str, bad: str, line: int, edits: int) -> list[float]:
        """Make a fault and mend it, in turn, and give what each took to be noticed."""
        self.fault_line = line
        took = []
        for _ in range(edits // 2):
            took += [self._change(good, bad), self._change(bad, good)]
        return took

    def _change(self, old: str, new: str) -> float:
        before = self.lines[self.fault_line]
        self._replace(old, new)
        sent = self._send_change(self.fault_line, before)
        return self._until(sent, self._is_bad if new in (BAD, WRONG_NAME) else self._is_good)

    def _replace(self, old: str, new: str) -> None:
        self.lines[self.fault_line] = self.lines[self.fault_line].replace(old, new)

    def _send_change(self, line: int, before: str) -> float:
        after = self.lines[line]
        self.version += 1
        change: Message = {"text": "\n".join(self.lines)}
        if self.is_incremental:
            start = next(
                (at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0
            )
            ends = {"line": line, "character": len(before)}
            span = {"start": {"line": line, "character": start}, "end": ends}
            change = {"range": span, "text": after[start:]}
        document = {"uri": self.uri, "version": self.version}
        return self.connection.notify(
            "textDocument/didChange", {"textDocument": document, "contentChanges": [change]}
        )

    def _until(self, sent: float, wanted: Callable[[list[Message]], bool]) -> float:
        """Wait for the diagnostics that show the edit, and give the time since it was sent."""
        end = sent + PATIENCE
        while time.perf_counter() < end:
            if self.server.pulls:
                found = self._pull()
                if wanted(found):
                    return time.perf_counter() - sent
                continue
            try:
                published = self.connection.published.get(timeout=PATIENCE)
            except queue.Empty:
                break
            if published.at > sent and wanted(published.diagnostics):
                return published.at - sent
        raise NoAnswerError(f"{self.server.title} does not report the fault")

    def _pull(self) -> list[Message]:
        document = {"textDocument": {"uri": self.uri}}
        _, report = self.connection.request("textDocument/diagnostic", document)
        items: list[Message] = report["items"]
        return items

    def _is_bad(self, diagnostics: list[Message]) -> bool:
        ranges = (each["range"] for each in diagnostics)
        return any(
            each["start"]["line"] <= self.fault_line <= each["end"]["line"] for each in ranges
        )

    def _is_good(self, diagnostics: list[Message]) -> bool:
        return not self._is_bad(diagnostics)

    def _ask(self, what: str, line: int, column: int, times: int) -> tuple[list[float], Any]:
        place = {"line": line, "character": column}
        params = {"textDocument": {"uri": self.uri}, "position": place}
        took: list[float] = []
        if not self.offered.get(f"{what}Provider"):
            return [math.nan], []
        answer: Any = None
        for _ in range(times):
            seconds, answer = self.connection.request(f"textDocument/{what}", params)
            took.append(seconds)
        return took, answer

    def _type(self) -> float:
        """Type into a prompt, key by key, and give the processor time of a key."""
        before = cpu_seconds(self.connection.pid)
        for _ in range(KEYS):
            line = self.lines[self.typing_line]
            self.lines[self.typing_line] = line.replace(TYPED_INTO, f"{TYPED_INTO}x", 1)
            self._send_change(self.typing_line, line)
            if self.server.pulls:
                self._pull()
            time.sleep(CADENCE)
        self._ask("hover", 0, 0, 1)
        time.sleep(1)  # For those that wait before they check.
        return (cpu_seconds(self.connection.pid) - before) / KEYS

    def _line(self, text: str, start: int) -> int:
        return next(at for at in range(start, len(self.lines)) if text in self.lines[at])


def _parameters(server: Server, uri: str) -> Message:
    folder = uri.rpartition("/")[0]
    text_document: Message = {
        "synchronization": {"didSave": True},
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "completion": {
            "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}
        },
    }
    if server.pulls:
        text_document["diagnostic"] = {"dynamicRegistration": False}
    return {
        "processId": None,
        "rootUri": folder,
        "workspaceFolders": [{"uri": folder, "name": "bench"}],
        "capabilities": {
            "workspace": {"configuration": True, "didChangeConfiguration": {}},
            "textDocument": text_document,
        },
    }
