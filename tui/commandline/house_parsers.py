"""The options of the commands about settings, packs and accepted terms."""

from collections.abc import Mapping
from typing import Final

from tui.commandline.parser_parts import Parser, add_json, add_pack, command_parser

CONFIG: Final = "config"
CONFIG_ACTIONS: Final = ("show", "check", "path")
SHOW, CHECK, PATH = (f"{CONFIG} {action}" for action in CONFIG_ACTIONS)
PACK: Final = "pack"
PACK_ACTIONS: Final = ("new", "check")
NEW_PACK, CHECK_PACK = (f"{PACK} {action}" for action in PACK_ACTIONS)
ACCEPT: Final = "sources accept"


def _config(_environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        CONFIG, "The settings: show, check or path, each with --help.", "sitmon config show"
    )
    parser.usage = "sitmon config {show,check,path} [options]"
    return parser


def _show(_environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        SHOW,
        "Every setting with its value and where that comes from. Secrets are not shown.",
        "sitmon config show --json",
    )
    add_json(parser)
    return parser


def _check(_environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        CHECK,
        "Look for faults in the settings, each with file, line and key.\n"
        "Ends with 1 when there is one.",
        "SITMON_CONFIG=other.toml sitmon config check",
    )
    add_json(parser)
    return parser


def _path(_environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        PATH, "Where the settings are, or would be.", '"$EDITOR" "$(sitmon config path)"'
    )
    add_json(parser)
    return parser


def _pack(_environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        PACK,
        "Situation packs: new or check, each with --help.",
        "sitmon --pack sudan",
    )
    parser.usage = "sitmon pack {new,check} DIR [options]"
    return parser


def _new_pack(_environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        NEW_PACK,
        "Make the files of a situation pack, with an example of everything in them.",
        'sitmon pack new myanmar/ --id myanmar --title "Myanmar"',
    )
    parser.add_argument("directory", metavar="DIR", help="a directory that is new or empty")
    parser.add_argument("--id", metavar="ID", required=True, help="letters, digits and . _ : -")
    parser.add_argument("--title", metavar="T", required=True, help="what the screen is headed")
    return parser


def _check_pack(_environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        CHECK_PACK,
        "Read a situation pack and say what it holds, or what is wrong with it.",
        "sitmon pack check myanmar/",
    )
    parser.add_argument("directory", metavar="DIR", help="the pack's directory")
    add_json(parser)
    return parser


def _accept(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        ACCEPT,
        "Read the terms of a source, and accept them: only then is it asked.",
        "sitmon sources accept deepstate-history",
    )
    parser.add_argument("connector", metavar="ID", help="the source's name in the settings")
    add_pack(parser, environ)
    parser.add_argument("--yes", action="store_true", help="accept without being asked")
    return parser


HOUSE_PARSERS: Final = {
    CONFIG: _config,
    SHOW: _show,
    CHECK: _check,
    PATH: _path,
    PACK: _pack,
    NEW_PACK: _new_pack,
    CHECK_PACK: _check_pack,
    ACCEPT: _accept,
}
