"""The options of `sitmon claim`: which one is shown, and what one typed by hand is made of."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from situation.vocabulary import (
    ClaimKind,
    Comparator,
    ControlStatus,
    Extent,
    Quote,
    Verification,
)
from tui.commandline.parser_parts import (
    Parser,
    add_json,
    add_store,
    command_parser,
    reading_parser,
)

CLAIM: Final = "claim"
CLAIM_ACTIONS: Final = ("show", "add", "correct", "retract")
SHOW_CLAIM, ADD, CORRECT, RETRACT = (f"{CLAIM} {action}" for action in CLAIM_ACTIONS)
TYPED: Final = "typed."
"""Begins the names of what becomes a field of the claim."""

_EXAMPLE: Final = """\
sitmon claim add --place Pokrovsk --source ua-general-staff --kind control \\
    --text "The city is held." --said 2025-11-05 --status held --holder UA"""


def _claim(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        CLAIM,
        "Show a claim, or record one by hand: show ID, add, correct ID or retract ID, each\n"
        "with --help. Nothing is lost: every version stays in the history.",
        _EXAMPLE,
    )
    parser.usage = "sitmon claim {show,add,correct,retract} [options]"
    return _writing(parser, environ)


def _show(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        SHOW_CLAIM,
        "Everything about one claim: who says it and through whom, how it is judged, what bears\n"
        "on it, its history, notes and citation. sitmon claims lists the ids.",
        "sitmon claim show nyt-2025-11-05-08",
    )
    parser.add_argument("claim", metavar="ID", help="the claim's id")
    return reading_parser(parser, environ)


def _add(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(ADD, "Record a claim. Prints its id.", _EXAMPLE)
    _add_claim_fields(parser)
    _text(parser, "new-source", "NAME", "a source that is not known yet, in place of --source")
    _text(parser, "new-source-kind", "K", "what it is; without it social_media")
    _text(parser, "new-source-tie", "T", "its tie to a side: none, or such as ties:RU")
    return _writing(parser, environ)


def _correct(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        CORRECT,
        "Record a new version of a claim, with the fields given here and its own others.\n"
        "Whether that corrects, updates or only refiles it is found out and said.",
        'sitmon claim correct ID --value 11 --text "11 people were killed."',
    )
    parser.add_argument("claim", metavar="ID", help="the claim's id")
    _add_claim_fields(parser)
    return _writing(parser, environ)


def _retract(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        RETRACT,
        "Take a claim back. It stays in the history and no longer counts.",
        'sitmon claim retract ID --reason "The agency withdrew its report."',
    )
    parser.add_argument("claim", metavar="ID", help="the claim's id")
    parser.add_argument("--reason", metavar="R", required=True, help="why; kept as a note")
    return _writing(parser, environ)


def _add_claim_fields(parser: Parser) -> None:
    parser.add_argument(
        "--place", dest=f"{TYPED}place", action="append", metavar="P", help="about this place"
    )
    _text(parser, "source", "S", "who says it, id or name")
    parser.add_argument(
        "--via",
        dest=f"{TYPED}via",
        action="append",
        metavar="S,…",
        help="through whom, the publisher last",
    )
    _words(parser, "kind", ClaimKind)
    _text(parser, "text", "T", "the claim in your words; quotes in quotation marks")
    _text(parser, "said", "T", "when it was said: 2025-11-05, 2025-11-05T06:00Z, 06:00, 3d")
    _words(parser, "quote", Quote)
    _text(parser, "original", "T", "the source's own words")
    _text(parser, "language", "L", "their language, such as uk")
    _text(parser, "commitment", "C", "how firmly it is put: CT+, PR+, PS+, CT-, PR-, PS-, CTu, Uu")
    _text(parser, "hedge", "W", "the word that limits it, such as reportedly")
    _words(parser, "verification", Verification)
    _text(parser, "verified-by", "S", "who says so")
    _text(parser, "url", "URL", "where it can be read")
    _text(parser, "citation", "C", "where it stands, such as a paper and its day")
    _words(parser, "status", ControlStatus)
    _text(parser, "holder", "SIDE", "the side that holds it, such as UA")
    _words(parser, "extent", Extent)
    _text(parser, "part", "W", "which part, in words")
    _text(parser, "metric", "M", "the name of the figure, such as population-remaining")
    _words(parser, "comparator", Comparator)
    _text(parser, "value", "N", "1300, 33%%, 2..3 (a range) or unknown")
    _text(parser, "unit", "U", "what is counted, such as people")
    _text(parser, "of", "BASE", "of what it is a part")
    _text(parser, "figure-date", "T", "the figure's own date; without it that of --said")


def _words(parser: Parser, name: str, kinds: type[StrEnum]) -> None:
    _text(parser, name, "W", ", ".join(kinds).replace("%", "%%"))


def _text(parser: Parser, name: str, metavar: str, about: str) -> None:
    field = f"{TYPED}{name.replace('-', '_')}"
    parser.add_argument(f"--{name}", dest=field, metavar=metavar, help=about)


def _writing(parser: Parser, environ: Mapping[str, str]) -> Parser:
    parser.add_argument("--author", metavar="NAME", help="who records it; without it your login")
    add_store(parser, environ)
    add_json(parser)
    return parser


WRITING_PARSERS: Final = {
    CLAIM: _claim,
    SHOW_CLAIM: _show,
    ADD: _add,
    CORRECT: _correct,
    RETRACT: _retract,
}
