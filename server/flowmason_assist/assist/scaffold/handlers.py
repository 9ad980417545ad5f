"""Small glue around a pipeline: a function for a serverless platform, or a web service."""

from enum import StrEnum
from string import Template


class Kind(StrEnum):
    """The kinds of handlers that can be made."""

    FUNCTION = "function"  # handler(event, context), as AWS Lambda and others call it.
    SERVICE = "service"  # A FastAPI application with POST /run.


def handler_source(kind: Kind, pipeline_file: str) -> str:
    """
    Give a Python file that runs a pipeline beside it, as `flowmason run` does.

    Providers are made from the keys in the environment; without one, nodes answer with
    placeholders, as they do in `flowmason run`.
    """
    return Template(_RUN + _ENDS[kind]).substitute(pipeline=repr(pipeline_file))


_RUN = '''"""Runs the pipeline $pipeline; made by flowmason-assist, and yours to change."""

import asyncio
import json
import os
import uuid
from pathlib import Path

from flowmason_core.config import ComponentConfig, ExecutionContext
from flowmason_core.execution.universal_executor import DAGExecutor
from flowmason_core.project.loader import PipelineFile
from flowmason_core.registry import ComponentRegistry

PIPELINE = Path(__file__).with_name($pipeline)


def providers():
    """Give the providers whose keys are in the environment."""
    from flowmason_core.providers import AnthropicProvider, OpenAIProvider

    known = {"anthropic": ("ANTHROPIC_API_KEY", AnthropicProvider)}
    known["openai"] = ("OPENAI_API_KEY", OpenAIProvider)
    return {
        name: provider(api_key=os.environ[key])
        for name, (key, provider) in known.items()
        if os.environ.get(key)
    }


async def run(given):
    """Run the pipeline on an input, and give the output of its output stage."""
    pipeline = PipelineFile.from_json(PIPELINE.read_text(encoding="utf-8"), file_path=str(PIPELINE))
    registry = ComponentRegistry()
    registry.auto_discover()
    stages = [
        ComponentConfig(
            id=stage.id,
            type=stage.get_component_type(),
            depends_on=stage.depends_on,
            input_mapping=stage.config,
        )
        for stage in pipeline.stages
    ]
    available = providers()
    executor = DAGExecutor(
        registry=registry,
        context=ExecutionContext(
            pipeline_id=pipeline.name,
            pipeline_version=pipeline.version,
            run_id=str(uuid.uuid4()),
        ),
        parallel_execution=True,
        providers=available or None,
        default_provider=next(iter(available), None),
    )
    results = await executor.execute(stages, given)
    last = results.get(pipeline.output_stage_id) or list(results.values())[-1]
    return last.output if hasattr(last, "output") else last


'''
_FUNCTION = '''def handler(event, context):
    """Answer one event; a web gateway's body is JSON text, others pass the input itself."""
    given = event
    if isinstance(event, dict) and isinstance(event.get("body"), str):
        given = json.loads(event["body"])
    output = asyncio.run(run(given))
    return {"statusCode": 200, "body": json.dumps(output, default=str)}
'''
_SERVICE = '''from fastapi import Body, FastAPI, HTTPException  # noqa: E402

app = FastAPI(title=PIPELINE.stem)


@app.post("/run")
async def run_once(given: dict = Body(...)):
    """Run the pipeline on the body of the request."""
    try:
        output = await run(given)
    except Exception as error:
        raise HTTPException(status_code=500, detail=str(error)) from error
    return json.loads(json.dumps({"output": output}, default=str))
'''
_ENDS = {Kind.FUNCTION: _FUNCTION, Kind.SERVICE: _SERVICE}
