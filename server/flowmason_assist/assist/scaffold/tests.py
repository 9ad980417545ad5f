"""A test file for a pipeline, with assertions that hold for what a dry run gave."""

from collections.abc import Iterator, Mapping
from typing import Any

from flowmason_assist.engine.result import DryRun

_MOST_ASSERTIONS = 20
_DEEPEST = 3
_TIMEOUT = 30_000  # Milliseconds.


def make_tests(name: str, file_name: str, run: DryRun, bare: DryRun) -> dict[str, Any]:
    """
    Give the content of a test file.

    `run` is a run that ends well, `bare` one with no input at all. Texts of models differ from
    run to run, so types and presence are asserted, never words. Numbers and texts are told apart
    as Studio's tests route tells them.
    """
    tests: list[dict[str, Any]] = [
        {
            "name": "gives a result",
            "input": run.input or {},
            "assertions": list(_assertions(run.output))[:_MOST_ASSERTIONS],
        }
    ]
    if bare.loads and not bare.runs:
        tests.append({"name": "needs its input", "input": {}, "expect_error": True})
    return {
        "name": f"{name} tests",
        "pipeline": file_name,
        "timeout": _TIMEOUT,
        "tests": tests,
    }


def hold(content: Mapping[str, Any], output: object) -> bool:
    """Whether the assertions of the first test are true of an output, as Studio sees it."""
    return all(_holds(each, output) for each in content["tests"][0]["assertions"])


def _assertions(output: object, path: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    if isinstance(output, dict) and len(path) < _DEEPEST:
        for key, value in output.items():
            if key and "." not in key:
                yield from _assertions(value, (*path, key))
    elif path and output is not None:  # What is null in one run may not be in the next.
        place = ".".join(path)
        yield {"path": place, "type": "type", "expected_type": _json_type(output)}
        if isinstance(output, list | str) and output:
            yield {"path": place, "type": "lengthGreaterThan", "value": 0}


def _holds(assertion: Mapping[str, Any], output: object) -> bool:
    value: Any = output
    for key in assertion["path"].split("."):
        if not isinstance(value, dict) or key not in value:
            return False
        value = value[key]
    if assertion["type"] == "type":
        return bool(_json_type(value) == assertion["expected_type"])
    return bool(len(value) > assertion["value"])


def _json_type(value: object) -> str:
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case None:
            return "null"
        case _:
            return "object"
