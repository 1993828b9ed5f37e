"""What is set up here to fetch sources, and which of them a sync asks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from situation.acceptance import Acceptance
from situation.attempt_records import Attempt
from situation.connector import Connector
from situation.credentials import load_credentials, token_variable
from situation.errors import UnknownName
from situation.lookup import find_source
from situation.model import Source
from situation.periods import FUTURE_ALLOWANCE, format_minute
from situation.record import Id
from situation.settings_model import Settings
from situation.source_access import TERMS_NOT_ACCEPTED, SourceSetup, interval_of, why_off
from situation.sources.catalogue import connectors
from situation.sources.fetch_values import Credential
from situation.sync_report import NotRun

EARLY: Final = 0.1
"""A source counts as due this part of its interval early, so that whoever looks every 15 minutes,
give or take some seconds, does not miss every other turn."""


class Chosen(Struct, frozen=True, kw_only=True):
    """Which sources a sync asks."""

    run: tuple[Connector, ...] = ()
    refused: tuple[NotRun, ...] = ()
    """Those that were named and cannot be asked."""
    next_due: datetime | None = None
    """When the first of the others is due; None: none is on."""


def source_setup(
    settings: Settings, sources: Iterable[Source], *, country: str, environ: Mapping[str, str]
) -> tuple[SourceSetup, dict[str, Credential]]:
    """Everything that decides which sources are asked, and the secrets that go along.

    Args:
        settings: of the user.
        sources: those of the store.
        country: of the situation, two letters.
        environ: may hold credentials.

    Raises:
        InputError: a credential or the file of accepted terms cannot be read.
    """
    made = connectors(settings, sources, country=country)
    credentials = load_credentials(settings, environ)
    acceptance = Acceptance()
    accepted = (one.key for one in made if acceptance.may_ask(one.key, one.notice))
    setup = SourceSetup(
        settings=settings,
        connectors=made,
        accepted=frozenset(accepted),
        credentials=frozenset(credentials),
    )
    return setup, credentials


def choose(
    setup: SourceSetup,
    attempts: Mapping[Id, Attempt],
    *,
    named: Collection[Id] = (),
    at_once: bool = False,
    now: datetime,
) -> Chosen:
    """Which sources to ask now: of those that are named, or of all, the ones that are on and due.

    Args:
        setup: what is set up here.
        attempts: the last one by connector key.
        named: keys; empty: all.
        at_once: whether or not they are due.
        now: the present.
    """
    run: list[Connector] = []
    refused: list[NotRun] = []
    later: list[datetime] = []
    for connector in setup.connectors:
        if named and connector.key not in named:
            continue
        why = why_off(connector, setup, now)
        due = due_at(connector, attempts.get(connector.key), setup.settings, now)
        if why and named:
            refused.append(NotRun(connector=connector.key, why=why, do=_advice(connector, why)))
        elif not why and (at_once or due is None or due <= now):
            run.append(connector)
        elif not why and due is not None:
            later.append(due)
    return Chosen(run=tuple(run), refused=tuple(refused), next_due=min(later, default=None))


def due_at(
    connector: Connector, last: Attempt | None, settings: Settings, now: datetime
) -> datetime | None:
    """When a source is to be asked again; None: at once."""
    if last is None or last.next_try is None:
        return None
    if last.tried_at > now + FUTURE_ALLOWANCE:
        # It was recorded while the clock was far ahead: what follows from it may never come.
        return None
    if last.failures:
        return last.next_try
    return last.next_try - interval_of(connector, settings) * EARLY


def keys_named(
    names: Sequence[str], made: Sequence[Connector], sources: Mapping[Id, Source]
) -> frozenset[Id]:
    """The connectors of these names: keys, or ids and names of the sources that they feed.

    Raises:
        UnknownName: a name is none of these, or that of a source which nothing fetches.
    """
    keys = [connector.key for connector in made]
    found: set[Id] = set()
    for name in names:
        if name in keys:
            found.add(name)
            continue
        fed = _feeding(name, made, sources)
        if not fed:
            raise UnknownName("source", name, tuple(get_close_matches(name, keys, n=3, cutoff=0.5)))
        found |= fed
    return frozenset(found)


def not_due(chosen: Chosen) -> str:
    """What to say where no source is asked, though none was refused."""
    if chosen.next_due is None:
        return "no source is on: see sitmon sources"
    return f"no source is due before {format_minute(chosen.next_due)}; name one to ask it now"


def _feeding(name: str, made: Sequence[Connector], sources: Mapping[Id, Source]) -> set[Id]:
    try:
        source = find_source(sources, name).id
    except UnknownName:
        return set()
    return {connector.key for connector in made if connector.source == source}


def _advice(connector: Connector, why: str) -> str:
    key = connector.key
    if why == TERMS_NOT_ACCEPTED:
        return f"read and accept them: sitmon sources accept {key}"
    if why.startswith("no credentials"):
        return (
            f"set credential_file under [sources.{key}] in the settings, or {token_variable(key)}"
        )
    if why.startswith("it has no"):
        return f"write the file's url under [sources.{key}] in the settings"
    return f"set on = true in its table of the settings (sitmon config path): {key}"
