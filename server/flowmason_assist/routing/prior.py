"""The weights before anything was learned, as `python -m bench.routing fit` gives them."""

from types import MappingProxyType

BIAS = -3.38
WEIGHTS = MappingProxyType(
    {
        "length": 2.15,
        "actions": -0.28,
        "constraints": 0.56,
        "open_ended": 3.58,
        "scope": 3.83,
        "vague": 1.03,
        "world": 2.84,
        "context": 0.0,
        "fits_schema": -0.77,
    }
)
