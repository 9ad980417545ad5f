"""
Write the schemas of what models reply: `python tools/replies.py`.

They are made from the types that the replies are read into.
"""

import json
from pathlib import Path

from pydantic import BaseModel

from flowmason_assist.assist.debug.opinion import Opinion
from flowmason_assist.assist.explain.told import Told
from flowmason_assist.assist.plan.plan import Plan

FOLDER = Path(__file__).resolve().parents[1] / "schemas" / "replies"
REPLIES: dict[str, type[BaseModel]] = {"debug": Opinion, "explain": Told, "plan": Plan}


def schemas() -> dict[Path, str]:
    """Give the text of every schema."""
    return {
        FOLDER / f"{name}.schema.json": json.dumps(reply.model_json_schema(), indent=2) + "\n"
        for name, reply in REPLIES.items()
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path, text in schemas().items():
        path.write_text(text, encoding="utf-8", newline="\n")
