"""`sitmon config`: the settings with their origins, and what is wrong with them."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import msgspec

from situation.credentials import load_credential
from situation.durations import format_duration
from situation.errors import ExitCode, SitmonError
from situation.pack_header import load_header, pack_folder
from situation.reports.jsontext import Json, json_text
from situation.settings import SettingsRead, read_settings, settings_file
from situation.settings_model import CONNECTORS, Settings
from situation.text import clean
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.house_parsers import CHECK, PATH

DEFAULT = "default"

_Flat = dict[str, Json]


def run_config(options: Options, console: Console) -> ExitCode:
    """Show or check the settings, or say where they are."""
    if options.command == PATH:
        console.data(clean(settings_file(console.environ)))
        return ExitCode.OK
    found = read_settings(console.environ)
    if options.command == CHECK:
        return _check(found, console)
    values = flat(found.settings)
    if options.json:
        console.data(json_text(_shown_json(found, values), ascii_only=console.ascii_only))
    else:
        console.data("\n".join(_shown_lines(found, values)))
    return _say_faults(found, console)


def flat(settings: Settings) -> _Flat:
    """Every setting by its dotted key; a connector that nothing is set of has one key."""
    values: _Flat = {"pack": settings.pack}
    values |= {f"sync.{key}": value for key, value in _fields(settings.sync).items()}
    for key in CONNECTORS:
        source = settings.sources.get(key)
        if source is None:
            values[f"sources.{key}"] = None
        else:
            values |= {f"sources.{key}.{name}": value for name, value in _fields(source).items()}
    for table, entries in (("feeds", settings.feeds), ("channels", settings.channels)):
        for key, entry in entries.items():
            values |= {f"{table}.{key}.{name}": value for name, value in _fields(entry).items()}
    return values


def _fields(table: msgspec.Struct) -> Mapping[str, Json]:
    return {name: _plain(value) for name, value in msgspec.structs.asdict(table).items()}


def _plain(value: object) -> Json:
    if isinstance(value, timedelta):
        return format_duration(value)
    if isinstance(value, bool | int) or value is None:
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def _shown_lines(found: SettingsRead, values: _Flat) -> list[str]:
    width = max(map(len, values))
    return [
        f"{key:<{width}}  {_word(value):<24}  {found.origins.get(key, DEFAULT)}"
        for key, value in values.items()
    ]


def _word(value: Json) -> str:
    if value is None:
        return "as it is by itself"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "none" if value == "" else str(value)


def _shown_json(found: SettingsRead, values: _Flat) -> dict[str, Json]:
    return {
        "file": clean(found.file),
        "exists": found.exists,
        "values": {
            key: {"value": value, "origin": found.origins.get(key, DEFAULT)}
            for key, value in values.items()
        },
    }


def _check(found: SettingsRead, console: Console) -> ExitCode:
    code = _say_faults(found, console)
    for key, error in _broken_files(found.settings, console.environ):
        console.say(f"{found.origins.get(key, DEFAULT)}: {key}: {error.line}")
        code = ExitCode.FAILED
    if code is ExitCode.OK:
        state = "nothing wrong was found" if found.exists else "there is no such file: all defaults"
        console.data(f"{clean(found.file)}: {state}")
    return code


def _broken_files(
    settings: Settings, environ: Mapping[str, str]
) -> Iterator[tuple[str, SitmonError]]:
    """The settings that name a file which cannot be used, with why."""
    try:
        if settings.pack:
            load_header(pack_folder(settings.pack))
    except SitmonError as error:
        yield "pack", error
    for connector in settings.sources:
        try:
            load_credential(connector, settings, environ)
        except SitmonError as error:
            yield f"sources.{connector}.credential_file", error


def _say_faults(found: SettingsRead, console: Console) -> ExitCode:
    for fault in found.faults:
        console.say(fault.error.line)
    return ExitCode.FAILED if found.faults else ExitCode.OK
