"""
Measures how well questions are answered: `python -m bench.ask`.

All sets of questions are asked without a model, which is what offline users get; the table goes
into docs/ask.md. With `--misses` what went wrong is printed instead.
"""

import argparse
from pathlib import Path

from bench.ask.measure import ask_all, read_questions, score
from bench.ask.report import document, misses

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "docs" / "ask.md"
SETS = ("first", "second", "third", "fourth", "fifth")


def main() -> None:
    """Ask, count, and write down."""
    parser = argparse.ArgumentParser(prog="python -m bench.ask", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what went wrong, only")
    arguments = parser.parse_args()
    outcomes = {name: list(ask_all(read_questions(HERE / f"{name}.toml"))) for name in SETS}
    if arguments.misses:
        for asked in outcomes.values():
            print("\n".join(misses(asked)))
        return
    text = document({name: score(asked) for name, asked in outcomes.items()})
    print(text)
    DOCUMENT.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
