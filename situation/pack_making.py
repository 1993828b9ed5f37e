"""The files of a new situation pack: sound as they stand, with an example of everything in them."""

import json
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from situation.errors import InputError, UsageError
from situation.pack_header import bundled_packs
from situation.record import Id
from situation.text import clean

TITLE_LIMIT: Final = 60

_PACK: Final = """\
# The frame of the situation. docs/packs.md tells of every file.
id = {id}        # names the reader's own store of it
title = {title}
country = "XX"          # ISO 3166, two letters: texts are searched for the places of this country
opens_on = {day}   # the day a reader sees first
opens_at = "example-city"
data_until = {day} # the last day on which anything in records.jsonl was said
centre = [0.0, 0.0]     # longitude, latitude: the middle of the maps, degrees WGS 84
bounds = [-5.0, -5.0, 5.0, 5.0] # west, south, east, north: every place lies inside
occupier = "A"          # the party whose area a map draws as occupied
"""
_PARTIES: Final = """\
# The sides. `letter` stands beside every status. `colour` is a role of the theme, not a colour
# value: "blue" and "orange" can be told apart by everyone; another word leaves what a side holds in
# the colour of the status.

[[party]]
id = "A"
name = "First party"
letter = "A"
colour = "orange"

[[party]]
id = "B"
name = "Second party"
letter = "B"
colour = "blue"
"""
_SOURCES: Final = """\
# Whoever a claim, a reading or a figure is traced to.
# kind: government, military_command, armed_group, news_agency, ngo, un_agency, unnamed and others.
# affiliation: relation speaks_for, member, funded_by, ties or aligned, and the side; relation none
# says that there is no tie; left out, nobody knows, and the source decides nothing alone.
# reliability: A to F of the Admiralty code; F, the usual, means that it cannot be judged.
# depends_on: the sources whose data this one is made from; their agreement confirms nothing.
# licence: open, attribution, share_alike, permission (the usual) or no_redistribution: exports
# look at it.

[[source]]
id = "a-spokesman"
name = "Spokesman of the first party"
kind = "military_command"
affiliation = { relation = "speaks_for", side = "A" }
reliability_reason = "Speaks for one side: not graded."
licence = "attribution"
terms = "Public statements, told in own words; cite the speaker."

[[source]]
id = "example-agency"
name = "Example news agency"
kind = "news_agency"
affiliation = { relation = "none" }
url = "https://agency.example"
licence = "attribution"
terms = "Facts may be cited; the text of reports is the agency's."
credit = "Example news agency"
"""
_PLACES: Final = """\
id,name,kind,parent,country,lat,lon,population,population_as_of,population_source,geonames,name_ar
example-country,Example country,country,,XX,,,,,,,
example-region,Example region,region,example-country,XX,,,,,,,
example-city,Example City,city,example-region,XX,0.5,0.5,,,,,
"""
_ALIASES: Final = """\
place,name,language,side,note
example-city,Old Example,en,,name until it was changed
"""
_RECORDS: Final = (
    {
        "record": "claim",
        "id": "example-1",
        "source": "a-spokesman",
        "via": ["example-agency"],
        "places": ["example-city"],
        "kind": "control",
        "text": "Our forces hold Example City.",
        "quote": "indirect",
        "citation": "Example news agency, day of the report",
    },
    {
        "record": "reading",
        "id": "example-1-r",
        "place": "example-city",
        "source": "a-spokesman",
        "via": ["example-agency"],
        "label": "held",
        "status": "held",
        "holder": "A",
        "basis": "claimed",
        "claim": "example-1",
    },
)


def make_pack(folder: Path, *, pack_id: str, title: str, day: date) -> tuple[str, ...]:
    """Write the files of a new pack.

    Args:
        folder: a directory that is new or empty.
        pack_id: names the pack and the reader's own store of it.
        title: what the screen is headed.
        day: the day the pack opens on, and its example is said on.

    Returns:
        The names of the files.

    Raises:
        UsageError: the id or the title is none.
        InputError: the directory holds something, or cannot be written.
    """
    _check(pack_id, title)
    # What JSON quotes is quoted in TOML, once it holds no control character.
    names = {"id": json.dumps(pack_id), "title": json.dumps(title, ensure_ascii=False)}
    files = {
        "pack.toml": _PACK.format(**names, day=day),
        "parties.toml": _PARTIES,
        "sources.toml": _SOURCES,
        "places.csv": _PLACES,
        "aliases.csv": _ALIASES,
        "records.jsonl": _records(day),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError("the directory is not empty", where=str(folder), do="name a new one")
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        what = f"the pack cannot be written: {error.strerror}"
        raise InputError(what, where=str(folder)) from None
    return tuple(files)


def _check(pack_id: str, title: str) -> None:
    try:
        msgspec.convert(pack_id, Id)
    except msgspec.ValidationError:
        do = "use letters, digits and . _ : -"
        raise UsageError(f"“{pack_id}” is not an id", where="--id", do=do) from None
    if pack_id in bundled_packs():
        do = "choose another: each situation has its own store"
        raise UsageError(f"a bundled pack is called “{pack_id}”", where="--id", do=do)
    if not title or clean(title, TITLE_LIMIT) != title:
        do = f"write at most {TITLE_LIMIT} characters, all of which can be seen"
        raise UsageError("this is not a title", where="--title", do=do)


def _records(day: date) -> str:
    said = {"said_at": f"{day}T00:00:00Z", "valid_from": f"{day}T00:00:00Z"}
    return "".join(json.dumps({**record, **said}) + "\n" for record in _RECORDS)
