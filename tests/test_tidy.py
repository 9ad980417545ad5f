"""Sizes, forms and words that hold in every file of the repository."""

import ast
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]
SERVER = ROOT / "server"
FOLDERS = (
    *("server", "tests", "tools", "bench", "docs", "changes", "prompts", "schemas", "examples"),
    *("vscode-client", "lsp", "training"),
)
INSTALLED = {"node_modules", "out", "dist", ".vscode-test", "__pycache__"}
SUFFIXES = {".py", ".md", ".toml", ".json", ".txt", ".sh", ".yaml", ".yml", ".lua", ".ts", ".js"}
MOST_LINES = 350
MOST_LINES_OF_A_FUNCTION = 60

MACHINE_PATH = re.compile(r"(?<![\w.~}])/(?:work|root|home|Users)/\w|\b[A-Z]:\\Users")
REGISTRY_HOST = re.compile(r"\b(?:pypi|pythonhosted|npmjs|crates|debian|ubuntu)\.(?:org|com|io)\b")
TO_DO = re.compile(r"\b(?:TODO|FIXME|XXX)\b(?!\(#\d+\): )")
PARTS_OF_A_DECISION = ("Context", "Decision", "Consequences", "What would make us reconsider")
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MUTABLE_CALLS = {"list", "dict", "set", "defaultdict", "Counter", "deque", "OrderedDict"}


def text_files() -> list[Path]:
    """Give every text file that people wrote."""
    roots = (path for path in ROOT.iterdir() if path.is_file())
    inner = chain.from_iterable((ROOT / folder).rglob("*") for folder in FOLDERS)
    files = (path for path in (*roots, *inner) if path.suffix in SUFFIXES)
    return sorted(path for path in files if not INSTALLED.intersection(path.parts))


def python_files(*folders: str) -> list[Path]:
    """Give the Python files of some folders."""
    files = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in files if not INSTALLED.intersection(path.parts))


def assert_none(files: Iterable[Path], faults: Callable[[Path], Iterable[object]]) -> None:
    """Show each fault of each file, if there is any."""
    found = [f"{path.relative_to(ROOT)}: {fault}" for path in files for fault in faults(path)]
    assert not found


def nodes(path: Path) -> Iterator[ast.AST]:
    """Give every node of a Python file's syntax tree."""
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def test_files_are_short() -> None:
    def too_many_lines(path: Path) -> Iterator[str]:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES:
            yield f"{lines} lines"

    assert_none(python_files(*FOLDERS), too_many_lines)


def test_functions_are_short() -> None:
    def long_functions(path: Path) -> Iterator[str]:
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MOST_LINES_OF_A_FUNCTION:
                    yield f"{node.name} has {lines} lines"

    assert_none(python_files(*FOLDERS), long_functions)


def test_nobody_imports_the_source_folder() -> None:
    def imports_of_server(path: Path) -> Iterator[str]:
        for node in nodes(path):
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            yield from (name for name in names if name.partition(".")[0] == "server")

    assert_none(python_files(*FOLDERS), imports_of_server)


def test_what_is_left_to_do_has_an_issue() -> None:
    def left_over(path: Path) -> Iterator[str]:
        with tokenize.open(path) as file:
            tokens = list(tokenize.generate_tokens(file.readline))
        comments = (token.string for token in tokens if token.type == tokenize.COMMENT)
        yield from filter(TO_DO.search, comments)

    assert_none(python_files(*FOLDERS), left_over)


def test_only_the_command_line_prints() -> None:
    def prints(path: Path) -> Iterator[int]:
        for node in nodes(path):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "print":
                yield node.lineno

    command_line = SERVER / "flowmason_assist" / "cli"
    files = [path for path in python_files("server") if command_line not in path.parents]
    assert_none(files, prints)


def test_modules_hold_no_state() -> None:
    """What is mutable and assigned at module level has the name of a constant."""

    def state(path: Path) -> Iterator[str]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and _is_mutable(node.value):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = [target.id for target in targets if isinstance(target, ast.Name)]
                yield from (name for name in names if name != name.upper())
        yield from (f"global {node.names}" for node in nodes(path) if isinstance(node, ast.Global))

    assert_none(python_files("server"), state)


def _is_mutable(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).rpartition(".")[2] in MUTABLE_CALLS
    return isinstance(value, MUTABLE)


def test_no_file_names_a_machine() -> None:
    def named(path: Path) -> list[str]:
        text = path.read_text(encoding="utf-8")
        return MACHINE_PATH.findall(text) + REGISTRY_HOST.findall(text)

    # People name their own paths in what they ask for.
    requests = (ROOT / "training" / "requests", ROOT / "bench" / "nano" / "heldout")
    ours = (path for path in text_files() if not any(map(path.is_relative_to, requests)))
    assert_none(ours, named)


def test_files_end_with_one_line_end() -> None:
    def endings(path: Path) -> Iterator[str]:
        content = path.read_bytes()
        if b"\r" in content:
            yield "carriage returns"
        if content and (not content.endswith(b"\n") or content.endswith(b"\n\n")):
            yield "no line end, or several, at the end"

    assert_none(text_files(), endings)


def test_decisions_have_their_parts() -> None:
    def missing(path: Path) -> Iterator[str]:
        if not re.fullmatch(r"\d{4}-[a-z0-9-]+", path.stem):
            yield "is not named NNNN-title"
        headings = re.findall(r"^## (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        yield from (part for part in PARTS_OF_A_DECISION if part not in headings)

    assert_none((ROOT / "docs" / "decisions").glob("*.md"), missing)
