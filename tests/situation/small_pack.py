"""A small sound situation pack as text, and a maker of damaged copies of it."""

from pathlib import Path

HEAD = """\
id = "small"
title = "Small"
opens_on = 2025-11-05
opens_at = "town"
data_until = 2025-11-05
centre = [36.0, 48.5]
bounds = [22.0, 44.0, 40.5, 52.6]
occupier = "RU"
country = "UA"
"""
PARTIES = """\
[[party]]
id = "UA"
name = "Ukraine"
letter = "U"
colour = "blue"

[[party]]
id = "RU"
name = "Russia"
letter = "R"
colour = "orange"
"""
SOURCES = """\
[[source]]
id = "mirror"
name = "Mirror"
kind = "mapping_project"
depends_on = ["map"]

[[source]]
id = "map"
name = "Map"
kind = "mapping_project"
affiliation = { relation = "ties", side = "UA" }
"""
PLACES = """\
id,name,kind,parent,country,lat,lon,population,population_as_of,population_source,geonames,katottg,name_uk,name_ru
town,Town,city,oblast,UA,48.2820,37.1758,60127,2022-01-01,map,704422,UA14160210010099403,Місто,Город
oblast,Oblast,region,,UA,,,,,,,,Область,
"""
ALIASES = """\
place,name,language,side,note
town,Oldtown,ru,RU,until 2016
"""
RECORDS = """\
{"record":"link","id":"l","subject":"b","kind":"disputes","object":"a"}
{"record":"claim","id":"a","source":"map","places":["town"],"kind":"control","text":"A.","said_at":"2025-11-05T00:00:00Z"}
{"record":"claim","id":"b","source":"mirror","places":["town"],"kind":"control","text":"B.","said_at":"2025-11-05T00:00:00Z"}
"""
FILES = {
    "pack.toml": HEAD,
    "parties.toml": PARTIES,
    "sources.toml": SOURCES,
    "places.csv": PLACES,
    "aliases.csv": ALIASES,
    "records.jsonl": RECORDS,
}

Damage = tuple[str, str, str]
"""A file of the pack, what stands in it and what stands there instead."""


def write_small_pack(folder: Path, *damages: Damage) -> Path:
    """Write the pack into a directory, with texts of its files replaced; returns the directory."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, old, new in damages:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder
