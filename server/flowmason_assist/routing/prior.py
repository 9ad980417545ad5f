"""The weights before anything was learned, as `python -m bench.routing fit` gives them."""

from types import MappingProxyType

BIAS = -3.02
WEIGHTS = MappingProxyType(
    {
        "length": -0.24,
        "actions": -0.85,
        "constraints": -0.19,
        "open_ended": 2.92,
        "scope": 2.21,
        "vague": 1.19,
        "world": 1.93,
        "context": 0.0,
        "fits_schema": -0.95,
        "foreign": 2.59,
        "elsewhere": 1.83,
        "unfamiliar": 3.33,
        "wording": 5.0,
    }
)
