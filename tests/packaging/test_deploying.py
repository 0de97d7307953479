"""What operators deploy with: the image, the compose file, the unit, and the server's lock."""

import configparser
import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
CONTAINERFILE = (PACKAGING / "Containerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((PACKAGING / "compose.yaml").read_text(encoding="utf-8"))
UNIT = PACKAGING / "paddock-server.service"
SETTINGS = (ROOT / "sync_server" / "settings.py").read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """The lines of the Containerfile, continued ones joined."""
    text = re.sub(r"^\s*#.*\n", "", CONTAINERFILE, flags=re.MULTILINE).replace("\\\n", " ")
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]
    return [(line[0], line[1]) for line in lines]


def of(name: str) -> list[str]:
    return [rest for instruction, rest in instructions() if instruction == name]


@pytest.fixture(scope="module")
def server_lock() -> ModuleType:
    spec = importlib.util.spec_from_file_location("server_lock", PACKAGING / "server_lock.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_line_of_the_containerfile_is_an_instruction() -> None:
    known = {"COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "RUN", "STOPSIGNAL",
             "USER", "VOLUME", "WORKDIR"}  # fmt: skip
    assert {name for name, _ in instructions()} <= known


def test_the_image_runs_as_nobody_special_and_tells_how_it_is() -> None:
    names = [name for name, _ in instructions()]
    (user,) = of("USER")
    assert user.split(":")[0] not in ("root", "0")
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert "/health" in of("HEALTHCHECK")[0]
    assert of("STOPSIGNAL") == ["SIGTERM"]


def test_the_image_installs_by_hash_and_copies_what_is_there() -> None:
    assert "--require-hashes" in " ".join(of("RUN"))
    for line in of("COPY"):
        if line.startswith("--from"):
            continue
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source


def test_a_builder_is_handed_what_the_containerfile_copies_and_no_caches() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*", "what nobody asked for stays out: a .venv, a profile, the history"
    copied = {name for line in of("COPY") if "--from" not in line for name in line.split()[:-1]}
    assert {rule[1:] for rule in rules if rule.startswith("!")} == copied
    assert rules[-1] == "**/__pycache__"


def test_the_servers_lock_has_what_it_imports_and_nothing_of_the_window(
    server_lock: ModuleType,
) -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    part = server_lock.server_lock(lock, server_lock.wanted())
    names = set(re.findall(r"^([a-z0-9._-]+)==", part, re.MULTILINE))
    assert server_lock.wanted() <= names
    # What those bring: of the framework, the database and the tokens.
    assert {"starlette", "pydantic", "h11", "mako", "cryptography", "psycopg-binary"} <= names
    assert names.isdisjoint({"pyside6", "pytest", "mypy", "keyring", "qasync", "ultravin"})
    entries = re.split(r"^(?=[a-z0-9])", part, flags=re.MULTILINE)[1:]
    whole = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    # Some packages are pinned once for each range of Python versions.
    assert entries == [entry for entry in whole if entry.split("==")[0] in names]
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_compose_file_has_a_database_two_servers_and_a_proxy() -> None:
    services = COMPOSE["services"]
    assert set(services) == {"database", "server-1", "server-2", "proxy"}
    for name in ("server-1", "server-2"):
        server = services[name]
        assert server["environment"]["PADDOCK_SERVER_DATABASE"].startswith("postgresql://")
        (volume,) = server["volumes"]
        assert volume == f"{name.replace('server', 'data')}:/data", "a folder belongs to one server"
        assert server["read_only"]
        assert server["cap_drop"] == ["ALL"]
        assert "ports" not in server, "only the proxy is reached from outside"
    assert "ports" not in services["database"]
    for service in services.values():
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (PACKAGING / source).exists(), source


def test_the_compose_file_asks_after_a_server_as_the_image_does() -> None:
    (text,) = of("HEALTHCHECK")
    times = dict(re.findall(r"--([a-z-]+)=(\S+)", text))
    asked = COMPOSE["services"]["server-1"]["healthcheck"]
    assert asked["test"] == ["CMD", *json.loads(text[text.index("[") :])]
    assert {name: str(asked[name.replace("-", "_")]) for name in times} == times


def test_what_an_operator_decides_comes_through_the_compose_file() -> None:
    passed = COMPOSE["services"]["server-1"]["environment"]
    known = {f"PADDOCK_SERVER_{name}" for name in re.findall(r'said\("(\w+)"', SETTINGS)}
    # Stand-ins for tests, intervals, and what needs a service that this arrangement has not.
    other = {"GOOGLE_AT", "IMAP_EVERY", "INVITATION_PAUSE", "JOBS", "MICROSOFT_AT", "REDIS"}
    assert set(passed) == known - {f"PADDOCK_SERVER_{name}" for name in other}
    assert passed == COMPOSE["services"]["server-2"]["environment"], "they are one server to people"


def test_what_an_operator_does_not_decide_is_as_the_server_has_it() -> None:
    passed = COMPOSE["services"]["server-1"]["environment"]
    own = dict(re.findall(r'said\("(\w+)", "([^"]*)"\)', SETTINGS))
    decided = {
        name: found[1]
        for name in own
        if (found := re.fullmatch(r"\$\{\w+:-(.*)\}", passed.get(f"PADDOCK_SERVER_{name}", "")))
    }
    assert {"MOST_REQUESTS", "MOST_SYNCED"} <= decided.keys()
    assert decided == {name: own[name] for name in decided}


def test_no_setting_is_named_that_the_server_does_not_know() -> None:
    known = {f"PADDOCK_SERVER_{name}" for name in re.findall(r'said\("(\w+)"', SETTINGS)}
    known |= {"PADDOCK_SERVER_DATA"}
    for file in ("compose.yaml", "Containerfile", "paddock-server.service"):
        text = (PACKAGING / file).read_text(encoding="utf-8")
        assert set(re.findall(r"PADDOCK_SERVER_\w+", text)) <= known, file


def test_the_operators_page_has_every_setting_and_no_other() -> None:
    page = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")
    known = {f"PADDOCK_SERVER_{name}" for name in re.findall(r'said\("(\w+)"', SETTINGS)}
    assert set(re.findall(r"PADDOCK_SERVER_\w+", page)) == known | {"PADDOCK_SERVER_DATA"}


def test_the_proxy_reaches_every_server_and_is_the_one_that_is_trusted() -> None:
    caddy = (PACKAGING / "Caddyfile").read_text(encoding="utf-8")
    for name in COMPOSE["services"]:
        assert (f"{name}:8765" in caddy) == name.startswith("server")
    assert caddy.count("{") == caddy.count("}")
    subnet = COMPOSE["networks"]["inside"]["ipam"]["config"][0]["subnet"]
    environment = COMPOSE["services"]["server-1"]["environment"]
    assert environment["PADDOCK_SERVER_TRUSTED_PROXIES"] == subnet


def unit() -> dict[str, str]:
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNIT, encoding="utf-8")
    return dict(parser["Service"])


def test_the_unit_shuts_the_server_in() -> None:
    service = unit()
    assert service["DynamicUser"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert service["StateDirectoryMode"] == "0700"


def test_both_let_requests_finish_before_they_kill() -> None:
    from sync_server.kit.serving import GRACE_SECONDS

    assert int(unit()["TimeoutStopSec"]) > GRACE_SECONDS
    grace = COMPOSE["services"]["server-1"]["stop_grace_period"]
    assert int(grace.removesuffix("s")) > GRACE_SECONDS


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_finds_no_fault_and_little_exposure(tmp_path: Path) -> None:
    # The program is where an operator puts it, and not here.
    copy = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    copy.write_text(re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", text), encoding="utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", copy], capture_output=True, text=True, timeout=180
    )
    ours = [line for line in verified.stderr.splitlines() if UNIT.name in line]
    assert (verified.returncode, ours) == (0, []), verified.stderr
    # 2.0 of 10 is "OK"; a unit that says nothing has 9.6.
    exposed = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", copy],
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert exposed.returncode == 0, exposed.stdout[-1500:]
