"""What the economy card says where it has no line to draw."""

from types import SimpleNamespace

import pytest

from client.ui.vehicles.economy_card import EconomyCard


@pytest.mark.parametrize(("compact", "choice"), [(True, False), (False, True)])
def test_a_longer_span_is_proposed_only_where_one_can_be_chosen(qtbot, compact, choice):
    card = EconomyCard(compact=compact)
    qtbot.addWidget(card)
    figures = SimpleNamespace(whole=SimpleNamespace(intervals=(1,)))
    words = card._why(figures)
    assert ("choose" in words) == choice
    assert hasattr(card, "spans") == choice
