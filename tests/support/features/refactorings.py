"""Runs fixtures of refactorings, which are code actions."""

from tests.support.features.actions import expect, fixed

__all__ = ["expect", "fixed"]
