"""Fetches a model from a Hub: what there is, its bytes, and whether they are the right ones."""

import os
import shutil
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
MEGA = 1_000_000
_FETCH_YOURSELF = "fetch the file yourself, check it, and use `flowmason-assist model add`"


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
    with _hub_faults(model, "the Hub cannot be reached", _FETCH_YOURSELF):
        from huggingface_hub import get_hf_file_metadata, hf_hub_url

        url = hf_hub_url(model.repository, model.file)
        found = get_hf_file_metadata(url)
    sha256 = found.etag or ""
    if len(sha256) != SHA256_LENGTH or not found.size or not found.commit_hash:
        raise ModelUnavailable(f'the Hub gives no SHA-256 for "{model.file}": {_FETCH_YOURSELF}')
    return Offer(model, found.commit_hash, found.size, sha256, found.location)


def require_room(offer: Offer, store: Store) -> None:
    """Raise `InputError` where the disk has no room for what is still to be fetched."""
    part = _part(offer, store)
    missing = offer.size - (part.stat().st_size if part.exists() else 0)
    free = shutil.disk_usage(part.parent).free
    if missing > free:
        raise InputError(
            f'"{offer.model.name}" needs {missing / MEGA:.0f} MB, and {free / MEGA:.0f} MB are'
            f' free in "{part.parent}": make room, or name another folder in the setting'
            ' "models-folder"'
        )


def fetch(offer: Offer, store: Store, *, shows_progress: bool) -> LocalModel:
    """
    Download what was offered, going on where an earlier try ended, and install it.

    Progress goes to standard error.
    Raises `ModelUnavailable` when the connection fails, `InputError` when the bytes are wrong.
    """
    part = _part(offer, store)
    with (
        _hub_faults(offer.model, "the download broke off", "run the command again to go on"),
        part.open("ab") as file,
    ):
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


def _part(offer: Offer, store: Store) -> Path:
    """Give where bytes are kept until all are there."""
    return store.file_for(offer.model.name).with_name(f"{offer.sha256}.part")


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
def _hub_faults(model: KnownModel, broken: str, cure: str) -> Iterator[None]:
    """Raise what goes wrong with the Hub as a `ModelUnavailable`."""
    # Read when the library is imported: no telemetry, and one protocol, which can go on.
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        import httpx2
        from huggingface_hub.errors import HfHubHTTPError
    except ImportError:
        raise ModelUnavailable(
            'huggingface_hub is missing: pip install "flowmason-assist[local]", or'
            f" {_FETCH_YOURSELF}"
        ) from None
    try:
        yield
    except HfHubHTTPError as error:
        status = error.response.status_code if error.response is not None else "no answer"
        raise ModelUnavailable(
            f'the Hub does not give "{model.repository}/{model.file}" ({status})'
        ) from None
    except (httpx2.HTTPError, OSError) as error:
        why = error or type(error).__name__
        raise ModelUnavailable(f'{broken} for "{model.name}" ({why}); {cure}') from None
