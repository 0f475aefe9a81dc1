"""How long a sentence may be where much is computed from it while somebody waits."""

from model.network import Network

__all__ = ["MAX_INFLUENCE_TOKENS", "MAX_OMISSION_TOKENS", "most_influence_tokens", "state_size"]

MAX_INFLUENCE_TOKENS = 128
MAX_OMISSION_TOKENS = 128
BUDGET = 128 * 64  # T · N: the time that influences take grows with the square of both


def state_size(network: Network) -> int:
    """Return N, how many numbers the network carries from one time stamp to the next."""
    return network.config.num_layers * network.config.hidden_size * len(network.cell.carried)


def most_influence_tokens(network: Network) -> int:
    """Return how many tokens a sentence may have for its influences to be computed."""
    return max(1, min(MAX_INFLUENCE_TOKENS, BUDGET // state_size(network)))
