"""
What answers about weights hold; as in app/schemas.py, each field with its meaning and an example.

Glossary
    D H V  size of the embedding, of the hidden state, of the vocabulary
"""

from app.schemas import Wire, field, optional

__all__ = ["StatisticsAnswer", "Weight", "WeightsAnswer"]


class Weight(Wire):
    """One weight."""

    torch_name: str = field("What torch calls it.", "weight_hh_l0")
    shape: list[int] = field("Rows and columns, or the length.", [64, 64])
    values: list[list[float]] | list[float] = field("Its numbers, row by row.", [[0.12, -0.5], [0.03, 0.4]])


class WeightsAnswer(Wire):
    """The weights of a model."""

    layers: list[dict[str, Weight]] = field(
        "Per layer its weights: for the vanilla cell W (H, D), U (H, H), b_ih (H,), b_hh (H,); for each gate r of "
        "another cell W_r, U_r, b_ir, b_hr.",
        [{"b_ih": {"torch_name": "bias_ih_l0", "shape": [2], "values": [0.1, -0.2]}}],
    )
    embedding: Weight | None = optional(
        None,
        "E (V, D): row i is the input for token i. Only with `include=embedding`.",
        {"torch_name": "embedding.weight", "shape": [1, 2], "values": [[0.1, -0.2]]},
    )
    output: dict[str, Weight] | None = optional(
        None,
        "W_y (V, H) and b_y (V,), which make the logits of the next token. Only with `include=output`.",
        {"b_y": {"torch_name": "output.bias", "shape": [2], "values": [0.1, -0.2]}},
    )


class Eigenvalue(Wire):
    """A complex number."""

    re: float = field("Its real part.", 3.8)
    im: float = field("Its imaginary part.", -0.43)


class StatisticsAnswer(Wire):
    """What the numbers of one weight amount to. A bias has no rows, columns, singular value or eigenvalues."""

    torch_name: str = field("What torch calls the weight.", "weight_hh_l0")
    name: str = field("Its name in formulas.", "U")
    shape: list[int] = field("Rows and columns, or the length.", [64, 64])
    parameters: int = field("How many numbers it holds.", 4096)
    mean: float = field("Their mean.", 0.004)
    standard_deviation: float = field("Their standard deviation.", 0.177)
    max_abs: float = field("The largest |number|.", 1.2)
    frobenius_norm: float = field("√ of the sum of their squares; a bias's length.", 11.3)
    largest_singular_value: float | None = field(
        "No vector grows by more than this factor when the matrix is applied to it.", 5.67
    )
    spectral_radius: float | None = field(
        "The largest |eigenvalue|. Only of a weight that takes a state to the next, such as U.", 3.83
    )
    eigenvalues: list[Eigenvalue] | None = field(
        "By falling modulus. Only of a weight that takes a state to the next, such as U.", [{"re": 3.8, "im": 0.43}]
    )
    row_norms: list[float] | None = field("The length of each row: of U, what unit i listens to.", [1.4, 0.9])
    column_norms: list[float] | None = field("The length of each column: of U, what unit k is heard by.", [1.1, 1.2])
    row_order: list[int] | None = field(
        "The rows so that those alike stand side by side; null for more than 512.", [1, 0]
    )
    column_order: list[int] | None = field("The columns likewise.", [0, 1])
