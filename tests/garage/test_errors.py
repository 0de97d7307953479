"""The garage's errors."""

import pickle

from garage.errors import GarageError, ValueRefused


def test_an_error_reads_as_what_happened_and_what_to_do():
    assert str(GarageError("it rained", "take an umbrella")) == "it rained; take an umbrella"
    assert str(GarageError("it rained")) == "it rained"


def test_a_refused_value_is_a_value_error_and_may_name_its_field():
    refused = ValueRefused("too large", "give less", field="volume")
    assert isinstance(refused, ValueError)
    assert (refused.code, refused.field) == ("value_refused", "volume")
    assert pickle.loads(pickle.dumps(refused)).hint == "give less"
