"""The weights before anything was learned, as `python -m bench.routing fit` gives them."""

from types import MappingProxyType

BIAS = -3.29
WEIGHTS = MappingProxyType(
    {
        "length": 0.23,
        "actions": -0.74,
        "constraints": -0.2,
        "open_ended": 3.83,
        "scope": 3.34,
        "vague": 1.95,
        "world": 2.4,
        "context": 0.0,
        "fits_schema": -1.13,
        "foreign": 1.43,
        "elsewhere": 1.77,
        "unfamiliar": 2.97,
    }
)
