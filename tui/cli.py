"""The command line: words in, exit code out; every error one line, never a traceback."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from situation.errors import ExitCode, SitmonError, UnknownName, UsageError
from situation.text import clean
from tui.commandline.arguments import VERSION, Options, command_like, parse
from tui.commandline.console import Console, process_console
from tui.commandline.house_parsers import ACCEPT, CHECK, CHECK_PACK, NEW_PACK, PATH, SHOW
from tui.commandline.monitor import run_monitor
from tui.commandline.parser_parts import MONITOR
from tui.commandline.parsers import KIOSK
from tui.commandline.serving_parsers import LIST_TOKENS, NEW_TOKEN, REVOKE_TOKEN, SERVE
from tui.commandline.settings_choice import with_settings
from tui.commandline.writing_parsers import ADD, CORRECT, RETRACT
from tui.preflight import DRAWING


def main(words: Sequence[str] | None = None, console: Console | None = None) -> int:
    """Run one command.

    Args:
        words: what stands behind the program's name; None: those of this process.
        console: streams, environment and clock; None: those of this process.

    Returns:
        The exit code: 0 done, 1 failed, 2 wrong use, 3 partly done, 70 an error of sitmon itself,
        130 interrupted.
    """
    console = console or process_console()
    try:
        return _run(sys.argv[1:] if words is None else words, console)
    except SitmonError as error:
        console.say(error.line)
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever reads has had enough, as `head` has: that is no failure.
        console.give_up_output()
        return ExitCode.OK
    except MemoryError:
        console.say("there is not enough memory for this (ulimit -a shows the limits)")
        return ExitCode.FAILED
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback, no locals
        kind = type(error).__name__
        console.say(clean(f"an error of sitmon itself, please report it: {kind}: {error}"))
        return ExitCode.CRASHED


def _run(words: Sequence[str], console: Console) -> int:
    if KIOSK in words:
        # A kiosk reads neither settings nor the environment as the other commands do.
        from tui.commandline.kiosk import run_kiosk  # noqa: PLC0415

        return run_kiosk(words, console)
    options = parse(words, console.environ)
    if isinstance(options, str):
        console.data(options)
        return ExitCode.OK
    run = _RUNS.get(options.command, _run_reading)
    return run(with_settings(options, console.environ), console)


def _run_import(options: Options, console: Console) -> int:
    # It measures: numpy and shapely are no cost of the other commands.
    from tui.commandline.importing import run_import  # noqa: PLC0415

    return run_import(options, console)


def _run_measure(options: Options, console: Console) -> int:
    # It measures too.
    from tui.commandline.measuring import run_measure  # noqa: PLC0415

    return run_measure(options, console)


def _run_sync(options: Options, console: Console) -> int:
    # It fetches: HTTP and the readers of all sources are no cost of the other commands.
    from tui.commandline.syncing import run_sync  # noqa: PLC0415

    return run_sync(options, console)


def _run_copy(options: Options, console: Console) -> int:
    # Only a copy moves a log.
    from tui.commandline.copying import run_copy  # noqa: PLC0415

    return run_copy(options, console)


def _run_doctor(options: Options, console: Console) -> int:
    # Reading package versions takes as long to import as answering a question takes.
    from tui.commandline.doctor import run_doctor, run_version  # noqa: PLC0415

    return run_doctor(options, console) if options.command == "doctor" else run_version(console)


def _run_watch(options: Options, console: Console) -> int:
    # Only a watch compares two looks.
    from tui.commandline.watching import run_watch  # noqa: PLC0415

    return run_watch(options, console)


def _run_map(options: Options, console: Console) -> int:
    # Drawing is nothing that the other commands need.
    from tui.commandline.mapping import run_map  # noqa: PLC0415

    return run_map(options, console)


def _run_reading(options: Options, console: Console) -> int:
    # The screen is drawn without the reports.
    from tui.commandline.reading import run_reading  # noqa: PLC0415

    return run_reading(options, console)


def _run_sources(options: Options, console: Console) -> int:
    # What fetches sources is nothing that the other questions need.
    from tui.commandline.sourcing import run_sources  # noqa: PLC0415

    return run_sources(options, console)


def _run_export(options: Options, console: Console) -> int:
    # The formats are nothing that the other commands need.
    from tui.commandline.exporting import run_export  # noqa: PLC0415

    return run_export(options, console)


def _run_report(options: Options, console: Console) -> int:
    # Only a report compares two moments.
    from tui.commandline.reporting import run_report  # noqa: PLC0415

    return run_report(options, console)


def _run_claim(options: Options, console: Console) -> int:
    # Reading a store needs none of the checks of what is typed.
    from tui.commandline.claiming import run_claim  # noqa: PLC0415

    return run_claim(options, console)


def _run_config(options: Options, console: Console) -> int:
    # What shows and checks settings is nothing that the other commands need.
    from tui.commandline.configuring import run_config  # noqa: PLC0415

    return run_config(options, console)


def _run_pack(options: Options, console: Console) -> int:
    # Only a store's first start needs the pack's readers.
    from tui.commandline.packing import run_pack  # noqa: PLC0415

    return run_pack(options, console)


def _run_serve(options: Options, console: Console) -> int:
    # A server is nothing that the other commands need.
    from tui.commandline.serving import run_serve  # noqa: PLC0415

    return run_serve(options, console)


def _run_token(options: Options, console: Console) -> int:
    # Nor are those who may use one.
    from tui.commandline.tokens import run_token  # noqa: PLC0415

    return run_token(options, console)


def _run_accept(options: Options, console: Console) -> int:
    # The sources' readers are nothing that the other commands need.
    from tui.commandline.accepting import run_accept  # noqa: PLC0415

    return run_accept(options, console)


def _run_monitor(options: Options, console: Console) -> int:
    drawing = DRAWING.set(options.drawing)
    try:
        return run_monitor(options, console)
    except UnknownName as error:
        meant = command_like(options.city or "")
        if meant is None:
            raise
        advice = ", ".join(filter(None, (error.do, f"or the command: sitmon {meant}")))
        raise UsageError(error.what, do=advice) from None
    finally:
        DRAWING.reset(drawing)


_RUNS: Final[Mapping[str, Callable[[Options, Console], int]]] = {
    MONITOR: _run_monitor,
    "import": _run_import,
    "measure": _run_measure,
    "sync": _run_sync,
    "copy": _run_copy,
    "doctor": _run_doctor,
    "map": _run_map,
    "watch": _run_watch,
    VERSION: _run_doctor,
    "sources": _run_sources,
    "report": _run_report,
    "export": _run_export,
    ADD: _run_claim,
    CORRECT: _run_claim,
    RETRACT: _run_claim,
    SHOW: _run_config,
    CHECK: _run_config,
    PATH: _run_config,
    NEW_PACK: _run_pack,
    CHECK_PACK: _run_pack,
    ACCEPT: _run_accept,
    SERVE: _run_serve,
    NEW_TOKEN: _run_token,
    LIST_TOKENS: _run_token,
    REVOKE_TOKEN: _run_token,
}
"""The commands that do more than to answer a question."""
