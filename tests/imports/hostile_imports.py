"""What the tests of hostile files import: a store with a good day, and files of every name."""

import asyncio
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from situation.errors import ExitCode
from situation.model import Place
from situation.store import open_store
from situation.store.log import Entry
from situation.vocabulary import PlaceKind, SourceKind
from tests.situation.records import make_source
from tests.situation.reports.samples import POKROVSK, filled_store
from tests.situation.reports.samples import REGION as OBLAST
from tests.situation.sources.gazetteer_bytes import (
    CITY,
    REGION,
    zipped,
)
from tests.situation.sources.map_bytes import box, mirror_file
from tests.test_hostile_corpus import (
    assert_json_safe,
    assert_safe,
    texts_in,
    unsafe_in,
)
from tests.tui.consoles import run

IMPORTED: Final = (ExitCode.OK, ExitCode.FAILED, ExitCode.PARTLY)
GOOD_DAY: Final = "2025-11-05"
HOSTILE_DAY: Final = "2025-11-06"
MIRROR: Final = "deepstatemap_data_20251106.geojson"
ASKED: Final = (("status",), ("status", "Pokrovsk"), ("claims",), ("map", "Pokrovsk"))
NAMED: Final = b'"properties":{"name":"O /// Occupied /// geoJSON.status.occupied"}'
MAP_RECORDS: Final = {"document", "polygon", "terrain", "reading", "coverage", "statistic"}
RING: Final = [[30, 50], [31, 50], [31, 51], [30, 51], [30, 50]]
SECTION: Final = "1. Території можливих бойових дій"
CORNER: Final = Place(
    id="corner", name="Corner", kind=PlaceKind.CITY, country="UA", lat=50.0, lon=30.0
)
"""At the corner that most areas of the collection begin at."""

FORMS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    MIRROR: bytes,
    "1762387200.geojson": bytes,
    "1762390800.geojson": lambda content: content.replace(b'"properties":{}', NAMED),
    "UA.txt": bytes,
    "UA.zip": lambda content: zipped({"UA.txt": content}),
    "kodifikator-06-11-2025.csv": bytes,
    "katottg.zip": lambda content: zipped({"katottg.csv": content}),
    "perelik_376.csv": bytes,
    "perelik_376.docx": lambda content: zipped({"word/document.xml": content}),
}
"""What stands in a file of each name, made of what is hostile."""


class Good(NamedTuple):
    """A copy of a store with a good day of a map and claims, and what it answered before."""

    path: str
    answers: Sequence[str]


class Kept:
    """The store that the copies are made of."""

    def __init__(self, folder: Path) -> None:
        sources = ("deepstate-mirror", "deepstate", "geonames", "katottg", "ua-order-376")
        self._path = filled_store(
            folder / "good.db",
            *(make_source(source, kind=SourceKind.MAPPING_PROJECT) for source in sources),
            replace(OBLAST, katottg=REGION),
            replace(POKROVSK, katottg=CITY),
            CORNER,
        )

    @cached_property
    def answers(self) -> Sequence[str]:
        """What it answers of its good day, which is imported for it."""
        path = Path(self._path).with_name("deepstatemap_data_20251105.geojson")
        path.write_bytes(mirror_file(box(37.17, 48.0, 38.5, 48.7)))
        assert run("import", str(path), "--store", self._path).code == ExitCode.OK
        return answers(self._path)

    def copied(self, folder: Path) -> Good:
        """A copy in a directory."""
        folder.mkdir(exist_ok=True)
        before = self.answers
        return Good(str(shutil.copy(self._path, folder / "s.db")), before)


def answers(store: str) -> Sequence[str]:
    """What is told of the day before anything hostile came."""
    ran = [run(*words, "--as-of", GOOD_DAY, "--store", store) for words in ASKED]
    assert [one.code for one in ran] == [ExitCode.OK] * len(ASKED)
    return [one.out for one in ran]


def entries(store: str, after: int = 0) -> tuple[Entry, ...]:
    """The log of a store; what stands in it is safe to show."""

    async def read() -> tuple[Entry, ...]:
        opened = open_store(store)
        try:
            return await opened.entries(after, 100_000)
        finally:
            await opened.close()

    found = asyncio.run(read())
    for entry in found:
        assert [text for text in texts_in(json.loads(entry.body)) if unsafe_in(text)] == []
    return found


def written(folder: Path, content: bytes) -> Iterator[str]:
    """Files of all names in a directory of their own."""
    folder.mkdir()
    for name, made_of in FORMS.items():
        (folder / name).write_bytes(made_of(content))
        yield str(folder / name)


def imported(good: Good, content: bytes, name: str = MIRROR) -> dict[str, Any]:
    """The report of importing one file."""
    file = Path(good.path).with_name(name)
    file.write_bytes(content)
    told = assert_json_safe("import", str(file), "--store", good.path, codes=IMPORTED)
    report: dict[str, Any] = json.loads(told)
    return report


def seen_at_corner(good: Good) -> dict[str, Any]:
    """What the mirror's newest map says there."""
    words = ("status", "Corner", "--as-of", HOSTILE_DAY, "--store", good.path)
    readings = json.loads(assert_json_safe(*words))["readings"]
    found: dict[str, Any] = next(one for one in readings if one["source"] == "deepstate-mirror")
    return found


def drawn(good: Good, content: bytes) -> tuple[dict[str, Any], str]:
    """What is measured and what is drawn at the corner once a map is imported."""
    assert imported(good, content)["polygons_added"] == 1
    words = ("map", "Corner", "--as-of", HOSTILE_DAY, "--store", good.path)
    return seen_at_corner(good), run(*words).out


def survives(good: Good, content: bytes, folder: Path) -> set[str]:
    """Import it under all names, twice; the kinds of the records that came of it."""
    before = len(entries(good.path))
    files = list(written(folder, content))
    assert_safe("import", *files, "--store", good.path, codes=IMPORTED)
    assert_json_safe("import", *files, "--store", good.path, codes=IMPORTED)
    assert answers(good.path) == good.answers
    return {entry.kind for entry in entries(good.path, before)}
