"""Where a URL leads, by its name alone."""

import ipaddress
from urllib.parse import urlsplit

_OWN_SUFFIXES = (".local", ".lan", ".internal", ".intranet", ".home.arpa", ".localhost", ".corp")


def is_own_place(url: str) -> bool:
    """Tell whether a URL leads to this machine or a private network, by its name alone."""
    host = (urlsplit(url).hostname or "").lower().rstrip(".")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return bool(host) and ("." not in host or host.endswith(_OWN_SUFFIXES))
    return address.is_loopback or address.is_private
