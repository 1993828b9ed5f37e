"""`sitmon doctor`: facts about store, program and terminal, what is wrong, what can be saved."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from situation.errors import ExitCode
from situation.opening import default_store
from situation.periods import format_minute
from situation.repairing import RepairReport, repair
from situation.reports.jsontext import Json, instant, json_text
from situation.text import clean
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.facts import (
    ProgramFacts,
    StoreFacts,
    TerminalFacts,
    program_facts,
    store_facts,
    terminal_facts,
)


def run_doctor(options: Options, console: Console) -> ExitCode:
    """Print the facts; fails when there is a problem. With `--repair` save what can be saved.

    Raises:
        SitmonError: nothing could be saved.
    """
    if options.repair is not None:
        return _run_repair(options, options.repair, console)
    program, terminal = program_facts(), terminal_facts(console)
    address = options.store or default_store(options.pack_path)
    store = asyncio.run(store_facts(address, console.clock, options.ca_file))
    problems = list(store.problems)
    if not program.fts5:
        problems.append("this Python's SQLite has no FTS5: claims cannot be searched")
    if options.json:
        facts = doctor_json(program, terminal, store, problems)
        console.data(json_text(facts, ascii_only=console.ascii_only))
    else:
        console.data("\n".join(doctor_lines(program, terminal, store)))
    for problem in problems:
        console.say(problem)
    if store.repairable:
        console.say("what is sound can be saved into a new file: sitmon doctor --repair NEWFILE")
    return ExitCode.FAILED if problems else ExitCode.OK


def _run_repair(options: Options, target: str, console: Console) -> ExitCode:
    address = options.store or default_store(options.pack_path)
    report = asyncio.run(repair(address, target, clock=console.clock))
    if options.json:
        facts = repair_json(address, target, report)
        console.data(json_text(facts, ascii_only=console.ascii_only))
    else:
        console.data("\n".join(repair_lines(address, target, report)))
    if report.left_out:
        lost = f"{len(report.left_out):,} of {report.before:,} entries"
        console.say(clean(f"{lost} could not be saved; keep {address}"))
        return ExitCode.PARTLY
    return ExitCode.OK


def repair_lines(address: str, target: str, report: RepairReport) -> list[str]:
    """What a repair saved, one fact on a line, then every entry that it had to leave out."""
    facts = [
        ("store", clean(address)),
        ("new store", clean(target)),
        ("entries before", f"{report.before:,}"),
        ("entries saved", f"{report.saved:,}: {_counted(report.counts)}"),
        ("unchanged", f"{report.unchanged:,} from the first on, with their numbers and seals"),
        ("seal", report.seal or "none"),
        ("left out", f"{len(report.left_out):,}"),
    ]
    lines = [f"{name:<15} {value}" for name, value in facts]
    return lines + [
        f"  entry {each.entry}{f' ({each.name})' if each.name else ''}: {each.why}"
        for each in report.left_out
    ]


def repair_json(address: str, target: str, report: RepairReport) -> dict[str, Json]:
    """What a repair saved and what it had to leave out."""
    return {
        "store": clean(address),
        "new_store": clean(target),
        "before": report.before,
        "saved": report.saved,
        "unchanged": report.unchanged,
        "entries": dict(sorted(report.counts.items())),
        "seal": report.seal or None,
        "left_out": [
            {"entry": each.entry, "name": each.name or None, "why": each.why}
            for each in report.left_out
        ],
    }


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {kind}" for kind, count in sorted(counts.items())) or "none"


def run_version(console: Console) -> ExitCode:
    """Print the version."""
    console.data(f"sitmon {program_facts().sitmon}")
    return ExitCode.OK


def doctor_lines(program: ProgramFacts, terminal: TerminalFacts, store: StoreFacts) -> list[str]:
    """The facts, one on a line."""
    variables = ", ".join(f"{name}={value}" for name, value in terminal.variables.items())
    facts = [
        ("store", store.url),
        ("data directory", str(Path(default_store()).parent)),
        *_store_pairs(store),
        ("sitmon", program.sitmon),
        ("python", program.python),
        ("textual", program.textual),
        ("sqlite", f"{program.sqlite}, {'with' if program.fts5 else 'without'} FTS5"),
        ("terminal", f"{terminal.size[0]}×{terminal.size[1]}, {terminal.encoding}"),
        ("environment", variables or "none of the terminal's variables is set"),
        ("monitor", terminal.refusal or "can be drawn here"),
    ]
    return [f"{name:<15} {value}" for name, value in facts]


def _store_pairs(store: StoreFacts) -> list[tuple[str, str]]:
    pairs = [] if store.size is None else [("size", f"{store.size:,} bytes")]
    if store.server:
        pairs.append(("server", store.server))
    info = store.info
    if info is None:
        return [*pairs, ("check", "could not be opened")]
    return [
        *pairs,
        ("schema", str(info.schema)),
        ("revision", f"{info.revision:,}"),
        ("entries", _counted(info.counts)),
        ("first recorded", format_minute(info.created_at) if info.recorded_at else "never"),
        ("last recorded", format_minute(info.recorded_at) if info.recorded_at else "never"),
        ("last said", format_minute(info.said_at) if info.said_at else "never"),
        ("seal", store.seal or ("the chain is broken" if info.revision else "none")),
        ("access", "read and write" if info.writable else "read only"),
        ("check", "; ".join(store.damage) or "nothing wrong was found"),
    ]


def doctor_json(
    program: ProgramFacts, terminal: TerminalFacts, store: StoreFacts, problems: list[str]
) -> dict[str, Json]:
    """The facts and `problems`; `store.info` is null where it could not be opened."""
    return {
        "store": {
            "url": store.url,
            "bytes": store.size,
            "info": _info_json(store),
            "seal": store.seal,
            "server": store.server or None,
        },
        "data_directory": str(Path(default_store()).parent),
        "sitmon": program.sitmon,
        "python": program.python,
        "textual": program.textual,
        "sqlite": program.sqlite,
        "fts5": program.fts5,
        "terminal": {
            "columns": terminal.size[0],
            "lines": terminal.size[1],
            "encoding": terminal.encoding,
            "variables": dict(terminal.variables),
            "refusal": terminal.refusal or None,
        },
        "problems": list(problems),
    }


def _info_json(store: StoreFacts) -> Json:
    info = store.info
    if info is None:
        return None
    return {
        "schema": info.schema,
        "revision": info.revision,
        "entries": dict(sorted(info.counts.items())),
        "created_at": instant(info.created_at),
        "recorded_at": instant(info.recorded_at),
        "said_at": instant(info.said_at),
        "writable": info.writable,
    }
