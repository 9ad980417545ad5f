"""What models are measured with is what it claims to be."""

from pathlib import Path

from bench.llm.large_model import CONTEXT, TOKENS, write_large_model
from bench.llm.report import Row, at_least, at_most, document
from bench.llm.samples import long_request, planned, requests
from flowmason_assist.llm.embedded.probe import probe
from flowmason_assist.llm.embedded.worker import WorkerSettings


def test_the_large_vocabulary_is_large_and_can_be_loaded(tmp_path: Path) -> None:
    path = tmp_path / "large.gguf"
    write_large_model(path)

    loaded = probe(WorkerSettings(path, context=512, threads=1, memory=2 << 30))

    assert loaded.context == CONTEXT
    assert path.stat().st_size > TOKENS * 128 * 2


def test_samples_are_those_that_people_wrote() -> None:
    texts = requests(5)

    assert len(set(texts)) == 5
    assert planned(texts[0]).prompt.startswith("<plan>")


def test_long_prompts_differ_at_their_end_only() -> None:
    first, second = (long_request("t", tail, 100, seed=1).raw for tail in ("red", "blue"))

    assert str(first).removesuffix("red") == str(second).removesuffix("blue")
    assert first != long_request("t", "red", 100, seed=2).raw


def test_the_report_says_what_was_met() -> None:
    rows = [at_most("loading", 0.02, 0.05), at_least("speed", 400, 500), Row("other", "7")]

    assert document(rows, 8_000_000).splitlines()[-3:] == [
        "| loading | 20 ms | ≤ 50 ms | yes |",
        "| speed | 400 | ≥ 500 | no |",
        "| other | 7 |  |  |",
    ]
