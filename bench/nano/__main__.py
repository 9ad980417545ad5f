"""Measure plans on requests that nobody learnt from: `python -m bench.nano`."""

import argparse
from pathlib import Path

from bench.nano.report import HELD_OUT, report

MODEL = Path(__file__).parents[2] / "models" / "flowmason-nano.gguf"


def main() -> None:
    """Measure, and print tables in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.nano", description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--requests", type=Path, default=HELD_OUT)
    parser.add_argument("--voices", default="", help="only these, with commas")
    arguments = parser.parse_args()
    voices = frozenset(filter(None, arguments.voices.split(",")))
    print(report(arguments.model, arguments.requests, voices))


if __name__ == "__main__":
    main()
