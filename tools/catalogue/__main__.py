"""
Generate the catalogue from the installed engine: `python tools/catalogue`.

With `--check` nothing is written; the exit code tells whether a file is out of date.
"""

import sys

import components
import files
import pipeline_schema


def main() -> int:
    """Write every generated file, or tell which ones are out of date."""
    documents = components.documents()
    wanted = {files.COMPONENTS / f"{name}.json": each for name, each in documents.items()}
    wanted[files.SCHEMAS / "pipeline.schema.json"] = pipeline_schema.pipeline_schema(documents)
    stale = [
        path
        for path, document in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != files.text_of(document)
    ]
    stale += set(files.COMPONENTS.glob("*.json")) - set(wanted)
    for path in sorted(stale):
        print(path.relative_to(files.ROOT))
    if "--check" in sys.argv[1:]:
        return 1 if stale else 0
    files.COMPONENTS.mkdir(parents=True, exist_ok=True)
    for path in stale:
        if path in wanted:
            path.write_text(files.text_of(wanted[path]), encoding="utf-8", newline="\n")
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
