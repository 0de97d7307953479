"""Signing up, signing in and finding back by mail: steps that tell nobody who has an account."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from garage.words import N_
from sync_server.accounts import app_passwords, browsers, challenges, people, sessions
from sync_server.accounts.people import checked_email, checked_name
from sync_server.kit import clock
from sync_server.kit.problem import BadRequest
from sync_server.kit.tongues import Tongue
from sync_server.mail import service as mail


@dataclass(frozen=True)
class Wanted:
    """A sign-up; `password` is the hash."""

    email: str
    name: str
    password: str


def checked(email: str, name: str) -> tuple[str, str]:
    """Address and name as they are kept; raises BadRequest."""
    email, name = checked_email(email), checked_name(name)
    if not name:
        raise BadRequest(N_("a name is missing"), N_("it is what others in a garage see"))
    return email, name


def ask_to_join(connection: Connection, wanted: Wanted, language: str) -> str:
    """Mail a code, or tell whoever has the address that they have an account already.

    Gives the secret for the page that waits: the same page, whichever letter went out.
    """
    begun = challenges.begin(
        connection, "sign_up", wanted.email, clock.now(), wanted.name, wanted.password
    )
    if people.person_by_email(connection, wanted.email):
        mail.post(connection, wanted.email, "sign_up_known", {}, language)
    else:
        mail.post(connection, wanted.email, "sign_up_code", {"code": begun.code}, language)
    return begun.secret


def join(connection: Connection, secret: str, code: str, tongue: Tongue) -> str | None:
    """Make the account whose code this is, and sign the browser in; None if it does not fit."""
    now = clock.now()
    passed = challenges.take(connection, "sign_up", secret, code, now)
    # Two sign-ups of one address: the first that is confirmed is the account.
    if passed is None or people.person_by_email(connection, passed.email):
        return None
    person = people.add_person(connection, passed.email, passed.name, passed.password, now)
    people.set_language(connection, person, tongue)
    return browsers.begin(connection, person, now)


def ask_to_reset(connection: Connection, email: str, language: str) -> str:
    """Mail a code if somebody has this address; gives the secret for the page that waits.

    For nobody there is a letter as well, which goes to nobody: the work is the same, now and later.
    """
    begun = challenges.begin(connection, "reset", email, clock.now())
    person = people.by_email(connection, email)
    to = person.email if person else mail.NOBODY
    mail.post(connection, to, "reset_code", {"code": begun.code}, language)
    return begun.secret


def reset(connection: Connection, secret: str, code: str, hashed: str, language: str) -> bool:
    """Keep the new password. All are signed out and nobody is signed in: it bypasses nothing."""
    passed = challenges.take(connection, "reset", secret, code, clock.now())
    person = people.by_email(connection, passed.email) if passed else None
    if person is None:
        return False
    change_password(connection, person, hashed, language)
    return True


def change_password(
    connection: Connection, person: people.Person, hashed: str, language: str
) -> None:
    """Keep another password: all are signed out, programs as well, and a letter says so."""
    people.set_password(connection, person.id, hashed)
    sessions.end_all(connection, person.id, clock.now())
    browsers.end_all(connection, person.id)
    app_passwords.revoke_all(connection, person.id)
    mail.post(connection, person.email, "password_changed", {}, language)


def wrong() -> BadRequest:
    """Of a code: what was wrong with it is not told."""
    return BadRequest(
        N_("this code does not fit, or is over"),
        N_("look for the latest mail, or begin again"),
        code="wrong_code",
    )
