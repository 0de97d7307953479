"""Where tokens are kept: the keyring in time or not at all, the file only with its passphrase."""

from __future__ import annotations

import stat
import threading
from pathlib import Path
from typing import Any

import argon2.low_level
import keyring
import keyring.backend
import pytest

from client.errors import BadRequest
from client.remote.secrets import (
    FILE_NAME,
    FileSecrets,
    KeyringAway,
    MemorySecrets,
    SystemSecrets,
    secrets_of,
)
from tests.quick_keys import REAL


class Keyring(keyring.backend.KeyringBackend):
    """A keyring of the test's own, locked on demand."""

    priority = 1  # type: ignore[assignment]  # the base makes it a property

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.open = threading.Event()
        self.open.set()

    def get_password(self, service: str, username: str) -> str | None:
        self.open.wait(5)
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise keyring.errors.PasswordDeleteError("not there")
        del self.kept[service, username]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Keyring:
    made = Keyring()
    monkeypatch.setattr(keyring, "get_password", made.get_password)
    monkeypatch.setattr(keyring, "set_password", made.set_password)
    monkeypatch.setattr(keyring, "delete_password", made.delete_password)
    return made


def test_the_keyring_keeps_and_forgets(ring: Keyring) -> None:
    secrets = SystemSecrets()
    assert secrets.get("a") is None
    secrets.put("a", "secret")
    assert secrets.get("a") == "secret"
    secrets.delete("a")
    secrets.delete("a")
    assert secrets.get("a") is None


def test_a_locked_keyring_is_given_up(ring: Keyring) -> None:
    ring.open.clear()
    with pytest.raises(KeyringAway, match="locked"):
        SystemSecrets(patience=0.05).get("a")
    ring.open.set()


def test_the_file_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    secrets = FileSecrets(tmp_path, "open sesame")
    assert secrets.get("a") is None
    secrets.put("a", "the refresh token")
    file = tmp_path / FILE_NAME
    assert b"refresh" not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert FileSecrets(tmp_path, "open sesame").get("a") == "the refresh token"
    for wrong in (FileSecrets(tmp_path, "open"), FileSecrets(tmp_path, "open sesame")):
        with pytest.raises(KeyringAway, match="passphrase"):
            wrong.get("a" if wrong._passphrase == "open" else "of another profile")
    secrets.delete("a")
    assert not file.exists()


@pytest.fixture
def salts(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The salts of all keys that are derived from now on."""
    seen: list[bytes] = []
    derive = argon2.low_level.hash_secret_raw

    def told(passphrase: bytes, salt: bytes, **cost: Any) -> bytes:
        seen.append(salt)
        return derive(passphrase, salt, **cost)

    monkeypatch.setattr("argon2.low_level.hash_secret_raw", told)
    return seen


def test_one_key_opens_and_seals_until_the_program_ends(tmp_path: Path, salts: list[bytes]) -> None:
    FileSecrets(tmp_path, "open sesame").put("a", "the first token")
    del salts[:]
    secrets = FileSecrets(tmp_path, "open sesame")
    assert secrets.get("a") == "the first token"
    sealed = set()
    for _ in range(3):
        secrets.put("a", "the next token")
        sealed.add((tmp_path / FILE_NAME).read_bytes())
        assert secrets.get("a") == "the next token"
    assert len(salts) == 1
    assert len(sealed) == 3, "a nonce was used again"
    assert FileSecrets(tmp_path, "open sesame").get("a") == "the next token"


def test_what_another_program_sealed_meanwhile_opens(tmp_path: Path) -> None:
    secrets = FileSecrets(tmp_path, "open sesame")
    secrets.put("a", "ours")
    FileSecrets(tmp_path, "open sesame").put("a", "theirs")
    assert secrets.get("a") == "theirs"


def test_the_salt_of_a_file_that_does_not_open_is_not_kept(
    tmp_path: Path, salts: list[bytes]
) -> None:
    FileSecrets(tmp_path, "open sesame").put("a", "ours")
    secrets = FileSecrets(tmp_path, "another")
    with pytest.raises(KeyringAway, match="passphrase"):
        secrets.get("a")
    secrets.put("a", "signed in again")
    first, refused, fresh = salts
    assert refused == first != fresh
    assert secrets.get("a") == "signed in again"


SEALED = bytes.fromhex(
    "706164646f636b311a36a7479c8fe085acdd2dd4ee94e54517d935a9a5002551a29d5ce861"
    "f2d085dcdb75311c1cbdd21f5f3e07adf875b123f178d466836638e78a6f52c3"
)
"""A file as people have it, locked at the real cost."""


def test_a_file_that_was_locked_before_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("client.remote.secrets._COST", REAL)
    (tmp_path / FILE_NAME).write_bytes(SEALED)
    assert FileSecrets(tmp_path, "open sesame").get("a") == "the refresh token"


def test_the_environment_chooses(tmp_path: Path) -> None:
    assert isinstance(secrets_of(tmp_path, {}), SystemSecrets)
    assert isinstance(secrets_of(tmp_path, {"PADDOCK_KEYRING": "memory"}), MemorySecrets)
    chosen = {"PADDOCK_KEYRING": "file", "PADDOCK_PASSPHRASE": "x"}
    assert isinstance(secrets_of(tmp_path, chosen), FileSecrets)
    with pytest.raises(BadRequest, match="passphrase"):
        secrets_of(tmp_path, {"PADDOCK_KEYRING": "file"})
    with pytest.raises(BadRequest, match="cloud"):
        secrets_of(tmp_path, {"PADDOCK_KEYRING": "cloud"})
