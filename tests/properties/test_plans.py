"""What holds for every plan that the vocabulary allows."""

from hypothesis import given, settings
from hypothesis import strategies as st

from flowmason_assist.assist.plan.check import check_plan
from flowmason_assist.assist.plan.notation import format_plan, parse
from flowmason_assist.assist.plan.places import normalize
from flowmason_assist.assist.plan.plan import Plan
from tests.support.plans import plans


@given(plans())
def test_plans_are_written_and_read_again(plan: Plan) -> None:
    assert check_plan(plan) == ()

    read, problems = parse(format_plan(plan))

    assert problems == ()
    assert read == normalize(plan)


@given(plans())
def test_there_is_one_way_to_write_a_plan(plan: Plan) -> None:
    written = format_plan(normalize(plan))

    assert format_plan(parse(written)[0]) == written


@given(plans())
def test_plans_are_json(plan: Plan) -> None:
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                'foreach items=^"',
                "\n",
                "  ",
                "then",
                "@1",
                "$",
                "case",
                "is=",
                '"',
                "analyzer ",
                ",",
                "item.x>",
                "where=",
            ]
        )
    ).map("".join)
)
def test_reading_never_raises(text: str) -> None:
    parse(text)
