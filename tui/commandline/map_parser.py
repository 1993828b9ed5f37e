"""The options of `sitmon map`."""

import argparse
from collections.abc import Mapping
from math import isfinite
from typing import Final

from tui.commandline.parser_parts import CITY_HELP, Parser, command_parser, reading_parser

MAP: Final = "map"
LETTERS: Final = "letters"
BRAILLE: Final = "braille"
MOST_CELLS: Final = 500
_WIDEST_KM: Final = 20_000.0


def _map(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        MAP,
        "The map of a source, drawn in text: round a city, or of the whole situation.",
        "sitmon map Pokrovsk --as-of 2025-11-05 --since 2025-10-05",
    )
    parser.add_argument("city", nargs="?", metavar="CITY", help=f"in the middle; {CITY_HELP}")
    parser.add_argument(
        "--source",
        dest="map_source",
        metavar="S",
        help="whose map, id or name; without it the newest",
    )
    second = parser.add_mutually_exclusive_group()
    second.add_argument("--beside", metavar="S", help="the map of this source below it")
    second.add_argument(
        "--since", metavar="T", help="what changed hands since the map of then; forms as --as-of"
    )
    parser.add_argument("--width", type=_cells, metavar="N", help="columns (72)")
    parser.add_argument("--height", type=_cells, metavar="N", help="lines (20)")
    parser.add_argument(
        "--half-width",
        type=_kilometres,
        metavar="KM",
        help="from the middle to either side (5 round a city); without CITY round the first city",
    )
    style = parser.add_mutually_exclusive_group()
    for name, about in ((LETTERS, "with ASCII letters"), (BRAILLE, "with braille dots")):
        style.add_argument(
            f"--{name}", dest="drawn_with", action="store_const", const=name, help=f"draw {about}"
        )
    return reading_parser(parser, environ)


def _cells(word: str) -> int:
    is_number = word.isascii() and word.isdecimal() and len(word) <= len(str(MOST_CELLS))
    if is_number and 1 <= int(word) <= MOST_CELLS:
        return int(word)
    raise argparse.ArgumentTypeError(f"“{word}” is not a number from 1 to {MOST_CELLS}")


def _kilometres(word: str) -> float:
    try:
        kilometres = float(word)
    except ValueError:
        kilometres = 0.0
    if isfinite(kilometres) and 0 < kilometres <= _WIDEST_KM:
        return kilometres
    raise argparse.ArgumentTypeError(f"“{word}” is not a length of up to {_WIDEST_KM:,.0f} km")


MAP_PARSERS: Final = {MAP: _map}
