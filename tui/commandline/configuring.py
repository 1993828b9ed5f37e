"""`sitmon config`: the settings with their origins, and what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from situation.credentials import load_credential
from situation.durations import format_duration
from situation.errors import ExitCode, SitmonError
from situation.pack_header import load_header, pack_folder
from situation.reports.jsontext import Json, json_text
from situation.settings import SettingsRead, read_settings, settings_file
from situation.settings_model import CONNECTORS, Settings
from situation.settings_tables import Fault
from situation.text import clean
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.house_parsers import CHECK, PATH

DEFAULT = "default"

_Flat = dict[str, Json]


def run_config(options: Options, console: Console) -> ExitCode:
    """Show or check the settings, or say where they are."""
    if options.command == PATH:
        return _path(options, console)
    found = read_settings(console.environ)
    if options.command == CHECK:
        return _check(found, options, console)
    values = flat(found.settings)
    if options.json:
        _print_json(_shown_json(found, values), console)
    else:
        console.data("\n".join(_shown_lines(found, values)))
    return _say_faults(found.faults, console)


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


def _path(options: Options, console: Console) -> ExitCode:
    file = settings_file(console.environ)
    if options.json:
        _print_json({"file": clean(file)}, console)
    else:
        console.data(clean(file))
    return ExitCode.OK


def _check(found: SettingsRead, options: Options, console: Console) -> ExitCode:
    faults = (*found.faults, *_broken_files(found, console.environ))
    if options.json:
        _print_json(_checked_json(found, faults), console)
    elif not faults:
        state = "nothing wrong was found" if found.exists else "there is no such file: all defaults"
        console.data(f"{clean(found.file)}: {state}")
    return _say_faults(faults, console)


def _checked_json(found: SettingsRead, faults: Sequence[Fault]) -> dict[str, Json]:
    return {
        "file": clean(found.file),
        "exists": found.exists,
        "faults": [
            {
                "where": fault.where,
                "line": fault.line or None,
                "key": fault.key or None,
                "what": fault.what,
                "do": fault.do or None,
            }
            for fault in faults
        ],
    }


def _broken_files(found: SettingsRead, environ: Mapping[str, str]) -> Iterator[Fault]:
    """The settings that name a file which cannot be used, with why."""
    settings = found.settings
    try:
        if settings.pack:
            load_header(pack_folder(settings.pack))
    except SitmonError as error:
        yield _broken("pack", found, error)
    for connector in settings.sources:
        try:
            load_credential(connector, settings, environ)
        except SitmonError as error:
            yield _broken(f"sources.{connector}.credential_file", found, error)


def _broken(key: str, found: SettingsRead, error: SitmonError) -> Fault:
    origin = found.origins.get(key, DEFAULT)
    number = origin.removeprefix(f"{clean(found.file)}:")
    return Fault(
        where=f"{origin}: {key}",
        line=int(number) if number.isdecimal() else 0,
        key=key,
        what=": ".join(part for part in (error.where, error.what) if part),
        do=error.do,
    )


def _say_faults(faults: Sequence[Fault], console: Console) -> ExitCode:
    for fault in faults:
        console.say(fault.error.line)
    return ExitCode.FAILED if faults else ExitCode.OK


def _print_json(told: Mapping[str, Json], console: Console) -> None:
    console.data(json_text(told, ascii_only=console.ascii_only))
