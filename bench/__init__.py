"""Measurements of flowmason-assist against the real engine and named peers."""
