"""
What each component does, as phrases with places for the values of its inputs.

The first phrase whose inputs are all set counts. `{name}` is the value of an input, `{name|words}`
that or the words; a part in brackets is left out when an input in it is not set.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PHRASES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "aggregate": (
            "computes {aggregations} over {data}[, for each {group_by}][, keeping {having}]",
        ),
        "analyzer": (
            "asks a language model what {text} expresses, told: {prompt}",
            "asks a language model what {text} expresses[: {analysis_type}]",
        ),
        "break_loop": ("ends the run if {condition} holds, for no loop catches its signal",),
        "chat": (
            "asks a language model: {message}[, told to be {persona}][, told: {system_prompt}]",
        ),
        "combiner": (
            "asks a language model to merge {inputs} into one text[ of at most {max_length} words]",
        ),
        "continue_loop": ("goes on with the next item of a loop if {condition} holds",),
        "critic": ("asks a language model to judge {content}[ by {criteria}]",),
        "embedder": ("asks a language model for a vector of numbers for {text}",),
        "error_router": ("reports the error {error_message} to {destinations}",),
        "generator": ("asks a language model: {prompt}[, told: {system_prompt}]",),
        "http_request": ("sends a {method|GET} request to {url}[ with {body}]",),
        "improver": ("asks a language model to rewrite {content}, following {feedback}",),
        "join": ("joins {left_data} with {right_data} where {left_on} is {right_on}",),
        "json_transform": (
            "picks {jmespath_expression} out of {data}",
            "makes {mapping} out of {data}",
            "makes {data} flat",
            "hands {data} on",
        ),
        "local_file": ("does a {operation} on the file {path}[ with {content}]",),
        "logger": ("writes {message} to the log",),
        "loop": ("cuts {items} into batches[ of {batch_size}]",),
        "mongodb": ("does a {operation} on the collection {collection} in MongoDB",),
        "output_router": ("sends {data} to {destinations}",),
        "pandas": ("does a {operation} on {data}[, {expression}][, by {group_by_columns}]",),
        "parallel": ("is meant to run Python functions, which JSON cannot give",),
        "postgres": (
            "runs {sql} on a PostgreSQL database",
            "does a {operation} on a PostgreSQL database[, table {table}]",
        ),
        "redis": ("does a {operation} in Redis[ on {key}][ with {value}]",),
        "retry": ("is meant to repeat a Python function, which JSON cannot give",),
        "return": (
            "ends the run early if {condition_expression} holds[, with {return_value}]",
            "ends the run early if {condition} holds[, with {return_value}]",
            "ends the run early[, with {return_value}]",
        ),
        "rewriter": (
            "asks a language model to reword {text}[, {style}][, {tone}][, for {target_audience}]",
        ),
        "s3": ("does a {operation} in the S3 bucket {bucket}[ on {key}]",),
        "schema_validate": ("checks {data} against a JSON Schema",),
        "selector": ("asks a language model which of {candidates} is best[ by {criteria}]",),
        "sql": ("runs the query {sql} over {data}",),
        "subpipeline": ("names the pipeline {pipeline_id}, which no run of FlowMason starts",),
        "summarizer": (
            "asks a language model to shorten {text}[ to {max_length} words][, about {focus}]",
        ),
        "switch_router": ("compares {data} with its cases and names the one that fits",),
        "timeout": ("is meant to limit a Python function, which JSON cannot give",),
        "translator": (
            "asks a language model to put {text}[ from {source_language}] into {target_language}",
        ),
        "variable_set": ("keeps {value} under the name {name}",),
    }
)
