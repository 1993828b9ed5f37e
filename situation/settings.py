"""`config.toml`: what the user has set, read strictly and never written.

The file stands in the platform's place for settings; `SITMON_CONFIG` names another. Every fault in
it is found in one reading, each with file, line and key. What is not set is as `settings_model`
has it. `VARIABLES` of the environment stand above what the file says.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from platformdirs import user_config_path

from situation.errors import InputError
from situation.settings_model import Settings
from situation.settings_tables import Fault, TableReader
from situation.text import clean
from situation.toml_lines import key_lines

FILE_VARIABLE: Final = "SITMON_CONFIG"
VARIABLES: Final[Mapping[str, str]] = {"pack": "SITMON_PACK", "ca_file": "SITMON_CA_FILE"}
"""The environment's variables that stand above what the file says of a key."""
MOST_BYTES: Final = 256_000

_AT_LINE: Final = re.compile(r"\s*\(at line (\d+), column \d+\)")


class SettingsRead(Struct, frozen=True, kw_only=True):
    """What a reading of the settings found."""

    settings: Settings
    """With what is faulty left at its default."""
    file: Path
    exists: bool
    origins: Mapping[str, str] = {}
    """By dotted key: file and line, or the environment's variable; without one: the default."""
    faults: tuple[Fault, ...] = ()


def settings_file(environ: Mapping[str, str]) -> Path:
    """Where the settings are, or would be."""
    named = environ.get(FILE_VARIABLE)
    if named:
        return Path(named).absolute()
    return user_config_path("sitmon", appauthor=False) / "config.toml"


def load_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in force.

    Raises:
        InputError: the file has a fault; `where` names file, line and key of the first.
    """
    found = read_settings(environ)
    if not found.faults:
        return found.settings
    others = len(found.faults) - 1
    more = f"; and {others} more: see sitmon config check" if others else ""
    first = found.faults[0]
    raise InputError(first.what + more, where=first.where, do=first.do)


def read_settings(environ: Mapping[str, str]) -> SettingsRead:
    """The settings with their origins, and what is wrong with them."""
    file = settings_file(environ)
    reader = TableReader(file)
    try:
        text = _text_of(file, must_exist=bool(environ.get(FILE_VARIABLE)))
        given = {} if text is None else tomllib.loads(text)
        reader.lines = {} if text is None else key_lines(text)
    except InputError as error:
        reader.faults.append(Fault(where=error.where, what=error.what, do=error.do))
        text, given = None, {}
    except (ValueError, RecursionError) as error:
        reader.faults.append(_not_toml(error, file))
        given = {}
    settings = reader.settings(given)
    for key, variable in VARIABLES.items():
        if named := environ.get(variable):
            settings = replace(settings, **{key: named})
            reader.origins[key] = f"environment {variable}"
    return SettingsRead(
        settings=settings,
        file=file,
        exists=text is not None,
        origins=reader.origins,
        faults=tuple(sorted(reader.faults, key=lambda fault: fault.line)),
    )


def _text_of(file: Path, *, must_exist: bool) -> str | None:
    """The file's text; None where there is none and none was named."""
    where = clean(file)
    try:
        if not must_exist and not file.exists():
            return None
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise InputError(f"more than {MOST_BYTES:,} bytes are no settings", where=where)
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError("the file is not UTF-8", where=where, do="save it as UTF-8") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be one"
        what = f"the settings cannot be read: {reason}"
        raise InputError(what, where=where, do=f"see {FILE_VARIABLE}") from None


def _not_toml(error: Exception, file: Path) -> Fault:
    message = str(error) if isinstance(error, ValueError) else "it is nested too deeply"
    line = _AT_LINE.search(message)
    number = int(line[1]) if line else 0
    where = f"{clean(file)}:{number}" if number else clean(file)
    what = clean(f"this is not TOML: {_AT_LINE.sub('', message)}")
    return Fault(where=where, line=number, what=what)
