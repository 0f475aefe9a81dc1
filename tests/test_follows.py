import numpy as np
import pytest

from model.follows import follows, line_place, speaker, word_place
from model.text import characters

PASSAGE = characters("ROMEO:\nAy me!\nsay: no\n\nFirst Citizen:\nO\n")


def test_the_place_in_a_line_and_in_a_word_is_told_with_its_end():
    assert line_place(PASSAGE[:14]) == [1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7]
    assert word_place(PASSAGE[:14]) == [1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 1, 2, 3, 4]


def test_a_speaker_is_named_in_a_line_of_its_own_after_an_empty_one():
    told = speaker(PASSAGE)
    assert len(told) == len(PASSAGE)
    assert "".join(c for c, is_told in zip(PASSAGE, told, strict=True) if is_told) == "ROMEO:↵First␣Citizen:↵"
    assert speaker(characters("no name\nROMEO:\n")) == [0] * 15
    assert speaker([]) == line_place([]) == word_place([]) == []


def test_the_unit_that_goes_most_nearly_with_a_thing_is_found_whichever_its_sign():
    rng = np.random.default_rng(0)
    h = rng.normal(size=(400, 5)).astype(np.float32)
    told = -2 * h[:, 3] + 0.5 * rng.normal(size=400)
    found = follows(h, {"thing": told.tolist()})["thing"]
    assert found == {"unit": 3, "correlation": pytest.approx(np.corrcoef(h[:, 3], told)[0, 1], abs=1e-6)}
    assert found["correlation"] < -0.9


def test_a_unit_that_never_moves_follows_nothing():
    assert follows(np.zeros((3, 2), np.float32), {"thing": [1, 2, 3]})["thing"] == {"unit": 0, "correlation": 0.0}
