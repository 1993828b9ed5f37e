"""The turns of `sitmon sync`: see who is due, ask them, say what came of it."""

from datetime import date
from pathlib import Path

from situation.errors import ExitCode, SitmonError
from situation.opening import Opened
from situation.reports.jsontext import json_text
from situation.settings_model import Settings
from situation.sources.fetch import Fetcher, own_urls
from situation.sources.fetch_values import Credential
from situation.sync import sync
from situation.sync_evidence import StoreEvidence
from situation.sync_report import SyncReport, exit_code
from situation.sync_setup import Chosen, choose, keys_named, not_due, source_setup
from situation.sync_words import refusal_lines, sync_json, sync_lines
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.regions import derive_regions


class Turns:
    """Takes turn after turn on one open store.

    Args:
        opened: the situation.
        settings: of the user.
        evidence: directory of what is fetched for this store.
        options: which sources, and how the result is written.
        console: where it is written.
        since: how far back the sources are asked.
    """

    def __init__(
        self,
        opened: Opened,
        settings: Settings,
        evidence: Path,
        *,
        options: Options,
        console: Console,
        since: date | None,
    ) -> None:
        self._opened = opened
        self._settings = settings
        self._evidence = StoreEvidence(evidence)
        self._options = options
        self._console = console
        self._since = since
        self._fetcher: Fetcher | None = None
        self._is_first = True

    async def take(self) -> ExitCode:
        """Ask the sources that are named, or due, and print what came of it.

        Raises:
            SitmonError: settings, names or the store cannot be used.
        """
        chosen, credentials = await self._choose()
        is_first, self._is_first = self._is_first, False
        if not is_first and not chosen.run:
            return ExitCode.OK
        report = SyncReport()
        if chosen.run:
            report = await self._ask(chosen, credentials)
        self._tell(report, chosen)
        return exit_code(report, len(chosen.refused))

    async def take_another(self) -> None:
        """The same where the command goes on whatever one turn comes to."""
        try:
            await self.take()
        except SitmonError as error:
            self._console.say(error.line)

    async def _choose(self) -> tuple[Chosen, dict[str, Credential]]:
        opened, console = self._opened, self._console
        sources = {item.record.id: item.record for item in await opened.store.sources()}
        setup, credentials = source_setup(
            self._settings, sources.values(), country=opened.pack.country, environ=console.environ
        )
        chosen = choose(
            setup,
            {item.record.connector: item.record for item in await opened.store.attempts()},
            named=keys_named(self._options.source, setup.connectors, sources),
            # Named, a source is asked at once; from then on when it is due, as others are.
            at_once=self._is_first and bool(self._options.source),
            now=console.clock(),
        )
        return chosen, credentials

    async def _ask(self, chosen: Chosen, credentials: dict[str, Credential]) -> SyncReport:
        opened, console, settings = self._opened, self._console, self._settings
        if self._fetcher is None:
            # One for all turns: it remembers which hosts asked to be left alone.
            self._fetcher = Fetcher(
                own_urls=own_urls(settings),
                contact=settings.sync.contact,
                ca_file=settings.ca_file,
                credentials=credentials,
                validators=self._evidence.validators,
                clock=console.clock,
            )
        report = await sync(
            opened.store,
            settings,
            chosen.run,
            self._fetcher,
            self._evidence,
            frame=opened.frame,
            country=opened.pack.country,
            clock=console.clock,
            progress=console.say,
            since=self._since,
        )
        if report.maps:
            await derive_regions(opened, console)
        return report

    def _tell(self, report: SyncReport, chosen: Chosen) -> None:
        console = self._console
        for line in refusal_lines(chosen.refused):
            console.say(line)
        if not chosen.run and not chosen.refused:
            console.say(not_due(chosen))
        if self._options.json:
            told = sync_json(report, chosen.refused, chosen.next_due)
            console.data(json_text(told, ascii_only=console.ascii_only))
        elif report.sources:
            console.data("\n".join(sync_lines(report)))
