"""Run the benchmarks named on the command line, or all."""

import sys

from benchmarks import edits, influence, requests, stepping, trace

BENCHMARKS = {
    "trace": trace.main,
    "edits": edits.main,
    "requests": requests.main,
    "stepping": stepping.main,
    "influence": influence.main,
}


def run(names: list[str]) -> None:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"There is no benchmark “{unknown[0]}”. There are: {', '.join(BENCHMARKS)}.")
    for name in names or BENCHMARKS:
        BENCHMARKS[name]()
        print()


run(sys.argv[1:])
