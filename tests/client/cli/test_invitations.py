"""`paddock invitations` and `paddock answer`."""

from __future__ import annotations

from pathlib import Path

from tests.client.cli.running import Paddock
from tests.client.operations.test_invitations import REQUEST


def test_an_invitation_is_listed_and_answered(paddock: Paddock, tmp_path: Path) -> None:
    file, reply = tmp_path / "invite.ics", tmp_path / "reply.ics"
    file.write_bytes(REQUEST.replace(b"20261201", b"20471201"))
    assert paddock("import", str(file), "--json").status == 0
    (event,) = paddock("list", "event", "--json").json["records"]
    assert paddock("invitations", "--json").json == {"invitations": []}
    refused = paddock("answer", event["id"], "yes", "--json")
    assert (refused.status, refused.error["message"]) == (2, "you are not asked to this event")
    assert paddock("answer", event["id"], "perhaps", "--json").status == 2
    said = paddock(
        "answer", event["id"], "maybe", "--as", "ann@x.org", "--comment", "We will see",
        "--reply", str(reply), "--propose", "2047-12-02T09:00", "--json",
    ).json  # fmt: skip
    assert (said["state"], said["by"], said["comment"]) == ("tentative", "Bob", "We will see")
    assert said["proposed"]["end"] == "2047-12-02T10:00"
    assert b"METHOD:COUNTER\r\n" in reply.read_bytes()
    assert paddock("invitations").out == "nobody waits for an answer\n"
