"""The words that compare, by what they test and where they stand."""

from collections.abc import Mapping
from typing import Final

from flowmason_assist.assist.plan.plan import Test
from flowmason_assist.assist.understand.words import word_set

BETWEEN: Final[Mapping[Test, str]] = {
    "gt": """
        > over | above | more than | greater than | bigger than | higher than | larger than
        | exceeds | exceed | exceeding | exceeded | beyond | in excess of | older than
        | longer than | more big than | tops | topping | gt | heavier than | later than
        | slower than | taller than | bigger | north of | upwards of | passes
    """,
    "ge": """
        >= ≥ at least | no less than | no fewer than | not less than | not below | not under | gte
        | reaches | reach | reached
    """,
    "lt": """
        < under | below | less than | fewer than | lower than | smaller than | younger than
        | shorter than | cheaper than | short of | lt | lighter than | earlier than | south of
        | before
    """,
    "le": """
        <= ≤ at most | no more than | not more than | up to | not over | not above | lte
    """,
    "isnt": """
        != <> !== ≠ is not | isn't | aren't | ain't | are not | was not | not equal to | not equals
        | is not equal to | isn't equal to | other than | differs from | does not equal
        | doesn't equal | not | except | is anything but | anything but
    """,
    "is": """
        = == === is | are | was | equals | equal | equal to | being | is set to | set to | reads
        | is down to | is up to | gets to | is worth | says
    """,
    "has": """
        contains | contain | containing | includes | include | including | has the word | mentions
        | mention | mentioning | talks about | has
        | contain the word | contains the word | contains the phrase | includes the word
        | mentions the word
    """,
}
"""What stands between a field and what it is held against."""
AFTER: Final[Mapping[Test, str]] = {
    "missing": """
        is missing | missing | is empty | are empty | empty | is blank | blank | is null
        | is not set | isn't set | not set | is unset | is not there | isn't there
        | is not present | not present | is absent | absent | does not exist | doesn't exist
        | is not filled | was left empty | was left blank
    """,
    "exists": """
        exists | exist | is present | present | is there | is set | is not empty | isn't empty
        | not empty | is not missing | isn't missing | not missing | is filled | is filled in
        | is not blank | isn't blank | is not null | filled in | is known | is given
    """,
}
"""What stands behind a field and needs nothing to hold it against."""
BEFORE: Final[Mapping[Test, str]] = {
    "missing": """
        without | with no | missing | lacking | lack | lacks | has no | have no | having no
        | with an empty | with empty | with a blank | with blank | with a missing | with missing
        | whose missing | no | a blank in | blanks in | a gap in | gaps in | nothing in
        | haven't got | hasn't got | have not got | has not got
    """,
    "exists": "having a | having an | that carry",
}
"""What stands before a field and needs nothing to hold it against."""
OPPOSITE: Final[Mapping[Test, Test]] = {
    "is": "isnt",
    "isnt": "is",
    "gt": "le",
    "le": "gt",
    "lt": "ge",
    "ge": "lt",
    "exists": "missing",
    "missing": "exists",
}
"""What holds where a test does not."""
DISCARDING: Final = word_set(
    """
    drop drops dropping remove removes removing exclude excluding discard discarding skip skipping
    toss ditch omit reject eliminate ignore ignoring weed chuck scrap exclusion removal
    """
)
DISCARDING_PAIRS: Final = word_set(
    "leave:out throw:out throw:away get:rid filter:out kick:out take:out take:off cut:out weed:out "
    "strip:out sort:out leave:aside leaving:out throwing:out filtering:out"
)
SKIPPED: Final = word_set(
    "the a an of value values field column to than be its their exactly 's $ € £ : ,"
)
"""What may stand between a field, a test and a value."""
COPULAS: Final = word_set(
    """
    is are was were be being with has have having where whose that of stays lies reads sits stands
    gets goes rises falls climbs worth must should shall may
    """
)
HAVING: Final = word_set("with has have having")
UNITS: Final = word_set(
    """
    eur euro euros usd dollar dollars gbp pounds chf percent % € $ £ kg g km m cm mm l ml sec
    seconds min minutes hours days weeks months years points pts quid
    """
)
COLLECTIONS: Final = word_set(
    """
    those these them ones one rows row items item entries entry records record lines line elements
    only everything all anything things anyone everyone people keep out whoever whatever anybody
    everybody many much
    """
)
"""What is compared by one of its fields, and is none itself."""
CONTAINERS: Final = word_set(
    "payload record row data event reading body response answer json message item form input"
)
"""What a field is in: "battery in the payload"."""
PRONOUNS: Final = word_set("it its it's that that's this they he she makes")
"""What stands for the very thing that is compared."""
COMPARING: Final = word_set(
    """
    over above more greater bigger higher larger at least below under less fewer lower smaller most
    missing empty blank null absent present older younger beyond needed in down up longer shorter
    anything worth north south
    """
)
"""Words behind "is" that compare themselves."""
OR_MORE: Final[Mapping[str, Test | None]] = {
    **dict.fromkeys(("more", "above", "higher", "over", "greater", "up", "better"), "ge"),
    **dict.fromkeys(("less", "fewer", "below", "lower", "under", "worse"), "le"),
    "equal": None,
}
"""Words behind "or" and a number; with "equal" the test before it stays."""
