"""
What speed claims rest on: each benchmark prints ratios against a named baseline measured in the same run.

    python -m benchmarks            all of them
    python -m benchmarks trace      one of them
"""
