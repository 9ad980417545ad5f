"""Fetches a model from a Hub: what there is, its bytes, and whether they are the right ones."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flowmason_assist.errors import InputError, ModelUnavailable
from flowmason_assist.llm.models.choose import memory_for
from flowmason_assist.llm.models.known import KnownModel
from flowmason_assist.llm.models.local import LocalModel
from flowmason_assist.llm.models.seal import seal_of
from flowmason_assist.llm.models.store import Store

SHA256_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Offer:
    """A file as the Hub has it now; `revision` is the commit that holds it."""

    model: KnownModel
    revision: str
    size: int
    sha256: str
    url: str


def offer_for(model: KnownModel) -> Offer:
    """Ask the Hub about a file; opens a connection. Raises `ModelUnavailable`."""
    with _hub_faults(model):
        from huggingface_hub import get_hf_file_metadata, hf_hub_url

        url = hf_hub_url(model.repository, model.file)
        found = get_hf_file_metadata(url)
    sha256 = found.etag or ""
    if len(sha256) != SHA256_LENGTH or not found.size or not found.commit_hash:
        raise ModelUnavailable(
            f'the Hub gives no SHA-256 for "{model.file}": fetch it yourself, check it, and use'
            " `flowmason-assist model add`"
        )
    return Offer(model, found.commit_hash, found.size, sha256, found.location)


def fetch(offer: Offer, store: Store, *, shows_progress: bool) -> LocalModel:
    """
    Download what was offered, going on where an earlier try ended, and install it.

    Progress goes to standard error.
    Raises `ModelUnavailable` when the connection fails, `InputError` when the bytes are wrong.
    """
    place = store.file_for(offer.model.name)
    part = place.with_name(f"{offer.sha256}.part")
    with _hub_faults(offer.model), part.open("ab") as file:
        from huggingface_hub.file_download import http_get
        from huggingface_hub.utils.tqdm import disable_progress_bars

        if not shows_progress:
            disable_progress_bars()
        http_get(
            offer.url,
            file,
            resume_size=file.tell(),
            expected_size=offer.size,
            displayed_filename=offer.model.file,
        )
    return _install(offer, part, store)


def _install(offer: Offer, part: Path, store: Store) -> LocalModel:
    seal = seal_of(part)
    if seal.sha256 != offer.sha256:
        part.unlink()
        raise InputError(
            f'what arrived for "{offer.model.name}" has the SHA-256 {seal.sha256} instead of'
            f" {offer.sha256}; it was thrown away"
        )
    place = store.file_for(offer.model.name)
    part.replace(place)
    model = LocalModel(
        name=offer.model.name,
        path=place,
        seal=replace(seal, modified=place.stat().st_mtime_ns),
        context=offer.model.context,
        memory=offer.model.memory or memory_for(offer.size),
        origin=f"{offer.model.repository}@{offer.revision}/{offer.model.file}",
        licence=offer.model.licence,
    )
    store.record(model)
    return model


@contextmanager
def _hub_faults(model: KnownModel) -> Iterator[None]:
    """Raise what goes wrong with the Hub as a `ModelUnavailable`."""
    # Read when the library is imported: no telemetry, and one protocol, which can go on.
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        import httpx2
        from huggingface_hub.errors import HfHubHTTPError
    except ImportError:
        raise ModelUnavailable(
            'huggingface_hub is missing: pip install "flowmason-assist[local]", or fetch the'
            " file yourself and use `flowmason-assist model add`"
        ) from None
    try:
        yield
    except HfHubHTTPError as error:
        status = error.response.status_code if error.response is not None else "no answer"
        raise ModelUnavailable(
            f'the Hub does not give "{model.repository}/{model.file}" ({status})'
        ) from None
    except (httpx2.HTTPError, OSError) as error:
        raise ModelUnavailable(
            f'the download of "{model.name}" broke off ({error or type(error).__name__}); run the'
            " command again to go on"
        ) from None
