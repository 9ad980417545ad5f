"""Requests made by composing and varying: the same each time, and each with a plan that fits."""

import random
from itertools import islice

from flowmason_assist.assist.plan.notation import format_plan, parse
from flowmason_assist.assist.plan.plan import walk
from flowmason_assist.assist.understand.target import read
from training.augment import about_others, augmented, misspelled, reworded, two_in_one
from training.compose.shapes import composed
from training.dataset import pair
from training.example import Example, authored

REQUEST = "Fetch https://a.example/orders, keep orders with a total over 100, and summarise them."
PLAN = """\
http_request url="https://a.example/orders"
filter data=^ where=total>100
summarizer text=^
"""


def _example(request: str = REQUEST, plan: str = PLAN) -> Example:
    parsed, problems = parse(plan)
    assert not problems
    return Example(request, parsed, "test")


def test_pair_holds_slots_and_structure_only() -> None:
    prompt = (
        "<plan><C1> fetch<S1><U1> ,<C2> keep<S2> orders<S3> with a total<S4> over<S5><N1> ,"
        "<C3> and summarise<S6> them .<do>"
    )
    target = (
        "<@1><C1><http_request><url=><U1><@2><C2><filter><data=><^><where=><S4><gt><N1>"
        "<@3><C3><summarizer><text=><^><end>"
    )
    assert pair(_example()) == (prompt, target)


def test_no_pair_where_a_literal_is_not_in_the_request() -> None:
    assert pair(_example(plan='logger message="never said"')) is None


def test_composed_requests_are_the_same_for_the_same_seed() -> None:
    assert list(composed(20, seed=7)) == list(composed(20, seed=7))
    assert list(composed(20, seed=7)) != list(composed(20, seed=8))


def test_composed_requests_say_what_their_plans_hold() -> None:
    made = list(composed(300, seed=1))
    pairs = [pair(example) for example in made]
    assert sum(each is not None for each in pairs) > 0.95 * len(made)
    assert all(read(target) is not None for _, target in filter(None, pairs))
    asked = {step.component for example in made for step in walk(example.plan.steps)}
    assert {"foreach", "router", "conditional", "trycatch", "return", "join", "loop"} <= asked


def test_authored_requests_make_pairs() -> None:
    some = list(islice(authored(), 0, None, 20))
    assert sum(pair(example) is not None for example in some) > 0.98 * len(some)


def test_variants_keep_the_plan_in_step_with_the_request() -> None:
    chance = random.Random(3)
    example = _example()
    misspelled_one = misspelled(example, chance)
    assert misspelled_one is not None
    assert misspelled_one.request != REQUEST
    assert misspelled_one.plan == example.plan

    other_words = reworded(example, chance)
    assert other_words is not None
    assert other_words.request != REQUEST

    other_field = about_others(example, chance)
    assert other_field is not None
    assert pair(other_field) is not None
    assert other_field.plan != example.plan

    both = two_in_one(example, _example("Log it.", "logger message=$text"), chance)
    assert both is not None
    assert format_plan(both.plan) == PLAN + "logger message=$text\n"


def test_augmented_requests_differ_and_nearly_all_make_pairs() -> None:
    some = list(islice(authored(), 0, None, 20))
    varied = list(augmented(some, seed=2))
    assert len(varied) > 0.7 * len(some)
    assert sum(pair(example) is not None for example in varied) > 0.95 * len(varied)
