"""The name of a set of diagnostics: the same for the same set, in this process and the next."""

from collections.abc import Iterable

from lsprotocol import types as lsp


def result_id(diagnostics: Iterable[lsp.Diagnostic]) -> str:
    """Give the name of what is shown: places, severities, codes and messages."""
    import hashlib

    digest = hashlib.blake2b(digest_size=12)
    for each in diagnostics:
        start, end = each.range.start, each.range.end
        place = f"{start.line} {start.character} {end.line} {end.character}"
        digest.update(f"{place} {each.severity} {each.code} {each.message}\0".encode())
    return digest.hexdigest()
