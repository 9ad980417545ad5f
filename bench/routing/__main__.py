"""
Measures the router.

python -m bench.routing          the tables, into docs/routing.md, and the picture
python -m bench.routing --print  the same, on the terminal
python -m bench.routing fit      the weights that stand in routing/prior.py, and those of words,
                                 into models/weighed-words.txt
python -m bench.routing sample LEDGER
                                 a new ledger of made-up use, for the picture in docs/images
python -m bench.routing words    the ordinary words, into models/familiar-words.txt
"""

import argparse
from pathlib import Path

from bench.routing.fit import fitted, write_weights, write_words
from bench.routing.report import measured, placed
from bench.routing.sample import write_sample

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "routing.md"
PICTURE = DOCUMENT.parent / "images" / "routing-curve.svg"


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.routing",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "action", nargs="?", choices=("measure", "fit", "words", "sample"), default="measure"
    )
    parser.add_argument("ledger", nargs="?", type=Path, default=Path("sample.sqlite3"))
    parser.add_argument("--print", action="store_true", dest="prints")
    arguments = parser.parse_args()
    if arguments.action == "fit":
        found = fitted()
        write_weights(found.by_word)
        print(found.bias, found.by_feature, sep="\n")
    elif arguments.action == "words":
        write_words()
    elif arguments.action == "sample":
        write_sample(arguments.ledger)
    elif arguments.prints:
        print(measured().markdown)
    else:
        tables = measured()
        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(placed(text, tables.markdown), encoding="utf-8", newline="\n")
        PICTURE.write_text(tables.picture, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
