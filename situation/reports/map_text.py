"""A map in text without colours, with all that a reader needs to read it rightly."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from situation.mapframe import MapFrame
from situation.maps.areas import change_in_window
from situation.maps.canvas import Drawing, draw_difference, draw_map
from situation.maps.scene import ChangeOfHands, MapMode, MapScene, MapSheet
from situation.maps.sectors import sector_steps
from situation.maps.textures import CellKind, CellStyle, sample
from situation.maps.window import MapWindow
from situation.model import Place, Source
from situation.periods import Viewpoint, format_day
from situation.reports.status import viewpoint_words
from situation.vocabulary import AreaStatus

_SCALE_CELLS = 24
_WORDS = (
    (AreaStatus.OCCUPIED, "occupied"),
    (AreaStatus.CONTESTED, "grey zone"),
    (AreaStatus.LIBERATED, "liberated"),
)
_DIFFERENCE_WORDS = (
    (CellKind.NEWLY_OCCUPIED, "newly occupied"),
    (CellKind.NO_LONGER_OCCUPIED, "no longer occupied"),
    (CellKind.OCCUPIED, "occupied on both"),
)
_OTHERS = (
    (CellKind.BORDER, "border of a region"),
    (CellKind.RING, "disc that shares are measured on, not the city limit"),
    (CellKind.BEYOND, "not mapped here"),
)


class MapPage(Struct, frozen=True, kw_only=True):
    """What is to be printed."""

    scene: MapScene
    viewpoint: Viewpoint
    frame: MapFrame
    window: MapWindow
    style: CellStyle
    letters: Mapping[str, str]
    """The letter of each party, by id."""
    title: str
    """Of the situation."""
    place: Place | None
    """In the middle; None: the whole situation."""
    region: str = ""

    @property
    def occupier(self) -> str:
        """The letter of the occupying party."""
        return self.letters.get(self.frame.occupier, "O")


def map_lines(page: MapPage) -> list[str]:
    """What `sitmon map` prints: title, map or maps with their captions, legend, scale, licences."""
    scene = page.scene
    name = page.place.name if page.place else page.title
    maps = _difference(page) if _is_difference(scene) else _maps(page)
    return [
        f"{name}  {viewpoint_words(page.viewpoint)}",
        *maps,
        _scale_line(page.window),
        *([scene.missing] if scene.missing else []),
        *dict.fromkeys(_licence_line(sheet.source) for sheet in scene.sheets),
    ]


def _is_difference(scene: MapScene) -> bool:
    return scene.request.mode is MapMode.DIFFERENCE and len(scene.sheets) == 2


def _maps(page: MapPage) -> list[str]:
    lines = []
    for index in range(max(1, len(page.scene.sheets))):
        drawing = draw_map(
            page.scene,
            page.window,
            page.style,
            sheet=index,
            marked=page.place.id if page.place else "",
            party_letters=page.letters,
        )
        sheet = page.scene.sheets[index] if page.scene.sheets else None
        lines += ["", *([_sheet_words(sheet)] if sheet else []), *_text(drawing)]
        lines += _legend(_area_samples(page, sheet, drawing), page, drawing)
        if sheet and (undrawn := [word for status, word in _WORDS if status not in sheet.statuses]):
            lines.append(f"not drawn by this map: {', '.join(undrawn)}")
    return lines


def _difference(page: MapPage) -> list[str]:
    drawing = draw_difference(
        page.scene,
        page.window,
        page.style,
        marked=page.place.id if page.place else "",
        party_letters=page.letters,
    )
    now, before = page.scene.sheets
    samples = [
        _sample(kind, words, page) for kind, words in _DIFFERENCE_WORDS if kind in drawing.kinds
    ]
    if CellKind.OUTSIDE in drawing.kinds:
        samples.append("blank on neither")
    return [
        "",
        _sheet_words(now),
        f"against {_sheet_words(before)}",
        *_change_lines(page),
        *_text(drawing),
        *_legend(samples, page, drawing),
    ]


def _change_lines(page: MapPage) -> list[str]:
    """How much changed hands on the whole maps, and about how much of it is drawn here."""
    whole, window = page.scene.change, page.window
    here = None if window.shows(page.scene.bounds) else change_in_window(page.scene, window)
    lines = [] if whole is None else [f"{_change_words(whole)} (whole map)"]
    return lines if here is None else [*lines, f"{_change_words(here)} (drawn here, about)"]


def _change_words(change: ChangeOfHands) -> str:
    newly, no_longer = change.newly_occupied_km2, change.no_longer_occupied_km2
    return f"{newly:,.1f} km² newly occupied, {no_longer:,.1f} km² no longer"


def _sheet_words(sheet: MapSheet) -> str:
    days = days_older(sheet)
    older = f", {days} {'day' if days == 1 else 'days'} older than asked" if days else ""
    return f"{sheet.source.name}, map of {format_day(sheet.valid_from)}{older}"


def days_older(sheet: MapSheet) -> int:
    """By how many days a map is older than what was asked for."""
    return (sheet.wanted.date() - sheet.valid_from.date()).days


def _text(drawing: Drawing) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in drawing.lines]


def _area_samples(page: MapPage, sheet: MapSheet | None, drawing: Drawing) -> list[str]:
    if sheet is None:
        # Without a map the land inside is no more mapped than that outside.
        return [f"blank {CellKind.BEYOND.value}"] if CellKind.OUTSIDE in drawing.kinds else []
    samples = [
        _sample(CellKind[status.name], words, page)
        for status, words in _WORDS
        if CellKind[status.name] in drawing.kinds
    ]
    if CellKind.OUTSIDE in drawing.kinds:
        samples.append(f"blank {CellKind.OUTSIDE.value}")
    return samples


def _sample(kind: CellKind, words: str, page: MapPage) -> str:
    texture = sample(kind, page.style, page.occupier)
    # Without colours its line looks like that of a border.
    is_alike = kind is CellKind.RING and page.style is CellStyle.BRAILLE
    return f"{'circle' if is_alike else texture} {words}"


def _legend(areas: Sequence[str], page: MapPage, drawing: Drawing) -> list[str]:
    """The areas, then what else is on the map; whose the sectors are; what could not be drawn."""
    others = [_sample(kind, words, page) for kind, words in _OTHERS if kind in drawing.kinds]
    words = " · ".join([*areas, *others, *([_sector_words(page)] if drawing.measured else [])])
    measured = [city.measured for city in drawing.measured if city.measured is not None]
    told = (f"sectors by {item.source.name}, {format_day(item.day)}" for item in measured)
    left_out = f"areas too intricate to be drawn at this scale: {drawing.left_out}"
    return [
        *([words] if words else []),
        *dict.fromkeys(told),
        *([left_out] if drawing.left_out else []),
    ]


def _sector_words(page: MapPage) -> str:
    steps = sector_steps(page.style)
    if page.style is CellStyle.LETTERS:
        return f"{steps[0]} to {steps[-1]} occupied part of a sector, in tenths"
    return f"{steps} occupied part of a sector, in quarters"


def _scale_line(window: MapWindow) -> str:
    bar = window.scale_bar(min(_SCALE_CELLS, window.columns))
    drawn = f"|{'-' * (bar.cells - 2)}|" if bar.cells > 1 else "|"
    return f"{drawn} {bar.words} · north is up"


def _licence_line(source: Source) -> str:
    words = [source.licence.value.replace("_", " "), source.terms, source.credit]
    return f"{source.name}: {' · '.join(filter(None, words))}"
