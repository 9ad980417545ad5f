"""
Measures plans on requests that nobody learnt from.

python -m bench.nano                the tables, into docs/models.md
python -m bench.nano --print        the same, on the terminal, for any model or requests
"""

import argparse
from pathlib import Path

from bench.nano.report import HELD_OUT, placed, report

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "models.md"


def main() -> None:
    """Measure, and write the tables down or print them."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.nano",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--print", action="store_true", dest="prints")
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "flowmason-nano.gguf")
    parser.add_argument("--requests", type=Path, default=HELD_OUT)
    parser.add_argument("--voices", default="", help="only these, with commas")
    arguments = parser.parse_args()
    voices = frozenset(filter(None, arguments.voices.split(",")))
    tables = report(arguments.model, arguments.requests, voices)
    if arguments.prints:
        print(tables)
    else:
        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(placed(text, tables), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
