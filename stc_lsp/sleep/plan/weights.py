"""The weights that the chance of being asked begins with, before anything was learned in a workspace."""

from __future__ import annotations

FITTED = {
    "any": -3.12,
    "file": 0.08,
    "class": -0.07,
    "method": -0.08,
    "section": -0.27,
    "private": 0.13,
    "test code": -0.77,
    "size": 0.18,
    "changed lately": 0.04,
    "changed often": 0.67,
    "fresh": 0.52,
    "own change": 0.11,
}
"""What `python benchmarks/planner.py --fit --periods 5 --apart 80` prints of the histories of click, httpx,
gin, jinja and starlette."""

BY_HAND = {
    "folder": 1.0,
    "used": 0.1,
    "central": 0.1,
    "imported": 0.05,
    "open": 2.0,
    "looked at": 1.0,
    "near what was looked at": 0.5,
}
"""What no history of commits tells. Nobody commits a folder; what is used by much is read more often than
it is changed; and what is open is what people ask about."""

SHIPPED = FITTED | BY_HAND
