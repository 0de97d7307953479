"""The key that locks a profile's sign-in is derived quickly, in every process of the tests.

As people's is derived, it takes both cores a tenth of a second, for each sync by a command.
`tests/client/remote/test_secrets.py` holds the real cost.
"""

from __future__ import annotations

import client.remote.secrets

REAL = client.remote.secrets._COST
QUICK = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}


def derive_quickly() -> None:
    """From now on, in this process."""
    setattr(client.remote.secrets, "_COST", QUICK)  # noqa: B010 - a constant for the program
