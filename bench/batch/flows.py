"""Folders with many pipelines, some of them faulty."""

from pathlib import Path

from bench.speed.pipelines import pipeline_text

STAGES = 12
EACH_FAULTY = 3
"""One of how many pipelines has a reference that leads nowhere."""


def write_flows(folder: Path, files: int) -> Path:
    """Write so many pipelines into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        text = pipeline_text(STAGES, number)
        if number % EACH_FAULTY == 0:
            text = text.replace("upstream.draft-0", "upstream.nobody", 1)
        (folder / f"{number:05}.pipeline.json").write_text(text, encoding="utf-8", newline="\n")
    return folder
