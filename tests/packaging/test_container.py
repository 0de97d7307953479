"""The image, really built and run in a container: from signing up to a second start."""

import email
import email.policy
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.serving import Profile, until
from tests.packaging.containers import BASE, IMAGE, Podman, needed
from tests.packaging.test_deploying import COMPOSE
from tests.ports import free_port
from tests.sync_server.visiting import PASSWORD, forms_of, plain

pytestmark = pytest.mark.release

MOST_MEGABYTES = 220
"""On top of the base image."""
SERVER = COMPOSE["services"]["server-1"]
LISTED = "find / -xdev \\( -path /proc -o -path /sys -o -path /dev \\) -prune -o"
# Where a process has fewer rights than root, it may not give a container more files than it has.
LIMITS = ("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024")


@pytest.fixture(scope="module")
def podman() -> Iterator[Podman]:
    """With the image in its store. A short path: podman refuses a long one."""
    folder = Path(tempfile.mkdtemp(prefix="paddock-"))
    made = Podman(needed("podman"), folder)
    try:
        made.build(folder)
        yield made
    finally:
        made.close()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def looked(podman: Podman) -> Iterator[Callable[[str], list[str]]]:
    """What a shell in the image says, line by line."""
    podman("run", "--detach", "--name", "shell", *LIMITS, "--entrypoint", "sleep", IMAGE, "1000")

    def run(command: str) -> list[str]:
        return podman.run("exec", "shell", "sh", "-c", command).stdout.splitlines()

    yield run
    podman("rm", "--force", "--time", "1", "shell")


def test_the_image_is_small_and_has_nothing_that_it_should_not(
    podman: Podman, looked: Callable[[str], list[str]]
) -> None:
    image = podman.inspect(IMAGE)
    own = (image["Size"] - podman.inspect(BASE)["Size"]) / 1e6
    assert own < MOST_MEGABYTES, f"{own:.0f} MB"
    config = image["Config"]
    assert (config["User"], list(config["Volumes"])) == ("10001:10001", ["/data"])
    assert config["StopSignal"] in ("SIGTERM", "15")
    said = (image.get("Healthcheck") or config["Healthcheck"])["Test"]
    assert said == SERVER["healthcheck"]["test"]
    # No setting of whoever built it, and no secret.
    assert {each.split("=")[0] for each in config["Env"]} >= {"PADDOCK_SERVER_DATA", "PYTHONPATH"}
    assert not re.search(r"PROXY|INDEX|TOKEN|PASSWORD|SECRET|CERT", " ".join(config["Env"]), re.I)

    assert looked("id -u; id -g; id -gn; pwd") == ["10001", "10001", "paddock", "/data"]
    assert looked("ls -A; ls -d /build") == []
    names = "-name .git -o -name .venv -o -name tests -path '/opt/server/*' -o -name '*.sqlite*'"
    assert looked(f"{LISTED} \\( {names} -o -name pip.conf \\) -print") == []
    # Nobody can write but where things are kept, or where everybody can.
    writable = looked(f"{LISTED} ! -type l -writable -print")
    allowed = re.compile(r"/(data|tmp|var/tmp|run/lock|var/lock)$|/(proc|sys|dev)\b")
    assert [path for path in writable if not allowed.match(path)] == []


class Container:
    """The server in its container, shut in as the compose file does it."""

    def __init__(self, podman: Podman, name: str, volume: str) -> None:
        self.podman = podman
        self.name = name
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        shut_in = ["--read-only", *(f"--tmpfs={each}" for each in SERVER["tmpfs"])]
        shut_in += [f"--cap-drop={each}" for each in SERVER["cap_drop"]]
        shut_in += [f"--security-opt={each.partition(':')[0]}" for each in SERVER["security_opt"]]
        podman(
            "run", "--detach", "--name", name, *LIMITS, *shut_in, "-v", f"{volume}:/data",
            "-p", f"127.0.0.1:{self.port}:8765", "-e", f"PADDOCK_SERVER_URL={self.url}", IMAGE,
        )  # fmt: skip
        until(self._is_well, "a server that is well")

    def _is_well(self) -> bool:
        state = self.podman("inspect", self.name, "--format", "{{.State.Status}}")
        assert state == "running", self.podman("logs", self.name)
        return self.podman.run("healthcheck", "run", self.name).returncode == 0

    def command(self, *words: str) -> str:
        """What a command of whoever runs it prints."""
        return self.podman("exec", self.name, "paddock-server", *words)

    def pair(self, profile: Profile, who: str) -> None:
        """Sign a device in."""
        code = json.loads(self.command("pair", who, "--json"))["code"]
        assert profile.ask("login", self.url, "--pair", code)["account"] == who

    def stop(self) -> None:
        """As podman stops it; within the time that the compose file gives."""
        grace = SERVER["stop_grace_period"].removesuffix("s")
        self.podman("stop", "--time", grace, self.name)
        # Killed would be 137.
        assert self.podman.inspect(self.name)["State"]["ExitCode"] == 0
        self.podman("rm", self.name)


def sign_up(server: Container, who: str) -> None:
    """By the pages, and the code of the letter."""
    with httpx.Client(base_url=server.url, follow_redirects=True) as browser:
        page = browser.get("/sign-up")
        typed = {"email": who, "name": "Ben", "password": PASSWORD}
        page = browser.post("/sign-up", data=forms_of(page.text)[0].fields | typed)
        assert "Look into your mail" in page.text

        def letter() -> str:
            return server.podman.run("exec", server.name, "sh", "-c", "cat mail/*.eml").stdout

        text = until(letter, "the letter")
        read = plain(email.message_from_string(text, policy=email.policy.default))
        code = next(line for line in read.splitlines() if line.isdigit())
        form = next(each for each in forms_of(page.text) if each.action == "/sign-up/code")
        page = browser.post("/sign-up/code", data=form.fields | {"code": code})
        assert "Ben" in page.text


def test_people_sign_up_and_sync_and_all_is_there_after_a_new_container(
    podman: Podman, tmp_path: Path
) -> None:
    podman("volume", "create", "garage")
    one = Container(podman, "one", "garage")
    one.command("account", "add", "anna@example.org", "--name", "Anna")
    sign_up(one, "ben@example.org")
    desk = Profile(tmp_path / "desk")
    made = desk.ask("add", "vehicle", "name=Z3")["id"]
    one.pair(desk, "anna@example.org")
    assert desk.ask("sync")["sent"] == 1
    assert json.loads(one.command("check", "--json"))["ok"]
    one.command("backup", "nightly.sqlite")
    one.stop()

    other = Container(podman, "other", "garage")
    accounts = json.loads(other.command("account", "list", "--json"))["accounts"]
    assert {each["email"] for each in accounts} == {"anna@example.org", "ben@example.org"}
    laptop = Profile(tmp_path / "laptop")
    other.pair(laptop, "anna@example.org")
    assert laptop.ask("sync")["received"] == 1
    assert laptop.ask("show", made)["name"] == "Z3"
    # What was written in the volume is nobody else's.
    kept = podman("exec", "other", "stat", "-c", "%u:%g %a", ".", "nightly.sqlite", "journal.jsonl")
    assert kept.split("\n") == ["10001:10001 700", "10001:10001 600", "10001:10001 600"]
    other.stop()
