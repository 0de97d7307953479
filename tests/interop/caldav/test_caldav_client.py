"""The `caldav` client: one script, the same from our server as from Radicale."""

import json
import subprocess
from pathlib import Path

from tests.interop.caldav.conftest import Account

SCRIPT = Path(__file__).parent / "client.py"


def test_the_client_makes_finds_searches_expands_syncs_and_deletes(
    programs: Path, account: Account
) -> None:
    done = subprocess.run(
        [str(programs / "python"), str(SCRIPT), account.address, account.user, account.password],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "calendars": True,
        "all": ["Run", "Wash"],
        "searched": ["Run", "Wash"],
        "expanded": ["Run", "Run", "Run", "Wash"],
        "server_expanded": ["Run", "Run", "Run", "Wash"],
        "none": [],
        "by_uid": ["Wash"],
        "changed": 2,
        "after": ["Dry"],
        "deleted": True,
    }
