"""Hypothesis strategies for JSON texts: sound, damaged, and no JSON at all."""

import json
from functools import reduce

from hypothesis import strategies as st

# A stretch to replace: where it starts, counted around the text; its length; what comes there.
Change = tuple[int, int, str]

MARKS = "{}[]:,\"'\\ \t\n\r\ufeff\u2028\x00/*#abu01.eE+-😀\ud83d\udc00"
WORDS = ("NaN", "Infinity", "-Infinity", "true", "null", "None", '"stages":', "[{}]", '"a":')

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None), max_size=8)
)
# "stages" may stand at any depth: only the file's own are read one by one.
keys = st.sampled_from(["stages", "id", "a", ""]) | st.text(max_size=3)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
stages = st.lists(st.dictionaries(keys, values, max_size=3) | scalars, max_size=4)
pipelines = st.fixed_dictionaries(
    {"name": scalars, "stages": stages}, optional={"metadata": values, "version": scalars}
)


def written(value: object, indent: int | None, *, escaped: bool) -> str:
    """Give a value as JSON text, in one of several layouts."""
    return json.dumps(value, indent=indent, ensure_ascii=escaped)


def changed(text: str, change: Change) -> str:
    """Give the text after a change."""
    at, length, new = change
    start = at % (len(text) + 1)
    return text[:start] + new + text[start + length :]


indents = st.sampled_from([None, 0, 2])
sound = st.builds(written, values | pipelines, indents, escaped=st.booleans())
scribbles = st.lists(st.sampled_from(MARKS) | st.sampled_from(WORDS), max_size=20).map("".join)
changes = st.tuples(st.integers(0, 500), st.integers(0, 6), scribbles)
small_changes = st.tuples(st.integers(0, 500), st.integers(0, 2), st.sampled_from(["", *MARKS]))
damaged = st.builds(
    lambda text, changes: reduce(changed, changes, text),
    sound,
    st.lists(small_changes | changes, min_size=1, max_size=3),
)
texts = st.text() | scribbles | sound | damaged
