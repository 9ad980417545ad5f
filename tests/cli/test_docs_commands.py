"""The commands in the documentation do what they say, from top to bottom of each page."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (
    *("README.md", "docs/bulk.md", "docs/ci.md", "docs/debugging.md", "docs/edge.md"),
    *("docs/explaining.md", "docs/models.md", "docs/privacy.md", "docs/routing.md"),
    *("docs/scaffolding.md", "docs/suggestions.md"),
)
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
OURS = re.compile(r"\bflowmason-assist\b")

# What fetches, installs or deletes, asks for another shell, or stands for what a reader has.
ELSEWHERE = re.compile(
    r"\b(?:pip install|make \w+|model (?:pull|add|bench|remove)|(?:zsh|fish)_source)|check PATH$"
)
MOST = 1
"""The highest exit code of a command that could do its work."""

PIPELINE = """{
  "id": "news", "name": "news", "version": "1.0.0", "description": "Sums up news.",
  "stages": [
    { "id": "summary", "component_type": "generator",
      "config": { "prompt": "Sum up: {{input.text}}" } },
    { "id": "digest", "component_type": "generator", "depends_on": ["summary"],
      "config": { "prompt": "Shorten: {{upstream.summary.content}}" } }
  ],
  "output_stage_id": "digest"
}
"""
RUN_JSON = '{"error": "Component \'summary\' timed out after 60000ms"}'

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the pages are for a POSIX shell")


@dataclass(frozen=True, slots=True)
class Step:
    """A command of a page, and the lines that the page shows of its output."""

    command: str
    shown: tuple[str, ...]


def steps(page: str) -> list[Step]:
    """Give the commands of a page: lines of shell blocks, and those behind a "$" in others."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = (each for language, block in BLOCK.findall(text) for each in _steps(language, block))
    return [each for each in found if not ELSEWHERE.search(each.command)]


def _steps(language: str, block: str) -> Iterator[Step]:
    if language == "sh":
        yield from (Step(_bare(line), ()) for line in block.splitlines() if line.strip())
        return
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *output = part.splitlines()
        yield Step(command, tuple(line for line in output if line.strip() not in {"", "…"}))


def _bare(command: str) -> str:
    """Give a command without the remark behind it."""
    return re.sub(r"\s{2,}#.*", "", command).strip()


@pytest.fixture
def scratch(folder: Path) -> Path:
    """Give a folder with the files that the pages speak of."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    for name in ("main.pipeline.json", "greet.pipeline.json"):
        (folder / name).write_text(PIPELINE, encoding="utf-8")
    (folder / "run.json").write_text(RUN_JSON, encoding="utf-8")
    return folder


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_run(page: str, scratch: Path) -> None:
    programs = Path(sys.executable).parent
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "HOME": str(scratch)}
    found = steps(page)

    assert found, "a page that is listed here has commands"
    for step in found:
        ran = subprocess.run(  # Bash is what the pages are for.
            ["bash", "-c", step.command],  # noqa: S607
            cwd=scratch,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        printed = (ran.stdout + ran.stderr).splitlines()
        assert ran.returncode <= MOST, f"{step.command}\n{ran.stderr}"
        assert "Traceback" not in ran.stderr
        assert [line for line in step.shown if line not in printed] == []


def test_every_page_with_commands_of_ours_is_tried() -> None:
    pages = ("README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))

    with_commands = {
        page for page in pages if any(OURS.search(each.command) for each in steps(page))
    }

    assert with_commands == set(PAGES)
