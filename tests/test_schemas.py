import inspect
from typing import get_type_hints

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from app import beside, derived, memory, paths, requests, schemas, weights
from app.requests import TraceRequest, VocabularyQuery, WeightsQuery

TYPES = [
    value
    for module in (schemas, beside, derived, memory, paths, weights, requests)
    for value in vars(module).values()
    if inspect.isclass(value) and issubclass(value, BaseModel) and value.__module__ == module.__name__
]
FIELDS = [(type_, name) for type_ in TYPES for name in type_.model_fields]


@pytest.mark.parametrize(("type_", "name"), FIELDS, ids=lambda value: getattr(value, "__name__", value))
def test_every_field_says_what_it_is_and_gives_an_example_that_fits(type_, name):
    field = type_.model_fields[name]
    assert field.description
    assert field.description.endswith(".")
    assert field.examples
    if "Card" not in str(field.annotation):  # a whole card as an example would be longer than its description
        for example in field.examples:
            TypeAdapter(get_type_hints(type_)[name]).validate_python(example)


@pytest.mark.parametrize("type_", TYPES)
def test_every_type_says_what_it_is(type_):
    assert type_.__doc__


def test_a_request_has_defaults():
    assert TraceRequest(text="I").model_dump() == {
        "text": "I",
        "tokens": None,
        "symbols": None,
        "top": 5,
        "initial": None,
        "end": False,
        "check": False,
        "edits": [],
        "original": False,
    }
    assert VocabularyQuery().model_dump() == {"prefix": "", "limit": 20}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [({"text": ""}, ""), ({"text": "a b"}, "a b"), ({"tokens": ["a"]}, ["a"]), ({"tokens": []}, [])],
)
def test_the_sentence_of_a_request(body, sentence):
    assert TraceRequest(**body).sentence == sentence


@pytest.mark.parametrize(
    ("include", "parts"), [("", ()), ("embedding", ("embedding",)), ("output,embedding,", ("output", "embedding"))]
)
def test_the_parts_to_include(include, parts):
    assert WeightsQuery(include=include).parts == parts


def test_a_request_holds_finite_numbers_only():
    for value in (float("nan"), float("inf"), -float("inf")):
        with pytest.raises(ValidationError):
            TraceRequest(text="I", initial={"h": [[value]]})
