"""Moments of the ledger in the local time of whoever reads."""

from datetime import datetime


def day_of(moment: float) -> str:
    """Give the day, like "2025-03-01"."""
    return datetime.fromtimestamp(moment).astimezone().date().isoformat()


def minute_of(moment: float) -> str:
    """Give day, hour and minute."""
    return datetime.fromtimestamp(moment).astimezone().strftime("%Y-%m-%d %H:%M")
