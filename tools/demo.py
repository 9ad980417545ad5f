"""
Show the main job on real input: `make run`.

Takes the pipelines that FlowMason itself ships from the installed package, checks, mends and
dry-runs each, shows one of them in full by the commands that a user would type, and makes another
one from words.
"""

import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.accuracy import shipped  # noqa: E402 - The path comes first.
from flowmason_assist.catalogue.load import load_catalogue  # noqa: E402
from flowmason_assist.engine.result import DryRun  # noqa: E402
from flowmason_assist.engine.session import EngineSession  # noqa: E402
from flowmason_assist.lint.engine import check  # noqa: E402
from flowmason_assist.lint.fix import Fixed, fix_text  # noqa: E402
from flowmason_assist.lint.rule import Applicability, Finding, Severity  # noqa: E402
from flowmason_assist.lint.settings import LintSettings  # noqa: E402
from flowmason_assist.resources import folder  # noqa: E402
from flowmason_assist.syntax.document import parse_document  # noqa: E402

WORDS = "Fetch https://example.com/orders.json, summarize it in 50 words and translate it to German"
WIDTH_OF_A_FILE = 100  # Where the output is no terminal.


@dataclass(frozen=True, slots=True)
class Story:
    """What happened to one shipped pipeline."""

    example: shipped.Example
    findings: list[Finding]
    fixed: Fixed
    before: DryRun
    after: DryRun

    @property
    def errors(self) -> int:
        """Count what we call an error."""
        return sum(each.severity is Severity.ERROR for each in self.findings)


def main() -> int:
    """Tell about every shipped pipeline, then about one in full."""
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = WIDTH_OF_A_FILE
    started = time.perf_counter()
    examples = shipped.examples()
    console.print(
        f"\n[bold]FlowMason {version('flowmason')} ships {len(examples)} pipelines.[/]\n"
        "Each is checked, mended, and run in the real engine as shipped and as mended,\n"
        "with made-up models and without a network.\n"
    )
    stories = list(track(tell(examples), "", len(examples), console=console, transient=True))
    console.print(overview(stories))
    console.print(summary(stories, time.perf_counter() - started))
    show_left_over(console, stories)
    show_one(console, choose(stories))
    show_words(console)
    return 0


def tell(examples: list[shipped.Example]) -> Iterator[Story]:
    """Check, mend and run each example."""
    catalogue = load_catalogue(folder("schemas"))
    settings = LintSettings()
    with EngineSession() as session:
        for example in examples:
            fixed = fix_text(example.text, catalogue, settings, Applicability.UNSAFE)
            yield Story(
                example,
                check(parse_document(example.text), catalogue, settings),
                fixed,
                session.run(example.text, example.inputs),
                session.run(fixed.text, example.inputs),
            )


def overview(stories: list[Story]) -> Table:
    """Give a line for each pipeline."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Pipeline", "Comes from", "As shipped"):
        table.add_column(name, no_wrap=True)
    for name in ("Errors", "Mended"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Then", no_wrap=True)
    for story in stories:
        table.add_row(
            story.example.name,
            story.example.source,
            verdict(story.before),
            str(story.errors or ""),
            str(len(story.fixed.applied) or ""),
            verdict(story.after),
        )
    return table


def show_left_over(console: Console, stories: list[Story]) -> None:
    """Show what the engine says of each pipeline that still fails."""
    failing = [story for story in stories if not story.after.runs]
    if failing:
        console.print("Still failing, in the engine's words; to mend these is to decide something:")
    for story in failing:
        line = Text.assemble(f"  {story.example.name}  ", (reason(story.after), "dim"))
        console.print(line, no_wrap=True, overflow="ellipsis")
    console.print()


def verdict(run: DryRun) -> Text:
    """Say whether a run reached its end."""
    return Text("runs", "green") if run.runs else Text("fails", "red")


def reason(run: DryRun) -> str:
    """Give the place and the first line of an error."""
    message = (run.error_message or "").strip().partition("\n")[0]
    return f"{run.failed_stage}: {message}" if run.failed_stage else message


def summary(stories: list[Story], seconds: float) -> str:
    """Count what ran before and after."""
    ran = sum(story.before.runs for story in stories)
    run = sum(story.after.runs for story in stories)
    failing = [story for story in stories if not story.before.runs]
    named = sum(story.errors > 0 for story in failing)
    accused = sum(story.errors > 0 for story in stories if story.before.runs)
    return (
        f"\n[bold]{ran} of {len(stories)} run as shipped, {run} after mending[/] "
        f"(`check --fix --unsafe-fixes`); {seconds:.1f} s for all of it.\n"
        f"{named} of the {len(failing)} that fail had an error before they were run; "
        f"of the {ran} that run, {accused} had one.\n"
    )


def choose(stories: list[Story]) -> Story:
    """Take the shortest pipeline that mending made run, with a few things to see."""
    enough = 3
    mended = [story for story in stories if story.after.runs and not story.before.runs]
    telling = [story for story in mended if story.errors >= enough] or mended or stories
    return min(telling, key=lambda story: len(story.example.text))


def show_one(console: Console, story: Story) -> None:
    """Show what a user would see for one pipeline, command by command."""
    console.print(f'[bold]One of them in full: "{story.example.name}"[/]\n')
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "shipped.pipeline.json"
        path.write_text(story.example.text, encoding="utf-8", newline="\n")
        for arguments in (
            ["check", path.name],
            ["check", "--unsafe-fixes", "--diff", path.name],
            ["check", "--unsafe-fixes", path.name],
            ["dry-run", path.name],
        ):
            console.print(f"[bold]$ flowmason-assist {' '.join(arguments)}[/]")
            command = [sys.executable, "-m", "flowmason_assist", *arguments]
            subprocess.run(command, cwd=directory, check=False)  # noqa: S603 - Our own program.
            console.print()


def show_words(console: Console) -> None:
    """Show what becomes of words, with the model in the repository and no network."""
    console.print("[bold]From words, by the model on this machine[/]\n")
    with tempfile.TemporaryDirectory() as directory:
        for arguments in (
            ["generate", WORDS, "-o", "made.pipeline.json"],
            ["dry-run", "made.pipeline.json"],
            ["ask", "How do I loop over a list?"],
        ):
            console.print(f"[bold]$ flowmason-assist {shlex.join(arguments)}[/]")
            command = [sys.executable, "-m", "flowmason_assist", *arguments]
            subprocess.run(command, cwd=directory, check=False)  # noqa: S603 - Our own program.
            console.print()
    console.print(
        "For yours: [bold].venv/bin/flowmason-assist check PATH[/]\n"
        "`rule CODE` explains a finding, `doctor` says what works on this machine."
    )


if __name__ == "__main__":
    sys.exit(main())
