"""JSON for scripts: times in UTC with `Z`, keys in a fixed order, no NaN, one object a report."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

from situation.model import Place
from situation.periods import Viewpoint, as_utc

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def json_text(value: Mapping[str, Json], *, ascii_only: bool = False) -> str:
    r"""One object, indented by two; `ascii_only` writes everything else as `\u` escapes."""
    return json.dumps(value, indent=2, ensure_ascii=ascii_only, allow_nan=False)


def instant(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC, as in `2025-11-05T21:40:00Z`."""
    return None if moment is None else as_utc(moment).isoformat().replace("+00:00", "Z")


def viewpoint_json(viewpoint: Viewpoint) -> dict[str, Json]:
    """`as_of` and `known_at`; the latter null where everything known was asked for."""
    return {"as_of": instant(viewpoint.valid_at), "known_at": instant(viewpoint.known_at)}


def place_json(place: Place, region: str) -> dict[str, Json]:
    """A place by the keys that `status CITY --json` promises; degrees are WGS 84.

    `region` is null where none is known, as every other key but `id` and `name` may be.
    """
    return {
        "id": place.id,
        "name": place.name,
        "region": region or None,
        "lat": place.lat,
        "lon": place.lon,
        "population": place.population,
    }
