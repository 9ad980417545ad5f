"""The model that we ship fits the text form, and is the one that its card describes."""

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import llama_cpp
import pytest

from flowmason_assist import resources
from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.form import prompt, special_tokens
from training.example import authored

MODEL = resources.folder("models") / "flowmason-nano.gguf"


@pytest.fixture(scope="module")
def model() -> Iterator[llama_cpp.Llama]:
    loaded = llama_cpp.Llama(str(MODEL), n_ctx=2048, n_threads=1, verbose=False)
    yield loaded
    loaded.close()


def tokens_of(model: llama_cpp.Llama, text: str) -> list[int]:
    return model.tokenize(text.encode(), add_bos=False)


def described(name: str) -> Path:
    return MODEL.with_suffix(name)


def test_every_structural_token_is_one_token(model: llama_cpp.Llama) -> None:
    """A change of the form or of the vocabulary of plans needs a new model."""
    split = [text for text in special_tokens() if len(tokens_of(model, f" a{text}{text} b")) != 4]

    assert not split


def test_a_reply_ends_with_the_token_for_it(model: llama_cpp.Llama) -> None:
    assert tokens_of(model, "<end>") == [model.token_eos()]


def test_prompts_come_back_from_their_tokens(model: llama_cpp.Llama) -> None:
    for example in islice(authored(), 0, None, 40):
        text = prompt(extract(example.request))
        assert model.detokenize(tokens_of(model, text)).decode() == text


def test_digits_stand_alone(model: llama_cpp.Llama) -> None:
    assert len(tokens_of(model, "1234")) == 4


def test_the_card_describes_the_file() -> None:
    card = json.loads(described(".json").read_text(encoding="utf-8"))
    digest = hashlib.sha256(MODEL.read_bytes()).hexdigest()

    assert card["sha256"] == digest
    assert card["size"] == MODEL.stat().st_size
    assert f"`{digest}`" in described(".md").read_text(encoding="utf-8")


def test_the_model_is_small() -> None:
    assert MODEL.stat().st_size <= 25_000_000


def test_the_card_holds_scores_for_each_voice() -> None:
    text = described(".md").read_text(encoding="utf-8")

    assert re.search(r"\| team, as shipped[^|]*\| 400 \|", text)
