"""The API, one file a resource. A new endpoint is one file here and one entry in this tuple."""

from app.api import (
    batch,
    comparisons,
    derivations,
    findings,
    health,
    influences,
    models,
    omissions,
    traces,
    trajectories,
    vocabulary,
    weights,
)

__all__ = ["ROUTERS", "VERSION_1"]

VERSION_1 = (
    models.router,
    weights.router,
    vocabulary.router,
    findings.router,
    trajectories.components,
    traces.router,
    batch.router,
    derivations.router,
    influences.router,
    omissions.router,
    comparisons.router,
    trajectories.router,
)
"""The routers under /api/v1."""

ROUTERS = (health.router,)
"""The routers at the root."""
