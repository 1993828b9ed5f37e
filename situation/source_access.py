"""Whether a source is asked here, how often, and if not, why."""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from situation.connector import Connector, Known, Wanted
from situation.mapframe import MapFrame
from situation.place_matching import PlaceMatcher
from situation.settings_model import Settings, SourceSettings

TERMS_NOT_ACCEPTED: Final = "its terms are not accepted"
_ANYWHERE: Final = MapFrame(centre=(0.0, 0.0), bounds=(-180.0, -90.0, 180.0, 90.0), occupier="none")


class SourceSetup(Struct, frozen=True, kw_only=True):
    """What is set up here to fetch sources."""

    settings: Settings = Settings()
    connectors: tuple[Connector, ...] = ()
    accepted: frozenset[str] = frozenset()
    """Keys of the connectors whose terms, as they are now, were accepted."""
    credentials: frozenset[str] = frozenset()
    """Names of the credentials that are set."""


def why_off(connector: Connector, setup: SourceSetup, now: datetime) -> str:
    """Why a connector is not asked; empty: it is.

    What the settings say comes first. A connector with terms is on as soon as they are accepted,
    unless the settings say off; without terms it is as it is by itself.

    Args:
        connector: the connector.
        setup: what is set up here.
        now: the present, which some connectors ask by.
    """
    chosen = setup.settings.sources.get(connector.key, SourceSettings()).on
    is_own = connector.key in setup.settings.feeds or connector.key in setup.settings.channels
    if chosen is False or (chosen is None and is_own and not connector.on_by_default):
        return "off in the settings"
    if connector.notice and connector.key not in setup.accepted:
        return TERMS_NOT_ACCEPTED
    if chosen is None and not (connector.on_by_default or connector.notice):
        return "off unless the settings turn it on"
    wanted = _first_wanted(connector, now)
    if not wanted:
        return "it has no address: the settings must give it"
    lacking = sorted({wish.credential for wish in wanted} - setup.credentials - {""})
    return f"no credentials: {', '.join(lacking)} is not set" if lacking else ""


def interval_of(connector: Connector, settings: Settings) -> timedelta:
    """How often a connector is asked."""
    return settings.sources.get(connector.key, SourceSettings()).every or connector.every


def _first_wanted(connector: Connector, now: datetime) -> tuple[Wanted, ...]:
    """What a connector asks for when nothing is known yet."""
    nothing = Known(
        now=now,
        frame=_ANYWHERE,
        places=PlaceMatcher((), country=""),
        source_ids=frozenset(),
        map_days={},
    )
    return connector.wanted(nothing)
