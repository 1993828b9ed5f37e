"""`sitmon pack`: make the files of a situation pack, or check them."""

from collections import Counter
from pathlib import Path

from situation.errors import ExitCode
from situation.pack import Pack, load_pack
from situation.pack_header import pack_folder
from situation.pack_making import make_pack
from situation.reports.jsontext import Json, json_text
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.house_parsers import NEW_PACK


def run_pack(options: Options, console: Console) -> ExitCode:
    """Make or check a pack.

    Raises:
        SitmonError: it cannot be made, or it is damaged; file, line and field are named.
    """
    if options.command == NEW_PACK:
        folder = Path(options.directory)
        today = console.clock().date()
        names = make_pack(folder, pack_id=options.id, title=options.title, day=today)
        console.data("\n".join(str(folder / name) for name in names))
        console.say(f"fill them in, then: sitmon pack check {folder}; sitmon --pack {folder}")
    else:
        pack = load_pack(pack_folder(options.directory))
        if options.json:
            console.data(json_text(_pack_json(pack), ascii_only=console.ascii_only))
        else:
            console.data("\n".join(_summary(pack)))
    return ExitCode.OK


def _counts(pack: Pack) -> dict[str, int]:
    """How many records of each kind the pack has."""
    kinds = Counter(str(type(record).__struct_config__.tag) for record in pack.records)
    return {
        "party": len(pack.parties),
        "source": len(pack.sources),
        "place": len(pack.places),
        **dict(sorted(kinds.items())),
    }


def _pack_json(pack: Pack) -> dict[str, Json]:
    return {
        "id": pack.id,
        "title": pack.title,
        "opens_on": pack.opens_on.isoformat(),
        "opens_at": pack.opens_at,
        "entries": dict(_counts(pack)),
    }


def _summary(pack: Pack) -> list[str]:
    return [
        f"{pack.id}: {pack.title}, opened on {pack.opens_on} at {pack.opens_at}",
        ", ".join(f"{kind} {count:,}" for kind, count in _counts(pack).items()),
        "nothing wrong was found",
    ]
