"""Thunderbird finds the calendars of a real server, shows them, and what it changes arrives."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.serving import Profile, until
from tests.interop.caldav.conftest import ROOT, Account, paddock
from tests.interop.conftest import missing
from tests.interop.thunderbird.marionette import Marionette, thunderbird

pytestmark = pytest.mark.release

WASH = "\r\n".join((
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:weekly@x",
    "DTSTAMP:20260101T000000Z", "DTSTART;TZID=Europe/Berlin:20261012T090000",
    "DTEND;TZID=Europe/Berlin:20261012T100000", "RRULE:FREQ=WEEKLY;COUNT=4", "SUMMARY:Wash",
    "X-ODD;X-P=1:kept", "END:VEVENT", "END:VCALENDAR", "",
))  # fmt: skip
MAKE = (
    '<c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop>'
    "<d:displayname>Trips &amp; tours</d:displayname></d:prop></d:set></c:mkcalendar>"
)
FIND = """
const [address, user, password] = args;
const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
login.init(address.slice(0, -1), null, "Paddock", user, password, "", "");
await Services.logins.addLoginAsync(login);
const found = await cal.provider.detection.detect(user, password, address, true, [], {});
const calendars = [...found.values()].flat();
for (const each of calendars) {
  each.setProperty("username", user);
  cal.manager.registerCalendar(each);
}
return calendars.map(each => [each.name, each.type, each.readOnly]);
"""
SUBSCRIBE = """
const uri = Services.io.newURI(args[0]);
const feed = cal.manager.createCalendar("ics", uri);
feed.name = "Feed";
feed.readOnly = true;
cal.manager.registerCalendar(feed);
"""
READ = """
const calendar = cal.manager.getCalendars().find(each => each.name == args[0]);
const filter = Ci.calICalendar.ITEM_FILTER_TYPE_EVENT
  | Ci.calICalendar.ITEM_FILTER_CLASS_OCCURRENCES;
const days = ["20260901T000000Z", "20261201T000000Z"].map(each => cal.createDateTime(each));
const items = await calendar.getItemsAsArray(filter, 0, ...days);
return items.map(each =>
  [each.startDate.getInTimezone(cal.dtz.UTC).icalString, each.title]).sort();
"""
CHANGE = """
const calendar = cal.manager.getCalendars().find(each => each.name == args[0]);
const {CalEvent} = ChromeUtils.importESModule("resource:///modules/CalEvent.sys.mjs");
const old = await calendar.getItem("weekly@x");
const changed = old.clone();
changed.title = "Polish";
await calendar.modifyItem(changed, old);
const added = new CalEvent();
added.title = "From Thunderbird";
added.startDate = cal.createDateTime("20261014T120000Z");
added.endDate = cal.createDateTime("20261014T130000Z");
await calendar.addItem(added);
"""
DELETE = """
const calendar = cal.manager.getCalendars().find(each => each.name == args[0]);
await calendar.deleteItem(await calendar.getItem("weekly@x"));
"""
SHOW = """
document.getElementById("calendarButton").click();
await new Promise(done => setTimeout(done, 1500));
window.currentView().goToDay(cal.createDateTime("20261014T000000Z"));
await new Promise(done => setTimeout(done, 1500));
return [...document.querySelectorAll("#calendar-list li")].map(
  each => each.textContent.trim().split("\\n")[0]);
"""
WEEKS = ("20261012T070000Z", "20261019T070000Z", "20261026T080000Z", "20261102T080000Z")
"""As UTC has the Mondays: the clocks change between them."""


@pytest.fixture
def account(tmp_path: Path) -> Iterator[Account]:
    """Our server with one person."""
    yield from paddock(tmp_path)


@pytest.fixture
def anna(account: Account, tmp_path: Path) -> Profile:
    """The person's own app, signed in."""
    command = [sys.executable, "-m", "sync_server", "--data", str(tmp_path / "server")]
    done = subprocess.run(
        [*command, "pair", account.user, "--json"], cwd=ROOT, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    profile = Profile(tmp_path / "anna")
    profile.ask("login", account.address, "--pair", json.loads(done.stdout)["code"])
    return profile


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Marionette]:
    """A Thunderbird with nothing in it."""
    program = shutil.which("thunderbird")
    if program is None or shutil.which("xvfb-run") is None:
        missing("Thunderbird is not installed (Debian: apt install thunderbird xvfb)")
    folder = tmp_path / "thunderbird"
    folder.mkdir()
    with thunderbird(str(program), folder) as session:
        yield session


def test_thunderbird_finds_shows_and_changes_the_calendars(
    account: Account, anna: Profile, window: Marionette, tmp_path: Path
) -> None:
    with httpx.Client(base_url=account.address, auth=(account.user, account.password)) as http:
        root = http.request("PROPFIND", "/dav/", headers={"Depth": "0"}).text
        trips = f"/dav/calendars/{root.partition('/dav/people/')[2].partition('/')[0]}/trips/"
        http.request("MKCALENDAR", trips, content=MAKE).raise_for_status()
        as_calendar = {"Content-Type": "text/calendar"}
        http.put(f"{trips}a.ics", content=WASH, headers=as_calendar).raise_for_status()
        found = window.run(FIND, account.address, account.user, account.password)
        assert ["Trips & tours", "caldav", False] in found
        assert [each for each in found if each[2]] != []

        def shown(name: str, wanted: list[list[str]]) -> Callable[[], bool]:
            return lambda: bool(window.run(READ, name) == wanted)

        washes = [[week, "Wash"] for week in WEEKS]
        until(shown("Trips & tours", washes), "the events")
        window.run(SUBSCRIBE, anna.ask("feed", "create", "--detail", "full")["url"])
        until(shown("Feed", washes), "the feed")
        window.run(CHANGE, "Trips & tours")
        text = http.get(f"{trips}a.ics").text
        assert "SUMMARY:Polish" in text
        assert "X-ODD;X-P=1:kept" in text
        anna.ask("sync")
        agenda = anna.ask("agenda", "--from", "2026-10-12", "--to", "2026-10-14")["occurrences"]
        assert [each["title"] for each in agenda] == ["Polish", "From Thunderbird"]
        calendars = window.run(SHOW)
        window.picture(tmp_path / "thunderbird.png")
        assert "Trips & tours" in calendars
        window.run(DELETE, "Trips & tours")
        assert http.get(f"{trips}a.ics").status_code == 404
