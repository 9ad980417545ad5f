"""
Make the nano model from nothing: `python -m training`.

Everything is seeded, and the order of the data is fixed. What is under way stays in `build/nano`,
where `--resume` goes on. Model and card are written there too, to be copied to `models`. Drafts
come from the files that `python -m training.classifier --folds build/nano` makes before.
"""

import argparse
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import torch
from tokenizers import Tokenizer

from flowmason_assist.assist.understand.form import special_tokens
from training import card, drafts, gguf_check, gguf_file
from training import tokenizer as tokens
from training.batches import Batch, batched, encode, varied
from training.card import Making
from training.corpus import Corpus
from training.dataset import pair
from training.example import authored
from training.loop import Course, Trainer
from training.network import Network, Shape

ROOT = Path(__file__).parents[1]
SEED = 4
POINTER = re.compile(r"<[UEPNQFLS]\d+>")
VOCABULARY = 3072
VERSION = "1"
BATCH = 3072  # Tokens.
CHECKED = 40  # Prompts for which file and network are compared.
ROUNDS_READ = (1, 2)  # By the tokenizer: what words there are.


def main() -> None:
    """Make the tokenizer, train, write the file, check it, and measure it for its card."""
    arguments = _arguments()
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    drafter = drafts.read(folder, authored())
    corpus = Corpus(frozenset(filter(None, arguments.hold_out.split(","))), SEED, drafter)
    tokenizer = _tokenizer(corpus, folder / "tokenizer.json")
    torch.manual_seed(SEED)
    network = Network(Shape(VOCABULARY, width=arguments.width, layers=arguments.layers))
    pointers = [number for text, number in tokenizer.get_vocab().items() if POINTER.match(text)]
    trainer = Trainer(network, Course(budget=arguments.budget, seed=SEED), folder, pointers)
    if arguments.resume:
        trainer.resume()
    drafted = ((each, drafter.draft(each)) for each in corpus.validation())
    validation = [made for example, draft in drafted if (made := pair(example, draft))]
    batches = list(batched(encode(tokenizer, validation), BATCH, Random(SEED)))
    trainer.run(partial(_round, corpus, tokenizer), batches)
    _finish(trainer, tokenizer, [prompt for prompt, _ in validation or corpus.round(0)])


def _finish(trainer: Trainer, tokenizer: Tokenizer, prompts: Sequence[str]) -> None:
    network = trainer.network.cpu()
    path = trainer.folder / "flowmason-nano.gguf"
    gguf_file.write(network, tokenizer, path, VERSION)
    print(gguf_check.check(path, network, tokenizer, prompts[:CHECKED]))
    parameters = sum(parameter.numel() for parameter in network.parameters())
    progress = trainer.progress
    machine = "a GPU" if trainer.device == "cuda" else f"{torch.get_num_threads()} CPU cores"
    making = Making(network.shape, parameters, progress.spent, progress.seconds, machine)
    card.write(path, making)


def _round(corpus: Corpus, tokenizer: Tokenizer, number: int) -> list[Batch]:
    random = Random(f"{SEED} batches {number}")
    return list(batched(varied(tokenizer, corpus.round(number), random), BATCH, random))


def _tokenizer(corpus: Corpus, path: Path) -> Tokenizer:
    if not path.exists():
        undrafted = replace(corpus, drafter=None)
        pairs = [each for number in ROUNDS_READ for each in undrafted.round(number)]
        learned = tokens.learn(
            (text for each in pairs for text in each), special_tokens(), VOCABULARY
        )
        learned.save(str(path))
    return tokens.load(path)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "nano")
    parser.add_argument("--budget", type=int, default=16_000_000, help="tokens to train on")
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--hold-out", default="manager", help="voices to validate on, with commas")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--resume", action="store_true", help="go on where training stood")
    return parser.parse_args()


if __name__ == "__main__":
    main()
