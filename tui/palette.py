"""What the palette offers: every command that works here, every city, and days to look from."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from situation.errors import UsageError
from situation.lookup import folded, spellings
from situation.periods import NOW, format_viewpoint, is_now, parse_moment
from tui.command import Command, Scope
from tui.commands import COMMANDS
from tui.screens.base import SituationScreen

AS_OF_WORDS = ("asof ", "as of ", "as-of ")
KNOWN_WORDS = ("known at ", "known-at ", "known ")


class CommandProvider(Provider):
    """Commands of the screen under the palette, cities, `asof DAY` and `known TIME`."""

    @property
    def _under(self) -> SituationScreen:
        screen = self.screen
        if not isinstance(screen, SituationScreen):
            raise TypeError("the palette opens over a situation screen")
        return screen

    def _available(self) -> tuple[Command, ...]:
        scopes = {Scope.EVERYWHERE, *self._under.SCOPES}
        hidden = {"command_palette", "open_city", "follow"}
        return tuple(c for c in COMMANDS if c.scope in scopes and c.name not in hidden)

    def _run(self, command: Command) -> None:
        self.app.call_later(self._under.run_action, command.action)

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command in self._available():
            yield DiscoveryHit(
                Content(f"{command.label}  {command.shown}"),
                partial(self._run, command),
                text=command.label,
                help=command.help,
            )

    async def search(self, query: str) -> Hits:
        """Commands and cities like the words typed; after `asof` or `known` a time and no other."""
        about_time = self._times(query)
        if about_time is not None:
            for hit in about_time:
                yield hit
            return
        matcher = self.matcher(query)
        for command in self._available():
            score = matcher.match(f"{command.label} {command.help}")
            if score > 0:
                yield Hit(
                    score,
                    Content(f"{command.label}  {command.shown}"),
                    partial(self._run, command),
                    text=command.label,
                    help=command.help,
                )
        for hit in (*self._views(query), *self._cities(query)):
            yield hit

    def _views(self, query: str) -> list[Hit]:
        """The saved views of the claim feed."""
        wanted = folded(query)
        situation = self._under.situation
        return [
            Hit(
                0.8,
                Content(f"view “{name}”  {line}"),
                partial(situation.open_feed, line),
                text=name,
                help="open this saved view of the claims",
            )
            for name, line in situation.reader.views.items()
            if wanted and wanted in folded(f"view {name}")
        ]

    def _cities(self, query: str) -> list[Hit]:
        wanted = folded(query.replace(",", " "))
        snapshot = self._under.situation.snapshot
        if snapshot is None or not wanted:
            return []
        hits = []
        for row in snapshot.rows:
            names = [folded(name) for name in spellings(row.place)]
            # With its region behind it, a name tells one of two namesakes.
            begins = any(f"{name} {folded(row.region)}".startswith(wanted) for name in names)
            if begins or any(wanted in name for name in names):
                hits.append(
                    Hit(
                        0.9 if begins else 0.5,
                        Content(f"{row.place.name}  {row.region}"),
                        partial(self._under.situation.open_city, row.place.id),
                        text=row.place.name,
                        # Textual reads this one as markup: no name may stand in it.
                        help="open this city",
                    )
                )
        return hits

    def _times(self, query: str) -> list[Hit] | None:
        """The times that the words name; None where they are about something else."""
        lowered = query.lower()
        for words, is_known in ((AS_OF_WORDS, False), (KNOWN_WORDS, True)):
            for word in words:
                if lowered.startswith(word):
                    return self._time_hit(query[len(word) :], is_known=is_known)
        return None

    def _time_hit(self, typed: str, *, is_known: bool) -> list[Hit]:
        situation = self._under.situation
        try:
            moment = parse_moment(typed, situation.clock)
        except UsageError as error:
            # Whoever mistyped a day must not find himself in another command.
            told = partial(self.app.notify, error.line, severity="warning")
            said = f"not a time: {typed.strip()}"
            return [Hit(1.0, Content(said), told, text=said, help="such as 2025-11-03 or 06:00")]
        chosen = None if is_now(typed) else moment
        when = NOW if chosen is None else format_viewpoint(chosen)
        go = situation.look_as_known if is_known else situation.look_as_of
        words = "as of" if not is_known else "as known" if chosen is None else "as known at"
        said = f"{words} {when}"
        return [Hit(1.0, Content(said), partial(go, chosen), text=said, help="go there")]
