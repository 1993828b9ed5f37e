"""The options of `sitmon serve` and `sitmon token`."""

from collections.abc import Mapping
from typing import Final

from tui.commandline.parser_parts import Parser, add_json, add_store, command_parser

SERVE: Final = "serve"
TOKEN: Final = "token"  # noqa: S105 - the name of a command
TOKEN_ACTIONS: Final = ("new", "list", "revoke")
NEW_TOKEN, LIST_TOKENS, REVOKE_TOKEN = (f"{TOKEN} {action}" for action in TOKEN_ACTIONS)
ROLES: Final = ("reader", "analyst", "admin")


def _serve(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        SERVE,
        "Let others read the store over HTTP, and those who may write to it: a monitor\n"
        "opens it with --store and the address. Nobody comes in without a token; make\n"
        "one first with sitmon token new. Ends at ctrl+c or SIGTERM.",
        "sitmon serve --store news.db --port 8440",
    )
    parser.add_argument(
        "--host", metavar="A", help="the address to listen at (127.0.0.1: this machine only)"
    )
    parser.add_argument("--port", type=int, metavar="N", help="the port (8440); 0: any free one")
    parser.add_argument("--tls-cert", metavar="FILE", help="certificate, PEM")
    parser.add_argument("--tls-key", metavar="FILE", help="its key, PEM")
    parser.add_argument(
        "--insecure-listen",
        action="store_true",
        help="listen beyond this machine without TLS: others on the way can read tokens",
    )
    parser.add_argument(
        "--empty",
        action="store_true",
        help="do not fill a store that is empty: what it is to hold comes by sitmon copy",
    )
    return _of_store(parser, environ)


def _token(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        TOKEN,
        "Who may read and write a store that is served: new, list or revoke, each\nwith --help.",
        "sitmon token new --role reader --name desk --expires 90d",
    )
    parser.usage = "sitmon token {new,list,revoke} [options]"
    return _of_store(parser, environ)


def _new(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        NEW_TOKEN,
        "Make a token and print it, this once: only its hash is kept. A running server\n"
        "knows it at once.",
        "sitmon token new --role analyst --name olha --expires 2026-12-31",
    )
    parser.add_argument(
        "--role",
        choices=ROLES,
        required=True,
        help="reader; analyst: records claims, links, assessments and notes too; admin: "
        "records everything, for a sync",
    )
    parser.add_argument(
        "--name",
        metavar="NAME",
        required=True,
        help="whose it is: the author of what is recorded with it",
    )
    parser.add_argument(
        "--expires", metavar="T", help="12h, 90d (the usual), 8w, or its last day: 2026-12-31"
    )
    return _of_store(parser, environ)


def _list(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        LIST_TOKENS, "The tokens ever made, without their secrets.", "sitmon token list"
    )
    add_json(parser)
    return _of_store(parser, environ)


def _revoke(environ: Mapping[str, str]) -> Parser:
    parser = command_parser(
        REVOKE_TOKEN,
        "Let a token open nothing any more. A running server refuses it at once and ends\n"
        "its streams within 15 seconds.",
        "sitmon token revoke 5f0c21ab",
    )
    parser.add_argument("token", metavar="ID", help="as sitmon token list shows it")
    return _of_store(parser, environ)


def _of_store(parser: Parser, environ: Mapping[str, str]) -> Parser:
    add_store(parser, environ)
    return parser


SERVING_PARSERS: Final = {
    SERVE: _serve,
    TOKEN: _token,
    NEW_TOKEN: _new,
    LIST_TOKENS: _list,
    REVOKE_TOKEN: _revoke,
}
