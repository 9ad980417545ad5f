"""Requests and plans put together from phrases, as many as wanted."""
