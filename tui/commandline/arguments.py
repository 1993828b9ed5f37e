"""Words of a command line → `Options`. A first word that is no command is a city."""

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from situation.errors import UsageError
from situation.vocabulary import ClaimKind
from tui.commandline.house_parsers import ACCEPT, CONFIG, CONFIG_ACTIONS, PACK, PACK_ACTIONS
from tui.commandline.parser_parts import MONITOR
from tui.commandline.parsers import CLAIMS_LISTED, COMMANDS, PARSERS, THEMES
from tui.commandline.serving_parsers import TOKEN, TOKEN_ACTIONS
from tui.commandline.writing_parsers import CLAIM, CLAIM_ACTIONS, TYPED
from tui.preflight import Drawing

VERSION: Final = "version"

_ACTIONS: Final[Mapping[str, Collection[str]]] = {
    CLAIM: CLAIM_ACTIONS,
    CONFIG: CONFIG_ACTIONS,
    PACK: PACK_ACTIONS,
    TOKEN: TOKEN_ACTIONS,
    "sources": (ACCEPT.removeprefix("sources "),),
}
"""Second words of commands; all but `sources` need one."""
_WITH_VALUE: Final = frozenset(
    {
        "--store", "--pack", "--id", "--title", "--as-of", "--known-at", "--theme",
        "--place", "--source", "--search", "--since", "--kind", "--limit", "--side",
        "--at", "--until", "--format", "--what", "--out", "--author", "--days",
        "--width", "--height", "--half-width", "--beside", "--every",
        "--host", "--port", "--tls-cert", "--tls-key", "--role", "--name", "--expires", "--repair",
    }
)  # fmt: skip


class Options(Struct, frozen=True, kw_only=True):
    """What one command line asks for; fields of other commands keep their defaults."""

    command: str
    store: str | None = None
    pack: str | None = None
    pack_path: Path | None = None
    """The directory of the pack that this or the settings name; None: the bundled one."""
    ca_file: str = ""
    """PEM file of certificate authorities that the settings name besides the public ones."""
    as_of: str | None = None
    known_at: str | None = None
    json: bool = False
    city: str | None = None
    theme: str = THEMES[0]
    ascii: bool = False
    fresh: bool = False
    slow_link: bool = False
    no_mouse: bool = False
    bell: bool = False
    window_title: bool = False
    notify: bool = False
    kiosk: bool = False
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    kind: tuple[ClaimKind, ...] = ()
    search: str = ""
    since: str | None = None
    limit: int = CLAIMS_LISTED
    days: int | None = None
    every: str | None = None
    plain: bool = False
    empty: bool = False
    lag: bool = False
    paths: tuple[str, ...] = ()
    at: str | None = None
    side: tuple[str, ...] = ()
    until: str | None = None
    format: str | None = None
    what: str = ""
    hxl: bool = False
    repair: str | None = None
    """Where `doctor` saves what is sound of a damaged store."""
    allow_unsourced: bool = False
    own_use: bool = False
    out: str | None = None
    claim: str = ""
    reason: str = ""
    author: str | None = None
    map_source: str | None = None
    beside: str | None = None
    width: int | None = None
    height: int | None = None
    half_width: float | None = None
    """Kilometres."""
    drawn_with: str = ""
    directory: str = ""
    id: str = ""
    title: str = ""
    connector: str = ""
    yes: bool = False
    host: str = "127.0.0.1"
    port: int = 8440
    tls_cert: str | None = None
    tls_key: str | None = None
    insecure_listen: bool = False
    role: str = ""
    name: str = ""
    expires: str = "90d"
    token: str = ""
    """Its id."""
    typed: Mapping[str, str | tuple[str, ...]] = {}
    """What was typed of a claim, by the name of its field."""

    @property
    def drawing(self) -> Drawing:
        """How the screen is to be drawn, and how its reader is called back to it."""
        return Drawing(
            slow_link=self.slow_link,
            mouse=not self.no_mouse,
            bell=self.bell,
            window_title=self.window_title,
            notify=self.notify,
        )


def parse(words: Sequence[str], environ: Mapping[str, str]) -> Options | str:
    """Read a command line.

    Args:
        words: what stands behind the program's name.
        environ: SITMON_STORE, SITMON_THEME, SITMON_ASCII and NO_COLOR give what no option does.

    Returns:
        The options, or the text of `--help`, which ends the matter.

    Raises:
        UsageError: it cannot be understood.
    """
    command, rest = _split(words)
    options_only = rest[: rest.index("--")] if "--" in rest else rest
    if "--version" in options_only and command == MONITOR:
        return Options(command=VERSION)
    parser = PARSERS[command](environ)
    if {"-h", "--help"} & set(options_only):
        return parser.format_help().rstrip("\n")
    if command in (CLAIM, CONFIG, PACK, TOKEN):
        parser.error(f"say which: {', '.join(_ACTIONS[command])}")
    found = vars(parser.parse_args(rest))
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in found.items()
    }
    typed = {name.removeprefix(TYPED): values.pop(name) for name in found if name.startswith(TYPED)}
    options = Options(command=command, typed=typed, **values)
    if options.store == "":
        raise UsageError("--store needs the path of a store", do=f"see {parser.prog} --help")
    if options.theme not in THEMES:
        raise UsageError(
            f"there is no theme “{options.theme}”",
            where="SITMON_THEME",
            do=f"one of {', '.join(THEMES)}",
        )
    return options


def command_like(word: str) -> str | None:
    """The command that a mistyped word may have meant."""
    close = get_close_matches(word.lower(), COMMANDS, n=1, cutoff=0.75)
    return close[0] if close else None


def _split(words: Sequence[str]) -> tuple[str, list[str]]:
    """The command, and every other word; without a command all words are the monitor's."""
    command, rest = _take(words, COMMANDS)
    if command is not None and command in _ACTIONS:
        action, others = _take(rest, _ACTIONS[command])
        return (f"{command} {action}", others) if action else (command, rest)
    return command or MONITOR, rest


def _take(words: Sequence[str], known: Collection[str]) -> tuple[str | None, list[str]]:
    """The first word that is no option and no option's value, if it is known, and the others."""
    skip_value = False
    for index, word in enumerate(words):
        if skip_value:
            skip_value = False
        elif word in _WITH_VALUE:
            skip_value = True
        elif word == "--":
            break
        elif not word.startswith("-"):
            if word in known:
                return word, [*words[:index], *words[index + 1 :]]
            break
    return None, list(words)
