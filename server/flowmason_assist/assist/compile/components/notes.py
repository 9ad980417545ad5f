"""Steps that note something: in the log, under a name, or as batches."""

from dataclasses import replace

from flowmason_assist.assist.compile.at import At, clamp
from flowmason_assist.assist.compile.build import CAUGHT, Result
from flowmason_assist.assist.compile.given import Given
from flowmason_assist.assist.compile.names import identifier, slug
from flowmason_assist.assist.compile.shape import BATCHES, FLAG, TEXT, Kind, Shape
from flowmason_assist.engine.json_value import Json


def logger(at: At) -> Result:
    """Write something into the log."""
    found = at.all("message")
    level = at.word("level")
    config: dict[str, Json] = {"level": None if level == "info" else level}
    if not found:
        caught = at.scope.results.get(CAUGHT)
        found = [caught.main[0]] if caught else ["done"]
    structured = [each for each in found if isinstance(each, Given) and not _is_text(each)]
    if structured:
        said = [each for each in found if not isinstance(each, Given)]
        nouns = " and ".join(dict.fromkeys(each.noun for each in structured))
        config["message"] = " ".join(map(str, said)) or nouns[:1].upper() + nouns[1:]
        config["data"] = _logged(at, structured)
    else:
        config["message"] = "\n\n".join(map(at.as_text, found))
    config["passthrough"] = None
    stage = at.emit("log" if level in (None, "info") else f"log-{level}", config)
    return at.result(stage, "logged", shape=FLAG, noun="log entry")


def variable_set(at: At) -> Result:
    """Give a value a name."""
    name = identifier(at.word("name") or "value", "value")
    value = at.first("value")
    given = at.build.input("data") if value is None else value
    stage = at.emit(f"set-{name.replace('_', '-')}", {"name": name, "value": at.as_is(given)})
    shape = given.shape if isinstance(given, Given) else TEXT
    made = at.given(stage, "value", shape=shape, noun=name.replace("_", " "))
    return Result((replace(made, source=given.source) if isinstance(given, Given) else made,))


def loop(at: At) -> Result:
    """Cut a list into batches."""
    listed = at.listed("items", surely=True)
    size = clamp(at.number("size") or 1, 1, 1000)
    stage = at.emit(
        f"batch-{slug(listed.noun, 1)}".rstrip("-"), {"items": listed.template, "batch_size": size}
    )
    batches = at.given(stage, "batches", shape=Shape(Kind.LIST, listed.shape), noun="batches")
    source = None if listed.source is None else (*listed.source, BATCHES)
    return Result((replace(batches, source=source),))


def _is_text(given: Given) -> bool:
    return given.shape.kind in (Kind.TEXT, Kind.NUMBER, Kind.FLAG) and not given.may_be_null


def _logged(at: At, found: list[Given]) -> Json:
    if len(found) == 1:
        return at.build.read(at.scope, found[0]).template
    return {
        identifier(each.noun, "value") + (f"_{number}" if number else ""): at.build.read(
            at.scope, each
        ).template
        for number, each in enumerate(found)
    }
