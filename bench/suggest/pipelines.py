"""Pipelines in which nobody should find much to improve."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flowmason_assist.assist.compile.compile import compile_plan
from flowmason_assist.assist.plan.check import check_plan
from flowmason_assist.assist.plan.plan import walk
from flowmason_assist.catalogue.load import Catalogue
from training.example import Example
from training.example import authored as examples

HERE = Path(__file__).parent
PLANS = HERE.parent / "nano" / "heldout"
A_VOICE = 3
_UPSTREAM = re.compile(r"\{\{\s*upstream\.([\w-]+)")
_TAG = re.compile(r"</?\w+>|```|\"{3}")
_TYPES: Mapping[type, str] = {str: "string", list: "array", dict: "object"}


@dataclass(frozen=True, slots=True)
class Sample:
    """A pipeline, and what to run it with."""

    name: str
    text: str
    inputs: Mapping[str, Any]
    group: str


def authored() -> Iterator[Sample]:
    """Give pipelines that were written by hand."""
    described = tomllib.loads((HERE / "good.toml").read_text(encoding="utf-8"))
    for each in described["pipeline"]:
        yield Sample(each["name"], _text(each), each["inputs"], "written by hand")


def weakened() -> Iterator[Sample]:
    """Give the same without the roles, tags and settings that make them good."""
    for good in authored():
        pipeline = json.loads(good.text)
        for stage in pipeline["stages"]:
            config = stage["config"]
            for name in ("system_prompt", "temperature", "max_tokens"):
                config.pop(name, None)
            if "prompt" in config:
                config["prompt"] = _TAG.sub("", config["prompt"])
        yield Sample(good.name, json.dumps(pipeline, indent=2), good.inputs, "weakened")


def compiled(catalogue: Catalogue) -> Iterator[Sample]:
    """Give pipelines that are made of plans which people wrote for requests, a few by each."""
    made: Counter[str] = Counter()
    for each in examples(PLANS):
        if made[each.source] < A_VOICE and _asks_freely(each) and not check_plan(each.plan):
            made[each.source] += 1
            built = compile_plan(each.plan, catalogue, each.request)
            given = built.document.get("sample_input")
            inputs = given if isinstance(given, dict) else {}
            yield Sample(each.request[:60], built.text, inputs, "made from plans")


def _asks_freely(example: Example) -> bool:
    return any(step.component == "generator" for step in walk(example.plan.steps))


def _text(described: Mapping[str, Any]) -> str:
    inputs, stages = described["inputs"], described["stages"]
    for stage in stages:
        named = dict.fromkeys(_UPSTREAM.findall(json.dumps(stage["config"])))
        stage["depends_on"] = list(named)
    properties = {name: {"type": _TYPES[type(value)]} for name, value in inputs.items()}
    pipeline = {
        "id": described["name"],
        "name": described["name"],
        "version": "1.0.0",
        "description": f"{described['name'].replace('-', ' ').capitalize()}.",
        "input_schema": {"type": "object", "properties": properties, "required": list(inputs)},
        "sample_input": inputs,
        "stages": stages,
        "output_stage_id": stages[-1]["id"],
    }
    return json.dumps(pipeline, indent=2) + "\n"
