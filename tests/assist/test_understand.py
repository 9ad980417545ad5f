"""Plans in pointers: written for the nano model, read back, and spelled out again."""

from hypothesis import given

from flowmason_assist.assist.plan.notation import format_plan, parse
from flowmason_assist.assist.plan.plan import Plan, Scalar
from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.form import prompt, special_tokens
from flowmason_assist.assist.understand.slots import (
    Pointed,
    count_steps,
    from_slots,
    replace_literals,
    to_slots,
)
from flowmason_assist.assist.understand.target import read, write
from tests.support.plans import plans

REQUEST = (
    "For each order in https://api.acme.io/orders over 100 write a short thank-you note,"
    " translate it into French, rename cust_nm to customer, and warn if the status is not 200."
)
PLAN = """\
http_request url="https://api.acme.io/orders"
foreach items=^ where=order>100
  generator task="write a short thank-you note" about=item
  translator text=^ to="French"
  json_transform data=^ rename="cust_nm>customer"
conditional value=@1.status_code isnt=200
  then
    logger message=@1 level=warning
"""


def test_plan_survives_the_way_through_the_text_of_the_model() -> None:
    slots = extract(REQUEST)
    plan, problems = parse(PLAN)
    assert not problems

    in_pointers, missed = to_slots(plan, slots)
    assert not missed
    text = write(Pointed(in_pointers, (1, 1, 2, 3, 4, 5, 5)))
    pointed = read(text)
    assert pointed == Pointed(in_pointers, (1, 1, 2, 3, 4, 5, 5))

    spelled, unknown = from_slots(in_pointers, slots)
    assert not unknown
    # A task is all of its clause; everything else is as it was.
    whole = REQUEST.partition(",")[0]
    assert format_plan(spelled) == PLAN.replace("write a short thank-you note", whole)


def test_text_of_the_model_holds_structure_only() -> None:
    slots = extract(REQUEST)
    plan, _ = parse(PLAN)
    text = write(Pointed(to_slots(plan, slots)[0]))
    known = set(special_tokens())
    assert all(f"<{token}>" in known for token in text.strip("<>").split("><"))


def test_prompt_holds_a_draft_behind_the_words() -> None:
    assert prompt(extract("sum it up"), draft="<@1><C1><summarizer><text=><$text>") == (
        "<plan><C1> sum<S1> it up<S2><hints><@1><C1><summarizer><text=><$text><do>"
    )


def test_literal_that_is_not_in_the_request_is_reported() -> None:
    plan, _ = parse('logger message="never said"')
    _, missed = to_slots(plan, extract("log it"))
    assert missed == ["message=never said"]


@given(plans())
def test_every_plan_is_read_as_it_was_written(plan: Plan) -> None:
    pointed = Pointed(_in_pointers(plan), (0,) * count_steps(plan))
    assert read(write(pointed)) == pointed


def _in_pointers(plan: Plan) -> Plan:
    """Any plan with a pointer for each literal, whichever."""
    return replace_literals(plan, _pointer)


def _pointer(value: Scalar, setting: str, number: int) -> Scalar:
    if isinstance(value, bool):
        return value
    return f"<C{number + 1}>" if setting == "task" else "<S3><N2>"
