"""Plans for hypothesis: anything that the vocabulary allows."""

from hypothesis import strategies as st

from flowmason_assist.assist.plan.plan import (
    QUESTIONS,
    REFUSALS,
    TESTS,
    Block,
    Condition,
    Plan,
    Reference,
    Step,
    Test,
    Value,
)
from flowmason_assist.assist.plan.vocabulary import Kind, Setting, tests_of, vocabulary

TEXTS = ("text", "text2", "question", "topic", "message", "language", "customer_email")
LISTS = ("items", "rows", "rows2")
ADDRESSES: tuple[Value, ...] = (
    Reference(origin="input", name="url"),
    "https://a.example/x?y=1&z",
    "api.example.org/v1/orders",
    "no address at all",
)
LISTED = ("items", "rows", "data", "left", "right", "candidates", "inputs", "history")
FIELDS = ("price", "total", "user", "email", "created_at", "name")
COMPARISONS: tuple[Test, ...] = ("is", "isnt", "gt", "ge", "lt", "le", "has")
DEPTH = 2

literals = st.sampled_from(
    ["negative", "Übersetzung", 'say "hi"', "two\nlines", "a, b", "https://a.example/x?y=1&z"]
) | st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
numbers = st.integers(1, 50)
fields = st.lists(st.sampled_from(FIELDS), max_size=2).map(tuple)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Give a plan with steps that is allowed."""
    steps, _, _ = draw(bodies(1, (), 0))
    if draw(st.booleans()):
        return Plan(steps=steps)
    return Plan(
        steps=steps,
        output=(Reference(origin="step", step=1),),
        unmet=tuple(draw(st.lists(literals, max_size=2))),
        questions=tuple(draw(st.lists(st.sampled_from(QUESTIONS), max_size=2))),
        refusal=draw(st.none() | st.sampled_from(REFUSALS)),
    )


@st.composite
def bodies(
    draw: st.DrawFn, number: int, seen: tuple[Reference, ...], level: int
) -> tuple[tuple[Step, ...], int, tuple[Reference, ...]]:
    """Give steps that are counted from a number, the next number, and what can be seen then."""
    names = [name for name, known in vocabulary().items() if not (known.blocks and level >= DEPTH)]
    steps: list[Step] = []
    for _ in range(draw(st.integers(1, 3 if level == 0 else 2))):
        name = draw(st.sampled_from(names))
        own = Reference(origin="step", step=number)
        first, number = number, number + 1
        settings = {
            setting.name: draw(values(setting, seen))
            for setting in vocabulary()[name].settings.values()
            if setting.name not in TESTS and (setting.required or draw(st.integers(0, 3)) == 0)
        }
        if tests := tests_of(vocabulary()[name]):
            test = draw(st.sampled_from(tests))
            settings[test.name] = draw(values(test, seen))
        blocks: list[Block] = []
        inner = seen
        for block in _blocks(name, draw(st.integers(1, 3))):
            around = _around(name, block, first, seen)
            body, number, after = draw(bodies(number, around, level + 1))
            inner = inner if name == "foreach" else (*inner, *after[len(around) :])
            label = draw(literals) if block == "case" else None
            blocks.append(Block(name=block, label=label, steps=body))
        steps.append(Step(component=name, settings=settings, blocks=tuple(blocks)))
        seen = (*inner, own)
    return tuple(steps), number, seen


def values(setting: Setting, seen: tuple[Reference, ...]) -> st.SearchStrategy[tuple[Value, ...]]:
    """Give what a setting may hold."""
    if setting.name == "url":
        return st.sampled_from(ADDRESSES).map(lambda address: (address,))
    kinds = [_of_kind(kind, setting, seen) for kind in sorted(setting.kinds)]
    most = 3 if setting.several else 1
    return st.lists(st.one_of(kinds), min_size=1, max_size=most).map(tuple)


def _of_kind(kind: Kind, setting: Setting, seen: tuple[Reference, ...]) -> st.SearchStrategy[Value]:
    match kind:
        case Kind.REFERENCE:
            return _references(seen, setting)
        case Kind.TEXT:
            return literals
        case Kind.NUMBER:
            return numbers
        case Kind.WORD:
            return st.sampled_from(setting.words)
        case Kind.FLAG:
            return st.just(True)
        case Kind.CONDITION:
            held = literals | numbers | st.booleans() | _references(seen, setting)
            compared = st.builds(
                Condition, fields=fields, test=st.sampled_from(COMPARISONS), value=held
            )
            unary = st.sampled_from(["exists", "missing"])
            return compared | st.builds(Condition, fields=fields, test=unary)


def _references(seen: tuple[Reference, ...], setting: Setting) -> st.SearchStrategy[Reference]:
    """Give references to steps, items and inputs; inputs are of the kind that is wanted."""
    names = LISTS if setting.name in LISTED else TEXTS
    inputs = st.sampled_from(names).map(lambda name: Reference(origin="input", name=name))
    data = fields.map(lambda path: Reference(origin="input", name="data", fields=path))
    known = st.sampled_from(seen) if seen else inputs
    return inputs | data | st.builds(lambda one, path: one.of_fields(*path), known, fields)


def _blocks(name: str, count: int) -> tuple[str, ...]:
    if name == "router":
        return ("case",) * count + ("default",) * (count % 2)
    return vocabulary()[name].blocks[:count]


def _around(
    name: str, block: str, number: int, seen: tuple[Reference, ...]
) -> tuple[Reference, ...]:
    if name == "foreach":
        return (*seen, Reference(origin="item"))
    if block == "catch":
        return (*seen, Reference(origin="step", step=number))
    return seen
