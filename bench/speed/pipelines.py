"""Sound pipelines of any length: blocks of six stages, each fed by the block before."""

import json
import random
from typing import Any, Final

Stage = dict[str, Any]

TOPICS: Final = (
    "invoices",
    "support tickets",
    "meeting notes",
    "sensor readings",
    "job applications",
)
TASKS: Final = (
    "Summarize",
    "Translate to plain language",
    "List what is missing in",
    "Name the risks in",
)
BLOCK: Final = 6


def pipeline_text(stages: int, seed: int) -> str:
    """Give the text of a pipeline with so many stages; the seed varies names and prompts."""
    dice = random.Random(seed)
    listed: list[Stage] = []
    before: str | None = None
    while len(listed) < stages:
        block = _block(len(listed) // BLOCK, before, dice)
        listed += block[: stages - len(listed)]
        before = block[0]["id"]
    document = {
        "id": f"pipeline-{seed}",
        "name": f"Work on {dice.choice(TOPICS)} {seed}",
        "version": "1.0.0",
        "input_schema": {
            "type": "object",
            "properties": {
                "text": {"type": "string", "description": "what to work on"},
                "records": {"type": "array"},
            },
            "required": ["text", "records"],
        },
        "sample_input": {
            "text": "The pump stopped twice on Monday.",
            "records": [{"id": 1, "score": 0.9}, {"id": 2, "score": 0.2}],
        },
        "stages": listed,
        "output_stage_id": listed[-1]["id"],
    }
    return json.dumps(document, indent=2) + "\n"


def _block(number: int, before: str | None, dice: random.Random) -> list[Stage]:
    names = {
        each: f"{each}-{number}" for each in ("draft", "shape", "keep", "judge", "improve", "note")
    }
    text = "{{input.text}}" if before is None else f"{{{{upstream.{before}.content}}}}"
    return [
        _stage(
            names["draft"],
            "generator",
            {
                "prompt": f"{dice.choice(TASKS)} these {dice.choice(TOPICS)}:\n\n{text}\n\n"
                f'Answer in {dice.randint(2, 9)} sentences, and quote "what matters".',
                "temperature": dice.randint(1, 9) / 10,
                "max_tokens": dice.randint(2, 20) * 100,
            },
            before,
        ),
        _stage(
            names["shape"],
            "json_transform",
            {
                "data": {"text": f"{{{{upstream.{names['draft']}.content}}}}", "number": number},
                "jmespath_expression": "{summary: text, step: number}",
            },
            names["draft"],
        ),
        _stage(
            names["keep"],
            "filter",
            {
                "data": {"records": "{{input.records}}", "number": number},
                "condition": f"data['number'] >= {number}",
            },
            names["shape"],
        ),
        _stage(
            names["judge"],
            "critic",
            {
                "content": f"{{{{upstream.{names['draft']}.content}}}}",
                "criteria": ["clarity", "accuracy", dice.choice(TOPICS)],
            },
            names["keep"],
        ),
        _stage(
            names["improve"],
            "improver",
            {
                "content": f"{{{{upstream.{names['draft']}.content}}}}",
                "feedback": f"{{{{upstream.{names['judge']}.feedback}}}}",
            },
            names["draft"],
            names["judge"],
        ),
        _stage(
            names["note"],
            "logger",
            {
                "message": f"improved: {{{{upstream.{names['improve']}.improved_content}}}}",
                "level": "info",
            },
            names["improve"],
        ),
    ]


def _stage(name: str, component: str, config: Stage, *depends_on: str | None) -> Stage:
    known = [each for each in depends_on if each is not None]
    return {"id": name, "component_type": component, "config": config, "depends_on": known}
