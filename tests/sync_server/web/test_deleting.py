"""The page where an account is deleted."""

from garage.permissions import Role
from sync_server.accounts import people
from sync_server.kit import clock
from sync_server.spaces import heads, making, membership, parts
from tests.sync_server.visiting import PASSWORD, Browser, Server


def test_it_says_what_goes_and_what_stays_and_asks_for_the_password(
    server: Server, browser: Browser
) -> None:
    anna, ben = server.person(), server.person("ben@example.org")

    def share(connection) -> tuple[str, str, str]:
        now = clock.now()
        alone = making.found(connection, anna, "", "Shed", "family", now)
        club = making.found(connection, anna, "", "Beetle club", "club", now)
        bens = making.found(connection, ben, "", "Works", "workshop", now)
        heads.lock_heads(connection, [club, bens])
        membership.join(connection, club, ben, Role.MEMBER, now)
        membership.join(connection, bens, anna, Role.VIEWER, now)
        return alone, club, bens

    alone, club, bens = server.write(share)
    tokens = server.paired(anna)
    browser.sign_in()
    page = browser.open("/delete-account").text
    told = {name: page.split(f"<strong>{name}</strong>")[1].split("</li>")[0]
            for name in ("Shed", "Beetle club", "Works")}  # fmt: skip
    assert "deleted for ever" in told["Shed"]
    assert "belongs to" in told["Beetle club"]
    assert "you leave it" in told["Works"]

    assert "not your password" in browser.send("/delete-account", password="wrong").text
    assert server.read(lambda c: people.by_id(c, anna)) is not None
    assert "The account is deleted" in browser.send("/delete-account", password=PASSWORD).text
    assert server.read(lambda c: people.by_id(c, anna)) is None
    assert server.account(tokens).status_code == 401
    assert "Sign in" in browser.open("/").text
    roles = server.read(lambda c: parts.roles_of(c, ben))
    assert (roles[club], roles[bens]) == (Role.OWNER, Role.OWNER)
    assert alone not in roles


def test_a_stranger_is_asked_to_sign_in_first(server: Server, browser: Browser) -> None:
    assert "Sign in" in browser.open("/delete-account").text
