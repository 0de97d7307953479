"""Any tab of the Octavia, and records for it."""

import pytest

from client.operations.records import add
from garage.money import Money
from garage.records import kind_named
from tests.client.ui.vehicles.tabs import opened


def euros(amount):
    return Money(amount, "EUR")


@pytest.fixture
def put(store, octavia):
    """Add a record of the Octavia."""

    def work(kind, **values):
        return add(store, kind_named(kind), {"vehicle": octavia, **values}).ids[0]

    return work


@pytest.fixture
def at(desk, qtbot, octavia):
    """Open a tab of the Octavia."""

    def work(tab):
        page = opened(desk, qtbot, octavia, tab)
        # Else it would be gone with its last name.
        work.page = page
        return page.stack.tab(tab)

    return work
