"""
Measures the language server beside its peers: `python -m bench.lsp`.

All servers take turns within one run, so that a busy machine is busy for all of them.
"""

import argparse
import tempfile
from pathlib import Path

from bench.lsp.measure import Measured, Session
from bench.lsp.report import table
from bench.lsp.servers import servers
from bench.speed.pipelines import pipeline_text

SEED = 20


def main() -> None:
    """Measure what the command line asks for, and print the tables."""
    parser = argparse.ArgumentParser(prog="bench.lsp", description=__doc__)
    parser.add_argument("--stages", type=int, nargs="+", default=[20, 200, 1000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--edits", type=int, default=40)
    parser.add_argument("--questions", type=int, default=40)
    parser.add_argument("--only", default="", help="servers whose title holds this text")
    given = parser.parse_args()
    chosen = [each for each in servers() if given.only in each.title]
    for stages in given.stages:
        text = pipeline_text(stages, SEED)
        results: dict[str, list[Measured]] = {each.title: [] for each in chosen}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "main.pipeline.json"
            for _ in range(given.runs):
                for server in chosen:
                    session = Session(server, path, text)
                    results[server.title].append(session.run(given.edits, given.questions))
        print("\n".join(table(stages, results)), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
