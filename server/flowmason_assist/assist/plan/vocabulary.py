"""
What a plan may say: the components, their settings with the kinds of their values, their bodies.

The one table that the notation, the grammar of the model, the checks and the compiler read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from flowmason_assist.assist.plan.plan import TESTS


class Kind(StrEnum):
    """What may stand behind the name of a setting."""

    REFERENCE = "ref"
    TEXT = "text"  # A literal: words of the request.
    NUMBER = "number"
    WORD = "word"  # One of the setting's fixed words.
    CONDITION = "where"
    FLAG = "flag"  # Nothing, or `yes`.


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of a component; `several` values may be given with commas between them."""

    name: str
    kinds: frozenset[Kind]
    words: tuple[str, ...] = ()
    several: bool = False
    required: bool = False

    def takes(self, kind: Kind) -> bool:
        """Whether a value of this kind may be given."""
        return kind in self.kinds


@dataclass(frozen=True, slots=True)
class PlanComponent:
    """What a plan may say about one component."""

    name: str
    settings: Mapping[str, Setting]
    blocks: tuple[str, ...] = field(default=())


# One line a component: name, settings, and behind a colon the bodies that it controls.
# `!` marks what must be given, `+` what may be given several times, `[…]` fixed words.
_TABLE = """
generator task=text about=ref+ copies=number max_tokens=number temperature=number
analyzer text!=ref kind=[sentiment|intent|topics|entities|keywords|language|custom] task=text labels=text+
summarizer text!=ref max_words=number style=[bullets|paragraph|executive|headline] focus=text+
translator text!=ref to!=text|ref from=text|ref
rewriter text!=ref style=text+ audience=text
critic content!=ref+ criteria=text+
improver content!=ref feedback=ref+ focus=text+
selector candidates!=ref+ criteria=text+
combiner inputs!=ref+ strategy=text
chat message!=ref|text history=ref persona=text
embedder text!=ref dimensions=number
http_request url!=text|ref method=[GET|POST|PUT|PATCH|DELETE] body=ref|text+ token=text timeout=number
output_router data!=ref|text+ url!=text|ref+
error_router url!=text|ref+
local_file op!=[read|write|append|list|delete|exists|read_csv] path=text|ref content=ref|text+ pattern=text
s3 op!=[download|upload|list|delete] bucket=text|ref key=text|ref content=ref|text+
postgres op!=[query|insert|execute] sql=text|ref table=text rows=ref database=text
mongodb op!=[find|insert|update|delete|count] database=text collection=text where=where+ document=ref
redis op!=[get|set|delete|incr|push|exists] key=text|ref value=ref|text|number expire=number
json_transform data!=ref+ pick=text+ rename=text+ path=text flatten=flag
filter data!=ref where!=where+
aggregate data!=ref fn=[sum|avg|count|min|max]+ of=text+ by=text+
pandas data!=ref op=[sort|fillna|drop|rename|pivot] by=text+ order=[asc|desc] value=text|number|ref limit=number
sql data!=ref query!=text
join left!=ref right!=ref on=text+ how=[inner|left|outer]
schema_validate data!=ref require=text+
logger message!=ref|text+ level=[info|warning|error]
variable_set name!=text value!=ref|text|number
loop items!=ref size!=number
foreach items!=ref where=where+ : body
conditional value!=ref TESTS : then else
router value!=ref : case default
trycatch : try catch finally
return value!=ref TESTS
"""  # noqa: E501  # Each line is one row of a table.
_TESTS = (
    "is=text|number|ref+ isnt=text|number|ref+ gt=number|ref ge=number|ref lt=number|ref "
    "le=number|ref has=text|ref+ exists=flag missing=flag true=flag false=flag "
    "longer=number shorter=number"
)
_SETTING = re.compile(r"(?P<name>\w+)(?P<required>!?)=(?P<kinds>\S+?)(?P<several>\+?)")


@cache
def vocabulary() -> Mapping[str, PlanComponent]:
    """Give every component that a plan may name, by its name."""
    rows = (_component(line) for line in _TABLE.strip().splitlines())
    return MappingProxyType({row.name: row for row in rows})


def described() -> str:
    """
    Give the table as larger models are told about it, one line a component.

    `!` marks what must be given, `+` what may be given several times, `[…]` fixed words.
    """
    return "\n".join(line.replace("TESTS", _TESTS) for line in _TABLE.strip().splitlines())


def tests_of(component: PlanComponent) -> tuple[Setting, ...]:
    """Give the settings of a component that are tests of its `value`."""
    return tuple(component.settings[test] for test in TESTS if test in component.settings)


def _component(line: str) -> PlanComponent:
    head, _, blocks = line.replace("TESTS", _TESTS).partition(" : ")
    name, *written = head.split()
    settings = (_setting(each) for each in written)
    by_name = MappingProxyType({setting.name: setting for setting in settings})
    return PlanComponent(name, by_name, tuple(blocks.split()))


def _setting(written: str) -> Setting:
    match = _SETTING.fullmatch(written)
    if match is None:
        raise ValueError(f"{written} is no setting")
    words: tuple[str, ...] = ()
    kinds = match["kinds"]
    if kinds.startswith("["):
        words, kinds = tuple(kinds[1:-1].split("|")), Kind.WORD
    return Setting(
        match["name"],
        frozenset(Kind(kind) for kind in kinds.split("|")),
        words,
        several=bool(match["several"]),
        required=bool(match["required"]),
    )
