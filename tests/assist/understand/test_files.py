"""Loops over folders read the files before they work on what is in them."""

import pytest

from flowmason_assist.assist.plan.notation import format_plan, parse
from flowmason_assist.assist.understand.outline.files import with_files_read

LOOP = """\
local_file op=list path="inbox/" pattern="*.txt"
foreach items=^
  summarizer text=item
  translator text=^ to="German"
logger message=^
output @2
"""
READING = """\
local_file op=list path="inbox/" pattern="*.txt"
foreach items=^
  local_file op=read path=item
  summarizer text=^
  translator text=^ to="German"
logger message=^
output @2
"""
NAMES = """\
local_file op=list path="inbox/"
foreach items=^
  logger message=item
"""


@pytest.mark.parametrize(("plan", "whole"), [(LOOP, READING), (READING, READING), (NAMES, NAMES)])
def test_files_are_read(plan: str, whole: str) -> None:
    assert format_plan(with_files_read(parse(plan)[0])) == whole
