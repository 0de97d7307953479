"""vdirsyncer and khal, both ways: what is typed in khal is on the server, and the reverse."""

import base64
import subprocess
from pathlib import Path

import httpx

from tests.interop.caldav.conftest import Account
from tests.sync_server.calendars.program import text


class Folder:
    """A calendar in files, kept in step by vdirsyncer and shown by khal."""

    def __init__(self, programs: Path, place: Path, account: Account) -> None:
        self.programs, self.place = programs, place
        self.calendar = place / "calendars" / "trips"
        self.calendar.mkdir(parents=True)
        (place / "vdirsyncer.conf").write_text(
            f'[general]\nstatus_path = "{place}/status"\n'
            '[pair p]\na = "here"\nb = "there"\ncollections = ["from a", "from b"]\n'
            'metadata = ["displayname", "color"]\nconflict_resolution = "b wins"\n'
            f'[storage here]\ntype = "filesystem"\npath = "{place}/calendars"\nfileext = ".ics"\n'
            f'[storage there]\ntype = "caldav"\nurl = "{account.address}"\n'
            f'username = "{account.user}"\npassword = "{account.password}"\n'
        )
        (place / "khal.conf").write_text(
            f"[calendars]\n[[trips]]\npath = {self.calendar}\n"
            f"[sqlite]\npath = {place}/khal.db\n"
            "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            "local_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\n"
            "[default]\ndefault_calendar = trips\n"
        )

    def sync(self, *words: str) -> None:
        """One round, which has nothing to complain of."""
        for command in words or ("sync",):
            self.run("vdirsyncer", "-c", "vdirsyncer.conf", command, typed="y\n" * 20)

    def khal(self, *words: str) -> str:
        """What khal says."""
        return self.run("khal", "-c", "khal.conf", *words)

    def run(self, program: str, *words: str, typed: str = "") -> str:
        done = subprocess.run(
            [str(self.programs / program), *words], cwd=self.place, input=typed, text=True,
            capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def test_what_is_typed_in_khal_is_in_another_copy_and_the_reverse(
    programs: Path, account: Account, tmp_path: Path
) -> None:
    one = Folder(programs, tmp_path / "one", account)
    one.khal("new", "2026-03-02", "10:00", "11:00", "Wash Berta", "--repeat", "weekly")
    one.sync("discover", "sync")
    other = Folder(programs, tmp_path / "other", account)
    (other.place / "calendars" / "trips").rmdir()
    other.sync("discover", "sync")
    copies = list((other.place / "calendars").rglob("*.ics"))
    assert len(copies) == 1
    copies[0].write_text(copies[0].read_text().replace("Wash Berta", "Polish Berta"))
    other.sync()
    one.sync()
    shown = one.khal("list", "2026-03-01", "2026-03-31", "--format", "{start} {title}")
    days = [line for line in shown.splitlines() if "Berta" in line]
    assert [line.split()[0] for line in days] == [
        f"2026-03-{day}" for day in ("02", "09", "16", "23", "30")
    ]
    assert all("Polish Berta" in line for line in days)
    # A round with nothing new writes nothing.
    before = {each: each.read_bytes() for each in one.calendar.glob("*.ics")}
    one.sync()
    assert {each: each.read_bytes() for each in one.calendar.glob("*.ics")} == before
    for each in before:
        each.unlink()
    (one.calendar / "kept.ics").write_text(text(uid="kept"))
    one.sync()
    other.sync()
    left = list((other.place / "calendars").rglob("*.ics"))
    assert ["UID:kept" in each.read_text() for each in left] == [True]


def test_khal_shows_an_edit_that_another_program_made_over_http(
    programs: Path, ours: Account, tmp_path: Path
) -> None:
    folder = Folder(programs, tmp_path / "one", ours)
    (folder.calendar / "a.ics").write_text(text("X-ODD;X-P=1:kept", uid="a"))
    folder.sync("discover", "sync")
    pair = base64.b64encode(f"{ours.user}:{ours.password}".encode()).decode()
    with httpx.Client(
        headers={"Authorization": f"Basic {pair}"}, base_url=ours.address, timeout=60
    ) as client:
        query = '<propfind xmlns="DAV:"><prop><current-user-principal/></prop></propfind>'
        root = client.request("PROPFIND", "/dav/", content=query, headers={"Depth": "0"})
        person = root.text.partition("/dav/people/")[2].partition("/")[0]
        path = f"/dav/calendars/{person}/trips/a.ics"
        body = client.get(path).text
        assert "X-ODD;X-P=1:kept" in body
        client.put(path, content=body.replace("SUMMARY:Wash", "SUMMARY:Dry"),
                   headers={"Content-Type": "text/calendar"}).raise_for_status()  # fmt: skip
    folder.sync()
    assert "Dry" in folder.khal("list", "2026-03-01", "2026-03-31")
    assert "X-ODD;X-P=1:kept" in (folder.calendar / "a.ics").read_text()
