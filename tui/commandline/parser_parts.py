"""What the parsers of the commands are made of."""

import argparse
from collections.abc import Mapping
from typing import Final, NoReturn

from situation.errors import UsageError
from situation.vocabulary import ClaimKind

MONITOR: Final = "monitor"
CLAIMS_LISTED_AT_MOST: Final = 10_000
CITY_HELP: Final = 'a name in any language or spelling, "name, region", or an id'


class Parser(argparse.ArgumentParser):
    """A parser whose errors are ours: one line, and no exit of its own."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print.

        Raises:
            UsageError: always.
        """
        raise UsageError(message, do=f"see {self.prog} --help")


def command_parser(command: str, about: str, example: str) -> Parser:
    """The parser of a command, without options; what is not given is not set."""
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


def add_pack(parser: Parser, environ: Mapping[str, str]) -> None:
    """Add `--pack`."""
    parser.add_argument(
        "--pack",
        metavar="PATH",
        default=environ.get("SITMON_PACK") or None,
        help="the situation: a pack's directory or a bundled one's id (or SITMON_PACK)",
    )


def add_store(parser: Parser, environ: Mapping[str, str]) -> None:
    """Add `--pack` and `--store`."""
    add_pack(parser, environ)
    parser.add_argument(
        "--store",
        metavar="URL",
        default=environ.get("SITMON_STORE") or None,
        help="the store: a file, or a server by https://... or postgresql://... (or "
        "SITMON_STORE); without it your own, made when missing",
    )


def add_json(parser: Parser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help="JSON instead of text")


def add_times(parser: Parser) -> None:
    """Add the options that say where to look from."""
    parser.add_argument(
        "--as-of",
        metavar="T",
        help="what was true then: 2025-11-05, 2025-11-05T06:00Z, 06:00, 3d, yesterday or now",
    )
    parser.add_argument(
        "--known-at", metavar="T", help="only what this store had recorded by then; same forms"
    )
    parser.add_argument(
        "--at",
        metavar="FINGERPRINT",
        help="the state that this fingerprint names, in place of the other two",
    )


def reading_parser(parser: Parser, environ: Mapping[str, str]) -> Parser:
    """Add what every command that reads a store has."""
    add_store(parser, environ)
    add_times(parser)
    add_json(parser)
    return parser


def add_claim_filters(parser: Parser) -> None:
    """Add the options that choose claims."""
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
        "--side", action="append", metavar="S", help="by a source tied to this side, such as UA"
    )


def _claim_kind(word: str) -> ClaimKind:
    try:
        return ClaimKind(word)
    except ValueError:
        kinds = ", ".join(ClaimKind)
        raise argparse.ArgumentTypeError(f"“{word}” is not one of {kinds}") from None


def claim_limit(word: str) -> int:
    """How many claims, as typed.

    Raises:
        argparse.ArgumentTypeError: it is no such number.
    """
    is_number = word.isascii() and word.isdecimal() and len(word) <= len(str(CLAIMS_LISTED_AT_MOST))
    if is_number and 1 <= int(word) <= CLAIMS_LISTED_AT_MOST:
        return int(word)
    raise argparse.ArgumentTypeError(f"“{word}” is not a number from 1 to {CLAIMS_LISTED_AT_MOST}")
