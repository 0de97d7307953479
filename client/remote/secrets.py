"""Where the refresh token is kept: the system's keyring, an encrypted file, or only in memory."""

from __future__ import annotations

import contextlib
import os
import secrets
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from client.errors import BadRequest, WorldFailed
from garage.words import N_, told

T = TypeVar("T")

VARIABLE, PASSPHRASE = "PADDOCK_KEYRING", "PADDOCK_PASSPHRASE"
FILE_NAME = "sign-in.bin"
_SERVICE = "Paddock"
_PATIENCE = 8.0
"""Seconds that a keyring may take: one that is locked blocks for ever."""
_MAGIC = b"paddock1"
_SALT, _NONCE = 16, 12
_COST = {"time_cost": 3, "memory_cost": 65_536, "parallelism": 4}
"""Of deriving a key by argon2id; what was sealed opens at the same cost alone."""
_ROOM = 4096
"""Bytes that a secret takes on a disk at least."""


class KeyringAway(WorldFailed):
    """The keyring is not there, locked, or does not answer."""

    code = "keyring"


class Secrets(Protocol):
    """Keeps one secret under a name. Raises KeyringAway or BadRequest."""

    def get(self, name: str) -> str | None:
        """The secret, if it is there."""

    def put(self, name: str, secret: str) -> None:
        """Keep it."""

    def delete(self, name: str) -> None:
        """Forget it, if it is there."""

    def check(self) -> None:
        """Raise KeyringAway where it is known beforehand that nothing can be kept."""


class PassphraseNeeded(KeyringAway):
    """The sign-in is kept under a passphrase that nobody has typed yet."""

    code = "passphrase"


class SystemSecrets:
    """The keyring of the system, asked in a thread that is given up where it does not answer."""

    def __init__(self, patience: float = _PATIENCE) -> None:
        self._patience = patience

    def get(self, name: str) -> str | None:
        """The secret, if it is there."""
        import keyring

        return self._in_time(lambda: keyring.get_password(_SERVICE, name))

    def put(self, name: str, secret: str) -> None:
        """Keep it."""
        import keyring

        self._in_time(lambda: keyring.set_password(_SERVICE, name, secret))

    def delete(self, name: str) -> None:
        """Forget it, if it is there."""
        import keyring
        import keyring.errors

        with contextlib.suppress(keyring.errors.PasswordDeleteError):
            self._in_time(lambda: keyring.delete_password(_SERVICE, name))

    def check(self) -> None:
        """What it will say to the next secret nobody knows."""

    def _in_time(self, ask: Callable[[], T]) -> T:
        import keyring.errors

        answers: list[T] = []
        errors: list[BaseException] = []

        def work() -> None:
            try:
                answers.append(ask())
            except BaseException as error:  # told below, in the thread that asked
                errors.append(error)

        thread = threading.Thread(target=work, name="paddock-keyring", daemon=True)
        thread.start()
        thread.join(self._patience)
        if answers:
            return answers[0]
        if errors and isinstance(errors[0], keyring.errors.PasswordDeleteError):
            raise errors[0]
        raise KeyringAway(
            N_("the system's keyring is not there, or locked"),
            told("unlock it, or set {variable}=file and {passphrase}",
                 variable=VARIABLE, passphrase=PASSPHRASE),
        ) from (errors[0] if errors else None)  # fmt: skip


class FileSecrets:
    """A file in the profile's folder, encrypted with a passphrase (argon2id, AES-256-GCM)."""

    def __init__(self, folder: Path, passphrase: str) -> None:
        if not passphrase:
            raise BadRequest(
                told("{variable}=file needs a passphrase", variable=VARIABLE),
                told("set it in {passphrase}", passphrase=PASSPHRASE),
            )
        self._path = folder / FILE_NAME
        self._passphrase = passphrase
        self._opened: tuple[bytes, bytes] | None = None
        """The salt and the key that the file opened with: a key takes a tenth of a second."""

    def get(self, name: str) -> str | None:
        """The secret, if it is there; raises KeyringAway under another passphrase."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            whole = self._path.read_bytes()
        except FileNotFoundError:
            return None
        salt = whole[len(_MAGIC) : len(_MAGIC) + _SALT]
        rest = whole[len(_MAGIC) + _SALT :]
        try:
            if not whole.startswith(_MAGIC) or len(rest) <= _NONCE:
                raise InvalidTag
            key = self._key(salt)
            secret = AESGCM(key).decrypt(rest[:_NONCE], rest[_NONCE:], name.encode()).decode()
        except InvalidTag as error:
            raise KeyringAway(
                told("{name} does not open with this passphrase", name=FILE_NAME),
                told("set {passphrase} as it was, or sign in again", passphrase=PASSPHRASE),
            ) from error
        self._opened = salt, key
        return secret

    def put(self, name: str, secret: str) -> None:
        """Keep it, in a file of one's own; raises KeyringAway where that cannot be written."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        # One key seals a secret after the other, each with a nonce of its own. A salt that was
        # found in a file is kept only if the file opened: else who wrote it is not known.
        salt, key = self._opened or self._new_key()
        nonce = secrets.token_bytes(_NONCE)
        sealed = AESGCM(key).encrypt(nonce, secret.encode(), name.encode())
        self._write(_MAGIC + salt + nonce + sealed).replace(self._path)
        self._opened = salt, key

    def check(self) -> None:
        """Raise KeyringAway where there is no room, or no right to write."""
        self._write(bytes(_ROOM)).unlink()

    def _write(self, whole: bytes) -> Path:
        """The file in which this is now, durably, beside the real one."""
        partial = self._path.with_suffix(".partial")
        only_ours = os.O_CREAT | os.O_EXCL | os.O_WRONLY
        try:
            partial.unlink(missing_ok=True)
            with os.fdopen(os.open(partial, only_ours, 0o600), "wb") as file:
                file.write(whole)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise KeyringAway(
                told("{name} cannot be written ({reason})",
                     name=FILE_NAME, reason=error.strerror or ""),
                N_("free some room, or give yourself the right to write there"),
            ) from error  # fmt: skip
        return partial

    def delete(self, name: str) -> None:
        """Forget it, if it is there."""
        self._path.unlink(missing_ok=True)

    def _new_key(self) -> tuple[bytes, bytes]:
        salt = secrets.token_bytes(_SALT)
        return salt, self._key(salt)

    def _key(self, salt: bytes) -> bytes:
        from argon2.low_level import Type, hash_secret_raw

        opened = self._opened
        if opened is not None and opened[0] == salt:
            return opened[1]
        return hash_secret_raw(self._passphrase.encode(), salt, **_COST, hash_len=32, type=Type.ID)


class SealedSecrets:
    """A file under a passphrase that was not typed yet: it can only be thrown away."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def get(self, name: str) -> str | None:
        """Raises PassphraseNeeded."""
        raise PassphraseNeeded(
            N_("the sign-in is kept under your passphrase"), N_("type it in the settings")
        )

    def put(self, name: str, secret: str) -> None:
        """Raises PassphraseNeeded."""
        self.get(name)

    def check(self) -> None:
        """Raises PassphraseNeeded."""
        self.get("")

    def delete(self, name: str) -> None:
        """Forget it, if it is there."""
        self._path.unlink(missing_ok=True)


class MemorySecrets:
    """Only as long as the program runs: the next start signs in anew."""

    kept: dict[str, str] = {}  # noqa: RUF012  # one for the process, whoever asks

    def get(self, name: str) -> str | None:
        """The secret, if it is there."""
        return self.kept.get(name)

    def put(self, name: str, secret: str) -> None:
        """Keep it."""
        self.kept[name] = secret

    def delete(self, name: str) -> None:
        """Forget it, if it is there."""
        self.kept.pop(name, None)

    def check(self) -> None:
        """There is always room."""


_CHOSEN: dict[Path, Secrets] = {}


def choose_secrets(folder: Path, secrets: Secrets) -> None:
    """Let a profile's sign-in be kept here as long as the program runs: a person chose so."""
    _CHOSEN[folder] = secrets


def secrets_of(folder: Path, environment: Mapping[str, str] = os.environ) -> Secrets:
    """What was chosen for the profile, else what PADDOCK_KEYRING asks for; raises BadRequest."""
    chosen = _CHOSEN.get(folder)
    if chosen is not None:
        return chosen
    if not environment.get(VARIABLE) and (folder / FILE_NAME).exists():
        return SealedSecrets(folder)
    match environment.get(VARIABLE, "system") or "system":
        case "system":
            return SystemSecrets()
        case "file":
            return FileSecrets(folder, environment.get(PASSPHRASE, ""))
        case "memory":
            return MemorySecrets()
        case other:
            raise BadRequest(
                told("{variable} is {other!r}", variable=VARIABLE, other=other[:40]),
                N_("set it to system, file or memory"),
            )


def secret_name(folder: Path, server: str) -> str:
    """Under what the token of a profile is kept: several profiles have several accounts."""
    return f"{server} {folder.resolve()}"
