"""
Measures the language server beside its peers.

python -m bench.lsp            the report, into docs/performance-lsp.md
python -m bench.lsp --quick    one short run, printed only
"""

import argparse
import tempfile
from pathlib import Path

from bench.lsp.measure import Measured, Session
from bench.lsp.report import Results, document
from bench.lsp.servers import Server, servers
from bench.speed.pipelines import pipeline_text

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "performance-lsp.md"
SEED = 20
QUESTIONS = 40


def main() -> None:
    """Measure, print, and write down."""
    parser = argparse.ArgumentParser(prog="python -m bench.lsp", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short run, printed only")
    parser.add_argument("--stages", type=int, nargs="+", default=[20, 200, 1000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--edits", type=int, default=30)
    parser.add_argument("--only", default="", help="servers whose title holds this text")
    given = parser.parse_args()
    runs, edits = (1, 10) if given.quick else (given.runs, given.edits)
    chosen = [each for each in servers() if given.only in each.title]
    tables = {stages: _measured(chosen, stages, runs, edits) for stages in given.stages}
    text = document(tables)
    print(text)
    if not given.quick and not given.only:
        DOCUMENT.write_text(text, encoding="utf-8", newline="\n")


def _measured(chosen: list[Server], stages: int, runs: int, edits: int) -> Results:
    text = pipeline_text(stages, SEED)
    results: dict[str, list[Measured]] = {each.title: [] for each in chosen}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "main.pipeline.json"
        for _ in range(runs):
            for server in chosen:
                session = Session(server, path, text)
                results[server.title].append(session.run(edits, QUESTIONS))
    return results


if __name__ == "__main__":
    main()
