"""The sections of the settings: their keys in routes, their words, and how each is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from client.ui.text import _

if TYPE_CHECKING:
    from client.ui.desk import Desk
    from client.ui.settings.section import SettingsSection


@dataclass(frozen=True)
class SectionSpec:
    """A section; `also` are other words it is looked for by."""

    key: str
    title: str
    icon: str
    also: str
    make: Callable[[Desk], SettingsSection]


def _person(desk: Desk) -> SettingsSection:
    from client.ui.settings.person_section import PersonSection

    return PersonSection(desk)


def _account(desk: Desk) -> SettingsSection:
    from client.ui.account.account_section import AccountSection

    return AccountSection(desk)


def _region(desk: Desk) -> SettingsSection:
    from client.ui.settings.region_section import RegionSection

    return RegionSection(desk)


def _units(desk: Desk) -> SettingsSection:
    from client.ui.settings.units_section import UnitsSection

    return UnitsSection(desk)


def _window(desk: Desk) -> SettingsSection:
    from client.ui.settings.window_section import WindowSection

    return WindowSection(desk)


def _alarms(desk: Desk) -> SettingsSection:
    from client.ui.settings.alarms_section import AlarmsSection

    return AlarmsSection(desk)


def _fields(desk: Desk) -> SettingsSection:
    from client.ui.settings.fields_section import FieldsSection

    return FieldsSection(desk)


def _backups(desk: Desk) -> SettingsSection:
    from client.ui.settings.backups_section import BackupsSection

    return BackupsSection(desk)


def _here(desk: Desk) -> SettingsSection:
    from client.ui.settings.here_section import HereSection

    return HereSection(desk)


def _keys(desk: Desk) -> SettingsSection:
    from client.ui.settings.keys_section import KeysSection

    return KeysSection(desk)


def _about(desk: Desk) -> SettingsSection:
    from client.ui.settings.about_section import AboutSection

    return AboutSection(desk)


def sections() -> tuple[SectionSpec, ...]:
    """All of them, in their order, in the person's language."""
    return (
        SectionSpec("person", _("You and your garage"), "user", _("name profile person"), _person),
        SectionSpec(
            "account", _("Account and devices"), "refresh-cw",
            _("sync server sign in sign out login devices share Google Outlook"), _account,
        ),
        SectionSpec(
            "region", _("Region and formats"), "map-pin",
            _("country currency date number time zone"), _region,
        ),
        SectionSpec(
            "units", _("Units"), "gauge",
            _("distance volume economy pressure power torque temperature miles"), _units,
        ),
        SectionSpec(
            "window", _("Appearance and language"), "sun",
            _("theme dark light colours German English"), _window,
        ),
        SectionSpec(
            "alarms", _("Alarms"), "bell", _("quiet hours do not disturb notifications reminders"),
            _alarms,
        ),
        SectionSpec("fields", _("Own fields"), "sliders-horizontal", _("custom"), _fields),
        SectionSpec("backups", _("Backups"), "archive", _("restore copy save"), _backups),
        SectionSpec(
            "here", _("On this computer"), "hard-drive",
            _("data folder privacy storage import tables columns"), _here,
        ),
        SectionSpec("keys", _("Keyboard"), "keyboard", _("shortcuts"), _keys),
        SectionSpec("about", _("About Paddock"), "info", _("version licence credits"), _about),
    )  # fmt: skip
