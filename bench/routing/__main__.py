"""
Measures the router.

python -m bench.routing          the tables, into docs/routing.md
python -m bench.routing --print  the same, on the terminal
python -m bench.routing fit      the weights that stand in routing/prior.py
"""

import argparse
from pathlib import Path

from bench.routing.fit import fitted
from bench.routing.report import placed, tables

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "routing.md"


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.routing",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("action", nargs="?", choices=("measure", "fit"), default="measure")
    parser.add_argument("--print", action="store_true", dest="prints")
    arguments = parser.parse_args()
    if arguments.action == "fit":
        print(*fitted(), sep="\n")
    elif arguments.prints:
        print(tables())
    else:
        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(placed(text, tables()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
