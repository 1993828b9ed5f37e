"""Whether a source that was tried once is still asked, as far as the settings tell."""

from collections.abc import Iterable
from typing import Final

from situation.attempt_records import Attempt, Outcome
from situation.record import Id
from situation.settings_model import CONNECTORS, Settings, SourceSettings
from situation.store.base import StoreInfo

NOT_SET_UP: Final = "not set up here: the settings have no feed or channel of this name"
_FILE: Final = "sqlite:///"


def is_fed_here(info: StoreInfo) -> bool:
    """Whether the settings here decide what feeds a store: it is a file that may be written here.

    A server's store, a shared database and a store that is only read are fed by whoever keeps
    them, with settings that nobody here knows.
    """
    is_file = "://" not in info.url or info.url.startswith(_FILE)
    return is_file and info.writable


def count_failing(attempts: Iterable[Attempt], settings: Settings | None, info: StoreInfo) -> int:
    """How many connectors failed at their last attempt and are still asked.

    Left out are those that the settings turn off or have no more. What needs the connectors
    themselves, terms and credentials, is not looked at: a first paint has no time for it.

    Args:
        attempts: the last one of each connector.
        settings: those of the reader; None: nothing is set up here.
        info: of the store that the attempts are in.
    """
    failed = [one.connector for one in attempts if one.outcome is Outcome.FAILED]
    if settings is None:
        return len(failed)
    return sum(not _is_dropped(connector, settings, info) for connector in failed)


def _is_dropped(connector: Id, settings: Settings, info: StoreInfo) -> bool:
    own = settings.feeds.get(connector) or settings.channels.get(connector)
    if own is not None:
        return not own.on
    if connector in CONNECTORS:
        return settings.sources.get(connector, SourceSettings()).on is False
    return is_fed_here(info)
