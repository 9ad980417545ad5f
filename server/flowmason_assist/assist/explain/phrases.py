"""
What each component does, as phrases with places for the values of its inputs.

The first phrase whose inputs are all set counts. `{name}` is the value of an input, `{name|words}`
that or the words; a part in brackets is left out when an input in it is not set. A name with
an operation behind it goes before the name alone.
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
        "filter": ("tests whether {condition} holds for {data}",),
        "filter filter_array": ("keeps the items of {data} for which {condition} holds",),
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
        "local_file": ("does the operation {operation} on the file at {path}",),
        "local_file append": ("appends {content} to the file at {path}",),
        "local_file delete": ("deletes the file at {path}",),
        "local_file exists": ("looks whether the file at {path} exists",),
        "local_file list": ("lists the files in {path}[ that fit {pattern}]",),
        "local_file parse_csv": ("reads the rows of the CSV file at {path}",),
        "local_file parse_excel": (
            "reads the rows of the Excel file at {path}[, sheet {sheet_name}]",
        ),
        "local_file read": ("reads the file at {path}",),
        "local_file write": ("writes {content} to the file at {path}",),
        "logger": ("writes {message} to the log",),
        "loop": ("cuts {items} into batches[ of {batch_size}]",),
        "mongodb": ("runs {operation} on the collection {collection} in MongoDB",),
        "mongodb count": ("counts documents of the collection {collection} in MongoDB",),
        "mongodb find": ("looks up documents in the collection {collection} of MongoDB",),
        "mongodb find_one": ("looks up a document in the collection {collection} of MongoDB",),
        "mongodb insert_many": ("adds {documents} to the collection {collection} of MongoDB",),
        "mongodb insert_one": ("adds {document} to the collection {collection} of MongoDB",),
        "output_router": ("sends {data} to {destinations}",),
        "pandas": (
            "applies the operation {operation} to {data}[, {expression}][, by {group_by_columns}]",
        ),
        "pandas filter": ("keeps the rows of {data} for which {expression} holds",),
        "pandas sort": ("sorts {data}[ by {sort_by_columns}]",),
        "parallel": ("is meant to run Python functions, which JSON cannot give",),
        "postgres": (
            "runs {sql} on a PostgreSQL database",
            "runs the operation {operation} on a PostgreSQL database[, table {table}]",
        ),
        "redis": ("runs the command {operation} in Redis[ on {key}][ with {value}]",),
        "redis delete": ("deletes {key} in Redis",),
        "redis exists": ("looks whether {key} is in Redis",),
        "redis get": ("reads {key} from Redis",),
        "redis incr": ("counts {key} up in Redis[ by {amount}]",),
        "redis set": ("stores {value} as {key} in Redis[ for {expire_seconds} seconds]",),
        "retry": ("is meant to repeat a Python function, which JSON cannot give",),
        "rewriter": (
            "asks a language model to reword {text}[, {style}][, {tone}][, for {target_audience}]",
        ),
        "s3": ("runs the operation {operation} in the S3 bucket {bucket}[ on {key}]",),
        "s3 delete": ("deletes {key} in the S3 bucket {bucket}",),
        "s3 download": ("reads {key} from the S3 bucket {bucket}",),
        "s3 list": ("lists the S3 bucket {bucket}[ below {prefix}]",),
        "s3 upload": ("stores {content} as {key} in the S3 bucket {bucket}",),
        "schema_validate": ("checks {data} against a JSON Schema",),
        "selector": ("asks a language model which of {candidates} is best[ by {criteria}]",),
        "sql": ("runs the query {sql} over {data}",),
        "subpipeline": ("names the pipeline {pipeline_id}, which no run of FlowMason starts",),
        "summarizer": (
            "asks a language model to shorten {text}[ to {max_length} words][, about {focus}]",
        ),
        "switch_router": (
            "names the case that {data} fits; it starts no stages",
            "names the case that its data fits; it starts no stages",
        ),
        "timeout": ("is meant to limit a Python function, which JSON cannot give",),
        "translator": (
            "asks a language model to put {text}[ from {source_language}] into {target_language}",
        ),
        "variable_set": ("keeps {value} under the name {name}",),
    }
)
