"""What a map shows, as facts for scripts."""

from situation.maps.areas import change_in_window
from situation.maps.projection import EqualAreaPlane
from situation.maps.scene import ChangeOfHands, MapCity, MapSheet
from situation.reports.jsontext import Json, instant, place_json, viewpoint_json
from situation.reports.map_text import MapPage, days_older

_METRES_PER_KM = 1_000


def map_json(page: MapPage) -> dict[str, Json]:
    """The facts of a map; degrees are WGS 84.

    `place`, `as_of`, `known_at`; `bounds` of the situation and `window` that is drawn; `maps`: the
    one asked for, then the one beside or before it, each with `source`, `valid_from`, `said_at`,
    `wanted` and the `statuses` that it draws; `cities` in the window, the largest first; `change`:
    km² over the whole map, null where none was asked for; `change_in_window`: about how much of it
    lies in the window; `sources` that have a map; `missing`: why a map is not there.
    """
    scene = page.scene
    west, south, east, north = page.frame.bounds
    lon, lat = EqualAreaPlane(page.frame.centre).inverse(page.window.x, page.window.y)
    return {
        "place": place_json(page.place, page.region) if page.place else None,
        **viewpoint_json(page.viewpoint),
        "bounds": {"west": west, "south": south, "east": east, "north": north},
        "window": {
            "lat": round(lat, 5),
            "lon": round(lon, 5),
            "half_width_km": page.window.half_width_m / _METRES_PER_KM,
            "columns": page.window.columns,
            "rows": page.window.rows,
        },
        "maps": [_sheet_json(sheet) for sheet in scene.sheets],
        "cities": [
            _city_json(city) for city in scene.cities if page.window.cell_at(city.x, city.y)
        ],
        "change": _change_json(scene.change),
        "change_in_window": _change_json(
            change_in_window(scene, page.window) if scene.change else None
        ),
        "sources": [source.id for source in scene.choices],
        "missing": scene.missing or None,
    }


def _sheet_json(sheet: MapSheet) -> Json:
    return {
        "source": sheet.source.id,
        "valid_from": instant(sheet.valid_from),
        "said_at": instant(sheet.said_at),
        "wanted": instant(sheet.wanted),
        "days_older": days_older(sheet),
        "statuses": [status.value for status in sheet.statuses],
        "polygons": {area.status.value: len(area.polygons) for area in sheet.areas},
        "licence": sheet.source.licence.value,
        "terms": sheet.source.terms or None,
        "credit": sheet.source.credit or None,
    }


def _city_json(city: MapCity) -> Json:
    return {
        "id": city.place.id,
        "name": city.place.name,
        "lat": city.place.lat,
        "lon": city.place.lon,
        "status": city.status.value,
        "holder": city.holder,
        "disputed": city.disputed,
    }


def _change_json(change: ChangeOfHands | None) -> Json:
    if change is None:
        return None
    return {
        "newly_occupied_km2": change.newly_occupied_km2,
        "no_longer_occupied_km2": change.no_longer_occupied_km2,
    }
