"""Runs fixtures of requests: their words and slots, one clause a line."""

from collections.abc import Mapping

from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.form import words
from tests.support.markdown import Block, Case


def run(case: Case) -> Mapping[Block, list[str]]:
    """Give the blocks of a case as they should be written."""
    expect = case.of_kind("expect")
    if expect is None:
        return {}
    shown = words(extract(case.main.text.removesuffix("\n")))
    return {expect: shown.replace("<C", "\n<C").strip().splitlines()}
