"""The options of every command, with their help."""

import argparse
from collections.abc import Mapping
from typing import Final, NoReturn

from situation.errors import UsageError
from situation.vocabulary import ClaimKind

MONITOR: Final = "monitor"
COMMANDS: Final = ("status", "stats", "claims", "sources", "import", "doctor")
THEMES: Final = ("dark", "light", "ansi", "mono")
CLAIMS_LISTED: Final = 50
CLAIMS_LISTED_AT_MOST: Final = 10_000

_ABOUT: Final = """\
The situation of the cities of a war: who controls what, according to whom.

Without a command: the monitor, or its table in plain text where there is no
terminal. Data goes to standard output, talk to standard error.

commands (each with --help):
  status [CITY]    who holds each city, or one city by each source
  stats CITY       the figures about a city, each with who says it
  claims           the claims, newest first
  sources          who is heard here, and how good they are
  import PATH...   read map files into the store
  doctor           check the store, the program and the terminal

ends with: 0 done, 1 failed, 2 wrong use, 3 partly done, 130 interrupted"""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are ours: one line, and no exit of its own."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print.

        Raises:
            UsageError: always.
        """
        raise UsageError(message, do=f"see {self.prog} --help")


def _parser(command: str, about: str, example: str) -> Parser:
    return Parser(
        prog="sitmon" if command == MONITOR else f"sitmon {command}",
        description=about,
        epilog=f"example:\n  {example}",
        formatter_class=_formatter,
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )


def _formatter(prog: str) -> argparse.HelpFormatter:
    # A fixed width: help reads the same in a pipe, in a file and in a terminal.
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=22, width=80)


def _add_store(parser: Parser, environ: Mapping[str, str]) -> None:
    parser.add_argument(
        "--store",
        metavar="URL",
        default=environ.get("SITMON_STORE") or None,
        help="the store's file (or SITMON_STORE); without it your own, made when missing",
    )


def _add_json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="JSON instead of text")


def _add_times(parser: Parser) -> None:
    parser.add_argument(
        "--as-of",
        metavar="T",
        help="what was true then: 2025-11-05, 2025-11-05T06:00Z, 06:00, 3d, yesterday or now",
    )
    parser.add_argument(
        "--known-at", metavar="T", help="only what this store had recorded by then; same forms"
    )


def _monitor(environ: Mapping[str, str]) -> Parser:
    parser = _parser(MONITOR, _ABOUT, 'sitmon "Chasiv Yar" --as-of 2025-11-05')
    parser.usage = "sitmon [CITY] [options]\n       sitmon COMMAND [options]"
    parser.add_argument("city", nargs="?", metavar="CITY", help="open the monitor on this city")
    _add_store(parser, environ)
    _add_times(parser)
    theme = environ.get("SITMON_THEME") or ("mono" if environ.get("NO_COLOR") else THEMES[0])
    parser.add_argument(
        "--theme",
        choices=THEMES,
        default=theme,
        help=f"{', '.join(THEMES)} (or SITMON_THEME); ansi: 16 colours, for slow links",
    )
    parser.add_argument(
        "--ascii",
        action="store_true",
        default=bool(environ.get("SITMON_ASCII")),
        help="draw with ASCII only (or SITMON_ASCII)",
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    return parser


def _status(environ: Mapping[str, str]) -> Parser:
    parser = _parser(
        "status",
        "Who holds each city, or one city by each source.",
        "sitmon status Pokrovsk --json",
    )
    parser.add_argument(
        "city", nargs="?", metavar="CITY", help="a name in any language or spelling"
    )
    return _reading(parser, environ)


def _stats(environ: Mapping[str, str]) -> Parser:
    parser = _parser(
        "stats", "The figures about a city, each with who says it.", "sitmon stats Pokrovsk"
    )
    parser.add_argument("city", metavar="CITY", help="a name in any language or spelling")
    return _reading(parser, environ)


def _claims(environ: Mapping[str, str]) -> Parser:
    parser = _parser(
        "claims",
        "The claims, newest first. Options given twice mean either.",
        'sitmon claims --place Pokrovsk --since 7d --search "glide bomb*"',
    )
    parser.add_argument("--place", action="append", metavar="P", help="about this place")
    parser.add_argument("--source", action="append", metavar="S", help="by this source, id or name")
    parser.add_argument(
        "--search",
        metavar="Q",
        help='with all these words; wor* for a beginning, "two words" for a phrase',
    )
    parser.add_argument("--since", metavar="T", help="said since then; forms as for --as-of")
    parser.add_argument(
        "--kind",
        action="append",
        type=_claim_kind,
        metavar="K",
        help=", ".join(ClaimKind),
    )
    parser.add_argument(
        "--limit",
        type=_limit,
        metavar="N",
        help=f"at most so many ({CLAIMS_LISTED})",
    )
    return _reading(parser, environ)


def _sources(environ: Mapping[str, str]) -> Parser:
    parser = _parser(
        "sources", "Who is heard here, and how good they are.", "sitmon sources --json"
    )
    return _reading(parser, environ)


def _import(environ: Mapping[str, str]) -> Parser:
    parser = _parser(
        "import",
        "Read map files (DeepState's answers or its daily mirror) into the store.\n"
        "Ends with 3 when some files could not be used, with 1 when none could.",
        "sitmon import maps/ --store pokrovsk.db",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a directory of files")
    _add_store(parser, environ)
    _add_json(parser)
    return parser


def _doctor(environ: Mapping[str, str]) -> Parser:
    parser = _parser(
        "doctor", "Check the store, the program and the terminal.", "sitmon doctor --json"
    )
    _add_store(parser, environ)
    _add_json(parser)
    return parser


def _reading(parser: Parser, environ: Mapping[str, str]) -> Parser:
    _add_store(parser, environ)
    _add_times(parser)
    _add_json(parser)
    return parser


def _claim_kind(word: str) -> ClaimKind:
    try:
        return ClaimKind(word)
    except ValueError:
        kinds = ", ".join(ClaimKind)
        raise argparse.ArgumentTypeError(f"“{word}” is not one of {kinds}") from None


def _limit(word: str) -> int:
    is_number = word.isascii() and word.isdecimal() and len(word) <= len(str(CLAIMS_LISTED_AT_MOST))
    if is_number and 1 <= int(word) <= CLAIMS_LISTED_AT_MOST:
        return int(word)
    raise argparse.ArgumentTypeError(f"“{word}” is not a number from 1 to {CLAIMS_LISTED_AT_MOST}")


PARSERS: Final = {
    MONITOR: _monitor,
    "status": _status,
    "stats": _stats,
    "claims": _claims,
    "sources": _sources,
    "import": _import,
    "doctor": _doctor,
}
