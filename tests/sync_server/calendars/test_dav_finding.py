"""How a program finds a person's calendars, and what it is told of them."""

from garage.ids import new_id
from sync_server.kit.clock import now
from tests.sync_server.calendars.making import event, things
from tests.sync_server.calendars.program import NAMES, Program
from tests.sync_server.people import World


def test_a_program_finds_the_calendars_from_the_servers_name_alone(program: Program) -> None:
    for address in ("/", "/.well-known/caldav"):
        where = program.ask("PROPFIND", address)
        assert (where.status_code, where.headers["location"]) == (301, "/dav/")
    root = program.find("/dav/", "d:current-user-principal")
    principal = root.found("/dav/", "d:current-user-principal/d:href")
    assert principal is not None
    found = program.find(str(principal.text), "c:calendar-home-set", "d:displayname")
    home = found.found(str(principal.text), "c:calendar-home-set/d:href")
    assert home is not None
    assert home.text == program.home
    assert found.said(str(principal.text), "d:displayname") == "ann"


def test_a_calendar_tells_its_name_colour_and_what_it_takes(program: Program) -> None:
    work = program.calendar("Garage", colour="teal", zone="Europe/Berlin")
    told = program.find(
        program.home, "d:resourcetype", "d:displayname", "ic:calendar-color",
        "c:supported-calendar-component-set", "cs:getctag", "d:sync-token", "d:nonsense", depth="1",
    )  # fmt: skip
    assert told.found(work, "d:resourcetype/c:calendar") is not None
    assert told.said(work, "d:displayname") == "Garage"
    assert told.said(work, "ic:calendar-color") == "#008080"
    comp = told.found(work, "c:supported-calendar-component-set/c:comp")
    assert comp is not None
    assert comp.attrib == {"name": "VEVENT"}
    assert told.said(work, "cs:getctag") == told.said(work, "d:sync-token")
    assert told.found(work, "d:nonsense") is None


def test_the_state_of_a_calendar_changes_with_an_event(program: Program, work: str) -> None:
    before = program.find(work, "cs:getctag").said(work, "cs:getctag")
    assert program.find(work, "cs:getctag").said(work, "cs:getctag") == before
    event(program.device, work.split("/")[-2])
    assert program.find(work, "cs:getctag").said(work, "cs:getctag") != before


def privileges(program: Program, path: str) -> set[str]:
    found = program.find(path, "d:current-user-privilege-set")
    told = found.found(path, "d:current-user-privilege-set")
    assert told is not None
    return {each.tag.rpartition("}")[2] for each in told.findall("d:privilege/*", NAMES)}


def test_a_viewer_sees_the_calendar_of_a_space_and_may_not_write(world: World) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    space = new_id(now())
    ann.ask("POST", "/spaces", {"id": space, "name": "Club", "kind": "club"})
    asked = ann.ask("POST", f"/spaces/{space}/invitations", {"role": "viewer"})
    assert ben.ask("POST", "/invitations/accept", {"code": asked.json()["code"]}).is_success
    calendar = ann.add(kind="calendar", space=space, name="Rides", of="events").id
    event(ann, calendar, space=space)
    anns, bens = Program(ann), Program(ben)
    hers, his = f"{anns.home}{calendar}/", f"{bens.home}{calendar}/"
    assert {"read", "write", "write-content", "bind", "unbind"} <= privileges(anns, hers)
    assert privileges(bens, his) & {"write", "write-content", "bind", "unbind"} == set()
    assert "BEGIN:VEVENT" in bens.ask("GET", f"{his}wash@x.ics").text
    body = bens.ask("GET", f"{his}wash@x.ics").text.replace("Wash", "Dirt")
    refused = bens.put(f"{his}wash@x.ics", body)
    assert refused.status_code == 403
    assert "need-privileges" in set(bens.refused(refused))
    assert bens.ask("DELETE", f"{his}wash@x.ics").status_code == 403
    assert bens.put(f"{his}new.ics", body.replace("wash@x", "new")).status_code == 403


def test_nobody_sees_another_persons_calendars(world: World) -> None:
    ann, ben = Program(world.person("ann")), Program(world.person("ben"))
    work = ann.calendar()
    for path in (work, ann.home, work.replace(ann.device.person, ben.device.person)):
        assert ben.ask("PROPFIND", path, Depth="0").status_code == 404
        assert ben.ask("GET", f"{path}x.ics").status_code == 404


def test_all_that_is_due_is_a_calendar_to_read(program: Program) -> None:
    things(program.device)
    due = f"{program.home}due-{program.device.home}/"
    listed = program.find(due, "d:getetag", "d:getcontenttype", depth="1")
    assert len(listed.by_href) > 3
    assert privileges(program, due) == {"read", "read-current-user-privilege-set", "read-free-busy"}
    token = program.changes(due).token
    assert program.changes(due, token).by_href == {}
    bodies = [program.ask("GET", href).text for href in listed.by_href if href != due]
    assert any("SUMMARY:Oil change" in body for body in bodies)
    assert program.put(f"{due}x.ics", bodies[0]).status_code == 403
    program.device.add(kind="reminder", title="Wipers", due="2026-09-01",
                       vehicle=program.device.add(name="Otto").id)  # fmt: skip
    refused = program.report_refused(
        due, "d:sync-collection", f"<d:sync-token>{token}</d:sync-token><d:prop/>"
    )
    assert "valid-sync-token" in set(program.refused(refused))


def test_what_is_due_is_called_and_told_in_the_programs_language(program: Program) -> None:
    things(program.device)
    due = f"{program.home}due-{program.device.home}/"
    said = {
        language: program.find(program.home, "d:displayname", depth="1", Accept_Language=language)
        for language in ("en-GB", "de-DE, en;q=0.5", "")
    }
    titles = [each.said(due, "d:displayname") for each in said.values()]
    assert titles == ["Due: ann's garage", "Fällig: ann's garage", "Due: ann's garage"]
    listed = program.find(due, "d:getetag", depth="1", Accept_Language="de")
    bodies = {
        href: program.ask("GET", href, Accept_Language="de")
        for href in listed.by_href
        if href != due
    }
    assert any("SUMMARY:Garantie für Clutch endet" in each.text for each in bodies.values())
    for href, body in bodies.items():
        assert body.headers["etag"] == listed.said(href, "d:getetag")
        assert "Accept-Language" in body.headers["vary"]


def test_depth_infinity_is_refused(program: Program) -> None:
    refused = program.ask("PROPFIND", program.home)
    assert refused.status_code == 403
    assert set(program.refused(refused)) >= {"propfind-finite-depth"}


def test_asking_for_everything_and_for_names_works(program: Program, work: str) -> None:
    everything = program.multi("PROPFIND", work, Depth="0")
    assert everything.said(work, "d:displayname") == "work"
    names = program.multi(
        "PROPFIND", work, '<propfind xmlns="DAV:"><propname/></propfind>', Depth="0"
    )
    assert names.found(work, "d:displayname") is not None
    assert names.said(work, "d:displayname") == ""


def test_options_tell_what_is_spoken(program: Program) -> None:
    told = program.ask("OPTIONS", program.home)
    assert "calendar-access" in told.headers["dav"]
    assert "REPORT" in told.headers["allow"]


def test_xml_with_entities_is_refused(program: Program) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><propfind xmlns="DAV:"><prop>&a;</prop></propfind>'
    outside = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><propfind xmlns="DAV:"/>'
    deep = "<a>" * 500 + "</a>" * 500
    many = f"<a>{'<b/>' * 30_000}</a>"
    for body in (bomb, outside, deep, many, "<a", "\0", "\ufffe"):
        answer = program.ask("PROPFIND", program.home, body, Depth="0")
        assert answer.status_code == 400, body[:40]
    assert program.ask("PROPFIND", program.home, b"x" * (3 * 2**20)).status_code == 413


def test_names_of_other_namespaces_come_back_as_missing(program: Program, work: str) -> None:
    body = (
        '<d:propfind xmlns:d="DAV:" xmlns:e="urn:a&amp;b&quot;c"><d:prop><e:thing/><plain/>'
        "</d:prop></d:propfind>"
    )
    answer = program.multi("PROPFIND", work, body, Depth="0")
    assert answer.tree.find('.//{urn:a&b"c}thing') is not None
    assert answer.tree.find(".//plain") is not None


def search(name: str, match: str, more: str = "") -> str:
    """A search for people by one property."""
    return (
        f"<d:property-search><d:prop><{name}/></d:prop><d:match>{match}</d:match>"
        f"</d:property-search>{more}<d:prop><d:displayname/></d:prop>"
    )


def test_a_program_that_looks_for_people_finds_only_its_own(world: World) -> None:
    ann, _ = Program(world.person("ann")), Program(world.person("ben"))
    own = f"/dav/people/{ann.device.person}/"
    name, kind = "d:displayname", "d:principal-property-search"
    for path in ("/dav/", own, ann.home):
        found = ann.report(path, kind, search(name, "AN"))
        assert found.said(own, name) == "ann"
        assert list(found.by_href) == [own]
        assert ann.report(path, kind, search(name, "ben")).by_href == {}
    mail = search("c:calendar-user-address-set", "ann@example.org")
    assert list(ann.report("/dav/", kind, mail).by_href) == [own]
    beside = search(name, "ann").removesuffix("<d:prop><d:displayname/></d:prop>")
    odd = ann.report("/dav/", kind, f"{beside}<d:prop/><d:displayname/>")
    assert odd.said(own, name) == "ann"
    both = search(name, "ben", search(name, "ann"))
    assert ann.report("/dav/", kind, both).by_href == {}
    assert ann.report("/dav/", kind, search("d:owner", "a")).by_href == {}
    everybody = ann.report(
        "/dav/", "d:principal-match", "<d:self/><d:prop><d:displayname/></d:prop>"
    )
    assert list(everybody.by_href) == [own]
    asked = ann.report_refused("/dav/", "d:principal-search-property-set", "")
    assert (asked.status_code, asked.text.count("principal-search-property>")) == (200, 6)


def test_what_apple_asks_first_is_answered(program: Program) -> None:
    """Calendar's own order of questions; what there is not here is missing, not an error."""
    person = f"/dav/people/{program.device.person}/"
    first = program.find("/dav/", "d:current-user-principal", "d:principal-URL", "d:resourcetype")
    assert first.found("/dav/", "d:principal-URL/d:href") is not None
    asked = (
        "c:calendar-home-set", "c:calendar-user-address-set", "c:schedule-inbox-URL",
        "c:schedule-outbox-URL", "cs:dropbox-home-URL", "cs:email-address-set",
        "cs:notification-URL", "cs:calendar-proxy-read-for", "cs:calendar-proxy-write-for",
        "d:principal-collection-set", "d:supported-report-set", "d:resource-id",
    )  # fmt: skip
    told = program.find(person, *asked)
    assert told.said(person, "cs:email-address-set/cs:email-address") == "ann@example.org"
    collection = told.found(person, "d:principal-collection-set/d:href")
    assert collection is not None
    assert collection.text == "/dav/"
    reports = told.found(person, "d:supported-report-set")
    assert reports is not None
    assert reports.find(".//d:principal-property-search", NAMES) is not None
    for missing in ("c:schedule-inbox-URL", "cs:notification-URL"):
        assert told.found(person, missing) is None
    # Nobody looks after the calendars of another, and there are no groups of people.
    groups = program.find(person, "d:group-membership", "d:group-member-set", "d:alternate-URI-set")
    for answer, names in ((told, ("cs:calendar-proxy-read-for", "cs:calendar-proxy-write-for")),
                          (groups, ("d:group-membership", "d:group-member-set"))):  # fmt: skip
        for name in names:
            found = answer.found(person, name)
            assert found is not None
            assert len(found) == 0
    home = program.find(
        program.home, "d:supported-report-set", "d:quota-available-bytes", "cs:checksum-versions",
        "c:default-alarm-vevent-datetime", "c:calendar-availability", depth="1",
    )  # fmt: skip
    assert program.home in home.by_href
    assert program.ask("OPTIONS", person).status_code == 200


def test_whose_calendars_one_looks_after_is_expanded_to_nobody(program: Program) -> None:
    """Apple's question about delegates (RFC 3253, section 3.8)."""
    person = f"/dav/people/{program.device.person}/"
    server = "http://calendarserver.org/ns/"
    inner = '<d:property name="displayname"/><d:property name="email-address-set" namespace="{}"/>'
    asked = "".join(
        f'<d:property name="{name}" namespace="{server}">{inner.format(server)}</d:property>'
        for name in ("calendar-proxy-write-for", "calendar-proxy-read-for")
    )
    own = '<d:property name="current-user-principal"><d:property name="displayname"/></d:property>'
    gone = '<d:property name="no-such-thing"/>'
    told = program.report(person, "d:expand-property", asked + own + gone)
    assert list(told.by_href) == [person]
    for name in ("cs:calendar-proxy-write-for", "cs:calendar-proxy-read-for"):
        found = told.found(person, name)
        assert found is not None
        assert len(found) == 0
    there = told.found(person, "d:current-user-principal/d:response")
    assert there is not None
    assert there.findtext("d:href", "", NAMES) == person
    assert there.findtext(".//d:displayname", "", NAMES) == "ann"
    assert told.found(person, "d:no-such-thing") is None
    assert program.report("/dav/", "d:expand-property", own).found("/dav/", "d:owner") is None
