"""Write tests/js/fixtures: a trace, weights and influences as Python writes them, for static/js."""

from pathlib import Path

from app.interventions import forgetting
from app.remembered import influence_as_json, influence_as_safetensors, omission_as_json
from app.wire import (
    card_of,
    symbols_of,
    to_json,
    trace_as_json,
    trace_as_safetensors,
    weights_as_json,
    weights_as_safetensors,
)
from model.cells import CELLS
from model.influence import influence
from model.omission import omission
from model.trace import trace
from tests.random_model import random_model

FIXTURES = Path(__file__).parent / "js" / "fixtures"


def fixtures() -> dict[str, bytes]:
    model = random_model(4)
    made = trace(model, "I am a wug")
    words = ["I", "am", "a", "wug", "boy"]
    lstm = random_model(5, cell="lstm", model_id="made-up")
    remembered = influence(lstm, words, end=True)
    drawn = {
        "gru": random_model(6, cell="gru"),
        "lstm": random_model(7, cell="lstm"),
        "stack": random_model(8, num_layers=2, embedding_dim=4),
    }
    return {
        **{f"{name}.trace.safetensors": trace_as_safetensors(each, trace(each, words)) for name, each in drawn.items()},
        **{f"{name}.weights.safetensors": weights_as_safetensors(each) for name, each in drawn.items()},
        "influence.safetensors": influence_as_safetensors(remembered),
        "influence.json": influence_as_json(remembered),
        "omission.json": omission_as_json(omission(lstm, words, 1, end=True)),
        "trace.safetensors": trace_as_safetensors(model, made),
        "trace.json": trace_as_json(model, made),
        "weights.safetensors": weights_as_safetensors(model),
        "weights.json": weights_as_json(model),
        "phi.json": to_json({name: card_of(random_model(activation=name))["phi"] for name in ("tanh", "sigmoid")}),
        "forgetting.json": to_json(
            {
                cell: [symbols_of(model), forgetting(model.network.cell.symbols)]
                for cell in CELLS
                for model in [random_model(cell=cell)]
            }
        ),
    }


if __name__ == "__main__":
    FIXTURES.mkdir(exist_ok=True)
    for name, content in fixtures().items():
        (FIXTURES / name).write_bytes(content)
