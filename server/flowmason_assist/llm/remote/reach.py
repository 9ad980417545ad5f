"""Whether an endpoint is up, asked without a key and without a body."""

import asyncio

from flowmason_assist.errors import ModelError, ModelUnavailable
from flowmason_assist.llm.gate import Gate
from flowmason_assist.llm.remote.client import http_client
from flowmason_assist.llm.remote.endpoint import Endpoint

_SECONDS = 3.0
_SERVER_FAULTS = 500


async def require_reachable(endpoint: Endpoint, gate: Gate) -> None:
    """
    Raise `ModelUnavailable` when nobody answers at an endpoint.

    Servers that know no list of models, or want a key for it, are up all the same.
    """
    import httpx2

    from flowmason_assist.llm.remote.faults import connection_fault

    try:
        async with (
            asyncio.timeout(_SECONDS),
            http_client(endpoint, gate) as client,
            client.stream("GET", f"{endpoint.url.rstrip('/')}/models") as response,
        ):
            status = response.status_code
    except ModelError:
        raise
    except (httpx2.HTTPError, TimeoutError, OSError, ValueError) as error:
        raise ModelUnavailable(
            f'"{endpoint.name}" does not answer at {endpoint.place}: {connection_fault(error)}'
        ) from None
    if status >= _SERVER_FAULTS:
        raise ModelUnavailable(f'"{endpoint.name}" is out of order: HTTP {status}')
