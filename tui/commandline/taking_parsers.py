"""The options of the commands whose result is taken elsewhere: report and export."""

from collections.abc import Mapping
from typing import Final

from tui.commandline.parser_parts import (
    CITY_HELP,
    Parser,
    add_claim_filters,
    add_store,
    add_times,
    claim_limit,
    command_parser,
    reading_parser,
)

REPORT_FORMATS: Final = ("md", "json")
EXPORT_FORMATS: Final = ("csv", "jsonl", "geojson", "md", "claimreview")
EXPORTED: Final = ("claims", "readings", "places")


def _report(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        "report",
        "One city on a page; with --since the hand-over: what changed in a city, or in all.",
        "sitmon report --since 06:00 --format md",
    )
    parser.add_argument("city", nargs="?", metavar="CITY", help=CITY_HELP)
    parser.add_argument(
        "--since", metavar="T", help="what changed since then; a bare day from its beginning on"
    )
    parser.add_argument("--until", metavar="T", help="the end of that time; without it --as-of")
    parser.add_argument(
        "--format", choices=REPORT_FORMATS, help="md (the usual) or json; --json is the latter"
    )
    return reading_parser(parser, environ)


def _export(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        "export",
        "Write what the filters find, with source, terms and the data's fingerprint.\n"
        "Rows without a source, and rows whose terms forbid passing them on, are left\n"
        "out and counted; it then ends with 3.",
        "sitmon export --place Pokrovsk --since 7d --format csv --hxl --own-use",
    )
    parser.add_argument(
        "--what", choices=EXPORTED, default=EXPORTED[0], help="claims (the usual), readings, places"
    )
    parser.add_argument(
        "--format",
        choices=EXPORT_FORMATS,
        default=EXPORT_FORMATS[0],
        help="csv (the usual), jsonl, geojson; for claims also md and claimreview (JSON-LD)",
    )
    add_claim_filters(parser)
    parser.add_argument(
        "--limit", type=claim_limit, default=0, metavar="N", help="at most so many claims (all)"
    )
    parser.add_argument("--hxl", action="store_true", help="a row of HXL hashtags in the CSV")
    parser.add_argument(
        "--allow-unsourced", action="store_true", help="rows that no source stands behind as well"
    )
    parser.add_argument(
        "--own-use",
        action="store_true",
        help="I keep it to myself: rows that may not be passed on as well",
    )
    parser.add_argument("--out", metavar="FILE", help="write there, not to standard output")
    add_store(parser, environ)
    add_times(parser)
    return parser


TAKING_PARSERS: Final = {"report": _report, "export": _export}
