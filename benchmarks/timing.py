"""Time two things side by side, so that what else the machine does meets both alike."""

import time
from collections.abc import Callable

__all__ = ["seconds", "side_by_side"]


def side_by_side(*calls: Callable[[], object], rounds: int = 15, budget: float = 0.04) -> list[float]:
    """
    Return the seconds one call of each takes: the median over rounds, the calls taking turns in every round.

    rounds  how many turns each call gets
    budget  how many seconds a turn lasts
    """
    for call in calls:
        call()
    turns = [max(1, int(budget / max(seconds(call, 1), 1e-7))) for call in calls]
    measured: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for call, turn, results in zip(calls, turns, measured, strict=True):
            results.append(seconds(call, turn))
    return [sorted(results)[len(results) // 2] for results in measured]


def seconds(call: Callable[[], object], times: int) -> float:
    """Return the mean seconds of one call."""
    begin = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - begin) / times
