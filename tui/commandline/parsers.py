"""The options of the commands that show and of those that keep house, with their help."""

from collections.abc import Mapping
from typing import Final

from tui.commandline.house_parsers import CONFIG, HOUSE_PARSERS, PACK
from tui.commandline.map_parser import MAP_PARSERS
from tui.commandline.parser_parts import (
    CITY_HELP,
    MONITOR,
    Parser,
    add_claim_filters,
    add_json,
    add_store,
    add_times,
    claim_limit,
    command_parser,
    reading_parser,
)
from tui.commandline.serving_parsers import SERVE, SERVING_PARSERS, TOKEN
from tui.commandline.taking_parsers import TAKING_PARSERS
from tui.commandline.writing_parsers import CLAIM, WRITING_PARSERS

COMMANDS: Final = (
    "status", "watch", "stats", "timeline", "map", "claims", "sources", "report", "export", CLAIM,
    "import", "measure", "sync", "copy", SERVE, TOKEN, "doctor", CONFIG, PACK,
)  # fmt: skip
THEMES: Final = ("dark", "light", "ansi", "mono")
CLAIMS_LISTED: Final = 50
KIOSK: Final = "--kiosk"

_ABOUT: Final = """\
The situation of the cities of a war: who controls what, according to whom.

Without a command: the monitor, or its table in plain text where there is no
terminal. Data goes to standard output, talk to standard error.

commands (each with --help):
  status [CITY]    who holds each city, or one city by each source
  stats CITY       the figures about a city, each with who says it
  timeline CITY    what each source said of a city over time, and who was first
  watch [CITY]     what changes, as sentences, one a line, until stopped
  map [CITY]       the map of a source in text, or what changed hands --since a day
  claims           the claims, newest first
  sources [SOURCE] who is heard here, how good and how fresh they are
  report [CITY]    one city on a page, or what changed --since a time
  export           claims, readings or cities for other programs
  claim            show a claim; add, correct or retract one by hand
  import PATH...   read map files into the store
  measure          measure the maps kept here at the places added since
  sync [SOURCE...] fetch public sources into the store, once or --every so often
  copy FROM TO     move a store to another place or backend, verified
  serve            let others read the store over HTTP, each with a token
  token            make, list or revoke the tokens of a store
  doctor           check the store, the program and the terminal
  config           show or check the settings
  pack             make or check the files of another situation

ends with: 0 done, 1 failed, 2 wrong use, 3 partly done, 130 interrupted"""


def _monitor(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(MONITOR, _ABOUT, 'sitmon "Chasiv Yar" --as-of 2025-11-05')
    parser.usage = "sitmon [CITY] [options]\n       sitmon COMMAND [options]"
    parser.add_argument("city", nargs="?", metavar="CITY", help="open the monitor on this city")
    add_store(parser, environ)
    add_times(parser)
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
    parser.add_argument(
        "--slow-link", action="store_true", help="send few bytes: 16 colours, calm (docs/ssh.md)"
    )
    parser.add_argument(
        "--no-mouse", action="store_true", help="leave the mouse to the terminal, to select text"
    )
    parser.add_argument("--bell", action="store_true", help="ring when something new is said")
    parser.add_argument(
        "--window-title", action="store_true", help="name the window, with what is new"
    )
    parser.add_argument(
        "--notify", action="store_true", help="notify on the desktop (OSC 9) when something is new"
    )
    parser.add_argument(
        KIOSK, action="store_true", help="only read, for an account that many share (docs/kiosk.md)"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="do not begin where you were when you left"
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    return parser


def _status(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        "status",
        "Who holds each city, or one city by each source.",
        "sitmon status Pokrovsk --json",
    )
    parser.add_argument("city", nargs="?", metavar="CITY", help=CITY_HELP)
    return reading_parser(parser, environ)


def _watch(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        "watch",
        "What changes, as sentences, one a line and never drawn over: claims, disputes, who\n"
        "holds what, figures, maps, and sources that fail or fall silent. With --since first\n"
        "what changed since then. Ends with 0 on SIGTERM or when its reader leaves.",
        "sitmon watch Pokrovsk --since 06:00",
    )
    parser.add_argument("city", nargs="?", metavar="CITY", help=CITY_HELP)
    parser.add_argument("--plain", action="store_true", help="sentences (the usual)")
    parser.add_argument(
        "--since", metavar="T", help="first what changed since then; forms as for --as-of"
    )
    parser.add_argument(
        "--every", metavar="D", help="look so often: 15m, 2h; without it at each change"
    )
    add_store(parser, environ)
    add_json(parser)
    return parser


def _stats(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        "stats", "The figures about a city, each with who says it.", "sitmon stats Pokrovsk"
    )
    parser.add_argument("city", metavar="CITY", help=CITY_HELP)
    return reading_parser(parser, environ)


def _timeline(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        "timeline",
        "What each source said of a city over time, with gaps, turns and claims, and\n"
        "the day each source had a change.",
        "sitmon timeline Pokrovsk --days 30",
    )
    parser.add_argument("city", metavar="CITY", help=CITY_HELP)
    parser.add_argument(
        "--days", type=int, metavar="N", help="the last so many days (all there are)"
    )
    parser.add_argument("--lag", action="store_true", help="only who had each change when")
    return reading_parser(parser, environ)


def _claims(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        "claims",
        "The claims, newest first. Options given twice mean either.",
        'sitmon claims --place Pokrovsk --since 7d --search "glide bomb*"',
    )
    add_claim_filters(parser)
    parser.add_argument(
        "--limit",
        type=claim_limit,
        metavar="N",
        help=f"at most so many ({CLAIMS_LISTED})",
    )
    return reading_parser(parser, environ)


def _sources(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        "sources",
        "Who is heard here, how good they are, how fresh their data are, what came of the\n"
        "last try and when the next one is; with SOURCE everything about it. Nothing is\n"
        "fetched.",
        "sitmon sources deepstate-mirror",
    )
    parser.add_argument(
        "source", nargs="*", metavar="SOURCE", help="its id, its name or its connector (all)"
    )
    return reading_parser(parser, environ)


def _import(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        "import",
        "Read map files (DeepState's answers or its daily mirror) into the store.\n"
        "Ends with 3 when some files could not be used, with 1 when none could.",
        "sitmon import maps/ --store pokrovsk.db",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a directory of files")
    add_store(parser, environ)
    add_json(parser)
    return parser


def _measure(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        "measure",
        "Measure the maps in the store again: places added after an import get their\n"
        "readings of all its days, without its files. Nothing else changes.\n"
        "Ends with 3 when some maps could not be measured, with 1 when none could.",
        "sitmon measure deepstate-mirror",
    )
    parser.add_argument(
        "source", nargs="*", metavar="SOURCE", help="the maps of this source, id or name (all)"
    )
    add_store(parser, environ)
    add_json(parser)
    return parser


def _sync(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        "sync",
        "Fetch the public sources that are on and due, or those that are named, due or not.\n"
        "Ends with 3 when some failed, in whole or in part, with 1 when all did.",
        "sitmon sync --every 15m",
    )
    parser.add_argument(
        "source", nargs="*", metavar="SOURCE", help="a connector, or the source it feeds (all)"
    )
    parser.add_argument(
        "--every", metavar="D", help="go on, and look who is due so often: 15m, 2h, 1d"
    )
    parser.add_argument(
        "--since", metavar="DAY", help="ask for everything since this day, as far as a source can"
    )
    add_store(parser, environ)
    add_json(parser)
    return parser


def _copy(_environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        "copy",
        "Copy a store's log into another store, entry by entry with times, authors and\n"
        "seals, then verify chain and counts. Run again, it goes on where it stopped.",
        "sitmon copy ukraine.db https://monitor.example.org",
    )
    for name, about in (("FROM", "a store"), ("TO", "another, made where there is none")):
        parser.add_argument(
            "paths", action="append", metavar=name, help=f"{about}; as --store takes it"
        )
    add_json(parser)
    return parser


def _doctor(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        "doctor",
        "Check the store, the program and the terminal. With --repair: save what is sound\n"
        "of a damaged store into a new file; the damaged one is only read.",
        "sitmon doctor --repair saved.db",
    )
    add_store(parser, environ)
    parser.add_argument(
        "--repair",
        metavar="NEWFILE",
        help="save every entry that is as it was recorded into a new store there",
    )
    add_json(parser)
    return parser


PARSERS: Final = {
    MONITOR: _monitor,
    "status": _status,
    "stats": _stats,
    "timeline": _timeline,
    "watch": _watch,
    "claims": _claims,
    "sources": _sources,
    "import": _import,
    "measure": _measure,
    "sync": _sync,
    "copy": _copy,
    "doctor": _doctor,
    **TAKING_PARSERS,
    **MAP_PARSERS,
    **WRITING_PARSERS,
    **HOUSE_PARSERS,
    **SERVING_PARSERS,
}
