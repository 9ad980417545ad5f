"""What the nano model is asked, what it may answer, and what its answers mean."""

import re
from collections.abc import Sequence

import pytest

from flowmason_assist.assist.plan.notation import format_plan
from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.form import special_tokens
from flowmason_assist.assist.understand.grammar import grammar
from flowmason_assist.assist.understand.planner import nano_prompt, nano_text, read_nano
from flowmason_assist.assist.understand.understood import Understood, understand
from training.dataset import pair
from training.example import authored

llguidance = pytest.importorskip("llguidance", reason="the extra `local` is not installed")

REQUEST = "Translate each review into French and log it."
REPLY = (
    "<@1><C1><foreach><items=><$items><{>"
    "<@2><C1><translator><text=><item><to=><L1>"
    "<@3><C2><logger><message=><^><}>"
)
PLAN = """\
foreach items=$items
  translator text=item to="French"
  logger message=^
"""


class Tokens:
    """A tokenizer of bytes and structural tokens."""

    def __init__(self) -> None:
        self.tokens = [bytes([value]) for value in range(256)]
        self.tokens.extend(token.encode() for token in (*special_tokens(), "<eos>"))
        self.eos_token_id = len(self.tokens) - 1
        self.special_token_ids = [self.eos_token_id]
        self.bos_token_id = None

    def __call__(self, text: bytes) -> Sequence[int]:
        """Give the numbers of plain text."""
        return list(text)

    def structural(self, text: str) -> list[int]:
        """Give the numbers of structural tokens."""
        return [self.tokens.index(token.encode()) for token in re.findall(r"<[^<>]+>", text)]


def _understood(request: str) -> Understood:
    return understand(request, {})


def _is_allowed(request: str, reply: str) -> bool:
    tokens = Tokens()
    tokenizer = llguidance.LLTokenizer(llguidance.TokenizerWrapper(tokens))
    written = llguidance.LLMatcher.grammar_from_lark(grammar(extract(request)))
    matcher = llguidance.LLMatcher(tokenizer, written)
    assert not matcher.get_error()
    numbers = tokens.structural(reply)
    return bool(matcher.try_consume_tokens(numbers) == len(numbers) and matcher.is_accepting())


def test_reply_means_a_plan() -> None:
    understood = _understood(REQUEST)
    assert nano_prompt(understood) == (
        "<plan><C1> translate<S1> each review<S2> into<L1><C2> and log<S3> it .<do>"
    )
    plan = read_nano(understood, REPLY)
    assert plan is not None
    assert format_plan(plan) == PLAN
    assert _is_allowed(REQUEST, REPLY)
    assert read_nano(understood, nano_text(understood, plan)) == plan


@pytest.mark.parametrize(
    "reply",
    [
        "<@1><C1><translator><text=><item><to=>",
        "<@1><C1><translator><text=><item><to=><L2>",
        "<@1><C1><foreach><items=><$items><{>",
        "<@1><C1><goal>",
    ],
    ids=["cut off", "no such slot", "open body", "no component"],
)
def test_reply_that_makes_no_sense_is_no_plan(reply: str) -> None:
    assert read_nano(_understood(REQUEST), reply) is None
    assert not _is_allowed(REQUEST, reply)


@pytest.mark.parametrize("request_", ["", "help", "log it", "?!"])
def test_there_is_a_grammar_for_any_request(request_: str) -> None:
    assert _is_allowed(request_, "<ask><goal>")


def test_authored_plans_are_allowed() -> None:
    for example in list(authored())[::40]:
        made = pair(example)
        if made is not None:
            assert _is_allowed(example.request, made[1].removesuffix("<end>")), example.request
