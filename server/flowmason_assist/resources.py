"""Where the files that we ship beside the code are: next to the package, or in the wheel."""

from functools import cache
from pathlib import Path
from types import MappingProxyType

from flowmason_assist.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent
# What stands deeper in a checkout than in a wheel.
_IN_CHECKOUT = MappingProxyType({"guide": Path("docs", "guide")})


@cache
def folder(name: str) -> Path:
    """
    The folder of a kind of shipped file: "schemas", "prompts", "guide".

    A checkout keeps it beside `server/`, a wheel inside the package.
    """
    checkout = _PACKAGE.parents[1]
    is_checkout = (checkout / "server" / _PACKAGE.name).is_dir()
    place = checkout / _IN_CHECKOUT.get(name, name) if is_checkout else _PACKAGE / "_data" / name
    if not place.is_dir():
        raise ResourceError(f'the folder "{place}" is missing: reinstall flowmason-assist')
    return place


def read(path: Path) -> str:
    """The text of a shipped file."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(
            f'"{path}" cannot be read ({error}): reinstall flowmason-assist'
        ) from None
