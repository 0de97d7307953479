"""The format of a file is recognised or named; one that is not known is refused in plain words."""

import pytest

from client.errors import BadFile, BadRequest
from client.exchange.formats import NAMES, plan_import
from tests.client.exchange.conftest import UNITS


def test_an_unknown_table_names_the_formats_that_are_known(take_text):
    with pytest.raises(BadFile, match=r"Fuelio.*Spritmonitor.*aCar backups"):
        take_text("name,phone\nAnn,12\n")
    with pytest.raises(BadRequest, match="fuelio, drivvo"):
        take_text("name,phone\nAnn,12\n", format="word")
    assert set(NAMES) >= {"fuelio", "lubelogger", "fuelly", "acar", "acar_backup", "drivvo"}


def test_a_format_that_is_named_must_fit(take):
    assert take("valuations.csv", format="generic", **UNITS).judged()["format"][1] == "option"
    with pytest.raises(BadFile, match="looks like generic"):
        take("valuations.csv", format="fuelio")


def test_a_file_that_is_gone_is_a_bad_file_and_no_traceback():
    def gone():
        raise FileNotFoundError(2, "No such file or directory")

    from client.exchange.drafts import ImportOptions

    with pytest.raises(BadFile, match="No such file"):
        plan_import("lost.csv", gone, ImportOptions())
