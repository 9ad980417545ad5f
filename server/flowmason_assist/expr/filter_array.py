"""
The extra rule for the condition of a filter in `filter_array` mode.

Before it looks at the first item, the engine refuses, and the run fails, when the word "data"
stands anywhere in the condition, even as a key in quotes.
"""

import re
from collections.abc import Iterator

from flowmason_assist.expr.condition_nodes import ConditionProblem, ConditionProblemKind
from flowmason_assist.expr.foreign_operators import STRING
from flowmason_assist.text.span import Span

_WORD = re.compile(r"\bdata\b")
_STRING_OR_WORD = re.compile(rf"{STRING.pattern}|{_WORD.pattern}")


def filter_array_problems(text: str) -> Iterator[ConditionProblem]:
    """Give each word "data" in a condition; where it is a variable, `item` is suggested."""
    for part in _STRING_OR_WORD.finditer(text):
        is_attribute = text.startswith(".", part.start() - 1) and part.start() > 0
        suggestion = "item" if part.group() == "data" and not is_attribute else None
        for word in _WORD.finditer(part.group()):
            span = Span(*word.span()).shifted(part.start())
            yield ConditionProblem(ConditionProblemKind.DATA, span, "data", suggestion=suggestion)
