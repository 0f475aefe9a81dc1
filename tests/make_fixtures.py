"""Write tests/js/fixtures: a trace and weights as Python writes them, for the tests of static/js/wire.js."""

from pathlib import Path

from app.interventions import forgetting
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
from model.trace import trace
from tests.random_model import random_model

FIXTURES = Path(__file__).parent / "js" / "fixtures"


def fixtures() -> dict[str, bytes]:
    model = random_model(4)
    made = trace(model, "I am a wug")
    return {
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
