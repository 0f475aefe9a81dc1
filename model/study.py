"""
What `unrolled study` adds to a model's folder: what its units follow, and a bank of states with their contexts.

Both are computed from held-out sentences. Of these the folder keeps a marked excerpt, with its attribution.
"""

import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from model.bank import Bank, Excerpt, gather, save_bank
from model.corpora import Corpus
from model.findings import OFFERED, Finding, find, states
from model.text import Kind
from model.zoo import FINDINGS, Model, load, write_json, written_whole

__all__ = ["ATTRIBUTION", "MOST_SENTENCES", "bank_of", "excerpt_of", "findings_of", "study"]

ATTRIBUTION = "ATTRIBUTION.txt"
KEPT = ("card.json", "vocabulary.json", "model.safetensors")
MOST_SENTENCES = 2000
"""Of a corpus in the folder of one model, half from each held-out split."""


def study(
    folder: Path, corpus: Corpus, seed: int = 0, *, on_finding: Callable[[Finding], None] = lambda _: None
) -> Model:
    """
    Study the model in a folder and write its findings and its bank there, whole or not at all.

    on_finding  called with each finding as it is made
    """
    model = load(folder, studied=False)  # what was measured before may belong to other weights
    excerpt = excerpt_of(corpus, seed, model.vocabulary.kind)
    findings = findings_of(model, corpus, excerpt, seed, on_finding)
    bank = bank_of(model, corpus, excerpt, seed)
    with written_whole(folder) as fresh:
        for name in KEPT:
            shutil.copy2(folder / name, fresh / name)
        write_json(fresh / FINDINGS, findings, indent=1)
        save_bank(fresh, bank, model.network.fingerprint)
        (fresh / ATTRIBUTION).write_text(_attribution(excerpt), encoding="utf-8")
    return load(folder)


def excerpt_of(corpus: Corpus, seed: int, kind: Kind = "words") -> Excerpt:
    """Draw the sentences that the folder may keep: as many from the validation as from the test split."""
    rng = np.random.default_rng(seed)
    sentences: list[tuple[str, ...]] = []
    split: list[str] = []
    for name, whole in (("valid", corpus.valid), ("test", corpus.test)):
        drawn = np.sort(rng.permutation(len(whole))[: MOST_SENTENCES // 2])
        sentences += [whole[place] for place in drawn]
        split += [name] * len(drawn)
    return Excerpt(tuple(sentences), tuple(split), corpus.to_card()["attribution"], kind)


def findings_of(
    model: Model,
    corpus: Corpus,
    excerpt: Excerpt,
    seed: int = 0,
    on_finding: Callable[[Finding], None] = lambda _: None,
) -> dict[str, Any]:
    """Return all of findings.json."""
    shown = [s for split, s in zip(excerpt.split, excerpt.sentences, strict=True) if split == "test"]
    properties = []
    for finding in find(model, corpus.valid, corpus.test, shown, seed):
        on_finding(finding)
        properties.append(_rounded(asdict(finding)))
    return {
        "weights": model.network.fingerprint,
        "layer": model.network.config.num_layers - 1,
        "chosen_on": {"split": "valid", "sentences": len(corpus.valid)},
        "stated_on": {"split": "test", "sentences": len(corpus.test)},
        "offered_from": OFFERED,
        "seed": seed,
        "attribution": excerpt.attribution,
        "properties": properties,
    }


def bank_of(model: Model, corpus: Corpus, excerpt: Excerpt, seed: int = 0) -> Bank:
    """Return the bank: components from all held-out states, kept states from those of the excerpt."""
    every = states(model, (*corpus.valid, *corpus.test))
    return gather(excerpt, states(model, excerpt.sentences), every, np.random.default_rng(seed))


def _attribution(excerpt: Excerpt) -> str:
    return (
        f"contexts.json holds an excerpt of {len(excerpt.sentences):,} sentences or passages, unchanged but for being\n"
        "cut into tokens; the examples in findings.json are among them.\n\n"
        f"{excerpt.attribution}\n"
    )


def _rounded(value: Any) -> Any:
    """Round what is stated to four digits; a tuple becomes a list, as JSON has it."""
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return round(value, 4) if isinstance(value, float) else value
