import pytest

from app.explain import explain, pointer_to
from app.schemas import FieldError


@pytest.mark.parametrize(
    ("path", "pointer"), [([], ""), (["tokens", 3], "/tokens/3"), (["a/b", "c~d"], "/a~1b/c~0d"), ([""], "/")]
)
def test_a_pointer_is_as_rfc_6901_has_it(path, pointer):
    assert pointer_to(path) == pointer


def test_a_value_is_shown_in_a_few_words():
    finding = {"type": "int_type", "loc": ("body", "top"), "msg": "", "input": None}
    shown = {"x" * 50: f"“{'x' * 39}…”", 1.5: "1.5", False: "false", None: "null", 10**30: "a number beyond 64 bits"}
    for value, words in shown.items():
        assert explain({**finding, "input": value}).detail == f"top must be a whole number, not {words}."
    assert explain({**finding, "input": {}}).detail == "top must be a whole number, not an object."


def test_what_is_not_foreseen_is_still_said_with_its_place():
    finding = {"type": "new_in_pydantic_3", "loc": ("query", "limit"), "msg": "Input is odd", "input": 3}
    assert explain(finding) == FieldError(detail="limit cannot be used: Input is odd.", parameter="limit")
