"""`sitmon sources accept`: show the terms of a source, and keep that they were accepted."""

import sys
from difflib import get_close_matches

from situation.acceptance import Acceptance
from situation.connector import Connector
from situation.errors import ExitCode, UnknownName, UsageError
from situation.pack import load_pack
from situation.periods import format_minute
from situation.settings import load_settings
from situation.sources.catalogue import connectors
from situation.text import clean
from tui.commandline.arguments import Options
from tui.commandline.console import Console


def ask_person() -> str:
    """What a person at the terminal answers.

    Raises:
        UsageError: there is none.
    """
    if not sys.stdin.isatty():
        raise UsageError("nobody is there to be asked", do="read the terms, then add --yes")
    return sys.stdin.readline()


def run_accept(options: Options, console: Console) -> ExitCode:
    """Show a source's terms and accept them when the reader says so.

    Raises:
        SitmonError: there is no such source, nobody is there, or the answer cannot be kept.
    """
    connector = _connector(options, console)
    if not connector.notice:
        console.say(f"{connector.key} has no terms that must be accepted first")
        return ExitCode.OK
    acceptance = Acceptance()
    since = acceptance.accepted_at(connector.key, connector.notice)
    console.data(clean(connector.notice, 4_000, lines=True))
    if since is not None:
        console.say(f"accepted on {format_minute(since)}")
        return ExitCode.OK
    if not options.yes:
        console.talk("Accept these terms? [y/N] ")
        if ask_person().strip().lower() not in ("y", "yes"):
            console.say(f"not accepted: {connector.key} is not asked")
            return ExitCode.FAILED
    acceptance.accept(connector.key, connector.notice, console.clock())
    console.say(f"accepted; sitmon sync {connector.key} asks it")
    return ExitCode.OK


def _connector(options: Options, console: Console) -> Connector:
    pack = load_pack(options.pack_path)
    settings = load_settings(console.environ)
    made = connectors(settings, pack.sources, country=pack.country)
    by_key = {connector.key: connector for connector in made}
    if options.connector not in by_key:
        close = get_close_matches(options.connector, by_key, n=3, cutoff=0.5)
        raise UnknownName("source", options.connector, tuple(close))
    return by_key[options.connector]
