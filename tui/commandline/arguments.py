"""Words of a command line → `Options`. A first word that is no command is a city."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from situation.errors import UsageError
from situation.vocabulary import ClaimKind
from tui.commandline.parsers import CLAIMS_LISTED, COMMANDS, MONITOR, PARSERS, THEMES

VERSION: Final = "version"

_WITH_VALUE: Final = frozenset(
    {
        "--store", "--as-of", "--known-at", "--theme",
        "--place", "--source", "--search", "--since", "--kind", "--limit",
    }
)  # fmt: skip


class Options(Struct, frozen=True, kw_only=True):
    """What one command line asks for; fields of other commands keep their defaults."""

    command: str
    store: str | None = None
    as_of: str | None = None
    known_at: str | None = None
    json: bool = False
    city: str | None = None
    theme: str = THEMES[0]
    ascii: bool = False
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    kind: tuple[ClaimKind, ...] = ()
    search: str = ""
    since: str | None = None
    limit: int = CLAIMS_LISTED
    paths: tuple[str, ...] = ()


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
    found = vars(parser.parse_args(rest))
    lists = {name: tuple(value) for name, value in found.items() if isinstance(value, list)}
    options = Options(command=command, **(found | lists))
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
    skip_value = False
    for index, word in enumerate(words):
        if skip_value:
            skip_value = False
        elif word in _WITH_VALUE:
            skip_value = True
        elif word == "--":
            break
        elif not word.startswith("-"):
            if word in COMMANDS:
                return word, [*words[:index], *words[index + 1 :]]
            break
    return MONITOR, list(words)
