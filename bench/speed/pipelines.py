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
    return [*_drafting(number, before, dice), *_reviewing(number, dice)]


def _drafting(number: int, before: str | None, dice: random.Random) -> list[Stage]:
    draft, shape, keep = f"draft-{number}", f"shape-{number}", f"keep-{number}"
    text = "{{input.text}}" if before is None else f"{{{{upstream.{before}.content}}}}"
    writing = {
        "prompt": f"{dice.choice(TASKS)} these {dice.choice(TOPICS)}:\n\n{text}\n\n"
        f'Answer in {dice.randint(2, 9)} sentences, and quote "what matters".',
        "temperature": dice.randint(1, 9) / 10,
        "max_tokens": dice.randint(2, 20) * 100,
    }
    shaping = {
        "data": {"text": f"{{{{upstream.{draft}.content}}}}", "number": number},
        "jmespath_expression": "{summary: text, step: number}",
    }
    keeping = {
        "data": {"records": "{{input.records}}", "number": number},
        "condition": f"data['number'] >= {number}",
    }
    return [
        _stage(draft, "generator", writing, before),
        _stage(shape, "json_transform", shaping, draft),
        _stage(keep, "filter", keeping, shape),
    ]


def _reviewing(number: int, dice: random.Random) -> list[Stage]:
    judge, improve = f"judge-{number}", f"improve-{number}"
    draft = f"{{{{upstream.draft-{number}.content}}}}"
    judging = {"content": draft, "criteria": ["clarity", "accuracy", dice.choice(TOPICS)]}
    improving = {"content": draft, "feedback": f"{{{{upstream.{judge}.feedback}}}}"}
    noting = {"message": f"improved: {{{{upstream.{improve}.improved_content}}}}", "level": "info"}
    return [
        _stage(judge, "critic", judging, f"keep-{number}"),
        _stage(improve, "improver", improving, f"draft-{number}", judge),
        _stage(f"note-{number}", "logger", noting, improve),
    ]


def _stage(name: str, component: str, config: Stage, *depends_on: str | None) -> Stage:
    known = [each for each in depends_on if each is not None]
    return {"id": name, "component_type": component, "config": config, "depends_on": known}
