"""What the clients of HTTP endpoints raise, as the errors that the router understands."""

import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import ModuleType

import httpx2

from flowmason_assist.errors import (
    ModelError,
    ModelRefused,
    ModelTimeout,
    ModelUnavailable,
    ReplyUnusable,
)
from flowmason_assist.llm.remote.endpoint import Endpoint

LONGEST_MESSAGE = 300
_KEYS_REFUSED = (401, 402, 403)
_TOO_MANY = 429
_TOO_LATE = (408, 504)
_UNKNOWN = 404
_SERVER_FAULTS = 500


@contextmanager
def faults_of(sdk: ModuleType, endpoint: Endpoint) -> Iterator[None]:
    """
    Raise what happens inside as a `ModelError` whose text names the endpoint, never the key.

    `sdk` is the `openai` or the `anthropic` package, whose errors have the same names. Their
    own errors hold the request with its headers, so they are left out of the chain.
    """
    try:
        yield
    except (sdk.APITimeoutError, httpx2.TimeoutException):
        raise _too_slow(endpoint) from None
    except sdk.APIStatusError as error:
        raise _refusal(endpoint, error.status_code, error.message, error.response.headers) from None
    except (sdk.APIConnectionError, httpx2.TransportError) as error:
        if isinstance(error.__cause__, ModelError):  # The gate said no.
            raise error.__cause__ from None
        why = connection_fault(error)
        raise ModelUnavailable(
            f'"{endpoint.name}" cannot be reached at {endpoint.place}: {why}'
        ) from None
    except sdk.APIError as error:
        said = _told(endpoint, error.message)
        raise ModelUnavailable(f'"{endpoint.name}" broke off: {said}') from None
    except (ValueError, TypeError, AttributeError):
        raise ReplyUnusable(
            f'"{endpoint.name}" at {endpoint.place} answered with something that is not its'
            " protocol; check the URL"
        ) from None


def connection_fault(error: BaseException) -> str:
    """Say what is wrong with a connection, without what was sent over it."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError) or "CERTIFICATE" in str(cause):
            return "its certificate is not trusted"
        cause = cause.__cause__ or cause.__context__
    return "is it running?"


def _refusal(
    endpoint: Endpoint, status: int, message: str, headers: Mapping[str, str]
) -> ModelError:
    said = f"HTTP {status}, {_told(endpoint, message)}"
    retry_after = _retry_after(headers)
    if status in _KEYS_REFUSED:
        return ModelRefused(f'"{endpoint.name}" refused the key ({said})')
    if status == _TOO_MANY:
        text = f'"{endpoint.name}" has had too many requests ({said})'
        return ModelRefused(text, retry_after=retry_after)
    if status in _TOO_LATE:
        return _too_slow(endpoint)
    if status == _UNKNOWN:
        return ModelUnavailable(f'"{endpoint.name}" does not know "{endpoint.model}" ({said})')
    if status < 400 or status >= _SERVER_FAULTS:  # noqa: PLR2004 - a redirect is not followed.
        text = f'"{endpoint.name}" is out of order ({said})'
        return ModelUnavailable(text, retry_after=retry_after)
    return ModelRefused(f'"{endpoint.name}" refused the request ({said})')


def _too_slow(endpoint: Endpoint) -> ModelTimeout:
    return ModelTimeout(f'"{endpoint.name}" did not answer within {endpoint.timeout:g} s')


def _told(endpoint: Endpoint, message: str) -> str:
    """Give a server's words, short and without the key, which some of them repeat."""
    if endpoint.key:
        message = message.replace(endpoint.key, "…")
    message = re.sub(r"\b(sk|key)-[\w*.-]{6,}", "…", message)
    message = " ".join(message.split())
    return message[:LONGEST_MESSAGE]


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Give the seconds of a `Retry-After` header, a number or a date."""
    text = headers.get("retry-after", "")
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())
