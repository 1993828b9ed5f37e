"""`sitmon pack`: make the files of a situation pack, or check them."""

from collections import Counter
from pathlib import Path

from situation.errors import ExitCode
from situation.pack import Pack, load_pack
from situation.pack_header import pack_folder
from situation.pack_making import make_pack
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
        console.data("\n".join(_summary(pack)))
    return ExitCode.OK


def _summary(pack: Pack) -> list[str]:
    kinds = Counter(str(type(record).__struct_config__.tag) for record in pack.records)
    counts = {
        "party": len(pack.parties),
        "source": len(pack.sources),
        "place": len(pack.places),
        **dict(sorted(kinds.items())),
    }
    return [
        f"{pack.id}: {pack.title}, opened on {pack.opens_on} at {pack.opens_at}",
        ", ".join(f"{kind} {count:,}" for kind, count in counts.items()),
        "nothing wrong was found",
    ]
