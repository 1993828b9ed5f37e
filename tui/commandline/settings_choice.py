"""What a command takes from the settings: its situation, and whom it trusts beyond the public."""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from situation.pack_header import pack_folder
from situation.settings import load_settings
from tui.commandline.arguments import VERSION, Options
from tui.commandline.house_parsers import ACCEPT, HOUSE_PARSERS

_WITHOUT_SITUATION: Final = frozenset({VERSION, *HOUSE_PARSERS}) - {ACCEPT}


def with_settings(options: Options, environ: Mapping[str, str]) -> Options:
    """The options with what they do not say themselves.

    The situation is that of `--pack`, `SITMON_PACK`, the settings, or the bundled one.

    Raises:
        InputError: the settings are faulty.
        PackError: there is no such pack.
    """
    if options.command in _WITHOUT_SITUATION:
        return options
    settings = load_settings(environ)
    named = options.pack or settings.pack
    path = pack_folder(named) if named else options.pack_path
    return replace(options, pack_path=path, ca_file=settings.ca_file)
