"""The small model that comes with the package."""

import json

from flowmason_assist.errors import ModelUnavailable, ResourceError
from flowmason_assist.llm.api import Dialect
from flowmason_assist.llm.models.local import LocalModel
from flowmason_assist.llm.models.seal import Seal
from flowmason_assist.resources import folder, read

NAME = "flowmason-nano"
_MEMORY = 256 << 20


def shipped_model() -> LocalModel:
    """Give our own model, as its card describes it; raises `ModelUnavailable` without one."""
    try:
        place = folder("models")
        card = json.loads(read(place / f"{NAME}.json"))
        return LocalModel(
            name=NAME,
            path=place / f"{NAME}.gguf",
            seal=Seal(str(card["sha256"]), int(card["size"])),
            context=int(card["context"]),
            memory=_MEMORY,
            origin="shipped with flowmason-assist",
            licence="MIT",
            dialect=Dialect.NANO,
        )
    except (ResourceError, ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable(f"the model that we ship cannot be used: {error}") from None
