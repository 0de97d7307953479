"""Sealing: tokens of other services at rest, under a key that no backup of the database has."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NAME = "sealing.key"
_BYTES = 32
_NONCE = 12


class Sealed(Exception):
    """It was sealed under another key, or for something else."""


class Seal:
    """AES-256-GCM; what a text is sealed for has to be said again to open it."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    @classmethod
    def of(cls, folder: Path, said: str = "") -> Seal:
        """With the key that was said (base64url of 32 octets), or the one in the data folder."""
        return cls(_read(said) if said else _kept(folder / NAME))

    def close(self, text: str, purpose: str) -> str:
        """The text, sealed."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = self._cipher.encrypt(nonce, text.encode(), purpose.encode())
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def open(self, sealed: str, purpose: str) -> str:
        """The text again; raises Sealed."""
        try:
            whole = base64.urlsafe_b64decode(sealed)
            text = self._cipher.decrypt(whole[:_NONCE], whole[_NONCE:], purpose.encode())
        except (InvalidTag, ValueError) as error:
            raise Sealed("a token cannot be opened with this server's key") from error
        return text.decode()


def _read(said: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4))
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise ValueError("PADDOCK_SERVER_SEALING_KEY is to be 32 octets in base64url")
    return key


def _kept(file: Path) -> bytes:
    """The key in the file, made if there is none; of two processes the first one's counts."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(file.read_text("ascii").strip())
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(base64.urlsafe_b64encode(secrets.token_bytes(_BYTES)).decode())
        opened.flush()
        os.fsync(opened.fileno())
    return _read(file.read_text("ascii").strip())
