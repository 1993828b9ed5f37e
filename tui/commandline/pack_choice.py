"""Which situation a command is about: that of `--pack`, `SITMON_PACK`, the settings, or Ukraine."""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from situation.pack_header import pack_folder
from situation.settings import load_settings
from tui.commandline.arguments import VERSION, Options
from tui.commandline.house_parsers import ACCEPT, HOUSE_PARSERS

_WITHOUT_SITUATION: Final = frozenset({VERSION, *HOUSE_PARSERS}) - {ACCEPT}


def with_pack(options: Options, environ: Mapping[str, str]) -> Options:
    """The options with the directory of the pack they, or the settings, name.

    Raises:
        InputError: the settings are faulty.
        PackError: there is no such pack.
    """
    if options.command in _WITHOUT_SITUATION:
        return options
    named = options.pack or load_settings(environ).pack
    return replace(options, pack_path=pack_folder(named)) if named else options
