"""`figures.csv` of a pack: what sitmon derived from a mirrored map, in a compact form.

One line is one figure of the source of `readings.csv` that differs from the one before it. A value
that is left empty was withheld, and `words` say why.
"""

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from situation.derived_figures import derived_figure
from situation.errors import InputError
from situation.model import Statistic
from situation.pack_files import Located, Problems, read_csv
from situation.pack_readings import FETCHED_AFTER, SOURCE
from situation.periods import start_of_day
from situation.record import Id, Line
from situation.text import clean

FIGURES_FILE: Final = "figures.csv"
COLUMNS: Final = ("as_of", "place", "metric", "value", "words")


class _Line(Struct, frozen=True):
    as_of: date
    place: Id
    metric: Literal["occupied-area", "front-length"]
    value: Annotated[float, Meta(ge=0, le=510_000_000)] | None = None
    """At most the area of the earth."""
    words: Line = ""


def read_figures_csv(folder: Path, problems: Problems) -> list[Located[Statistic]]:
    """The figures of the file, in its order; faulty lines are noted.

    Raises:
        PackError: the file, its header or the number of fields of a line is wrong.
    """
    figures: list[Located[Statistic]] = []
    for number, fields in read_csv(folder, FIGURES_FILE, COLUMNS):
        where = f"{FIGURES_FILE}:{number}"
        try:
            figures.append((where, _figure(fields)))
        except msgspec.ValidationError as error:
            problems.add(where, str(error).replace("`$.", "`"))
    return figures


def write_figures_csv(figures: Iterable[Statistic]) -> str:
    """The text of a `figures.csv`, in the order of the figures.

    Raises:
        InputError: a figure holds what this form has no column for.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for figure in figures:
        fields = _fields(figure)
        if _figure(fields) != figure:
            raise InputError("figures.csv has no form for this figure", where=figure.id)
        writer.writerow(fields)
    return text.getvalue()


def _figure(fields: list[str]) -> Statistic:
    given = {column: field for column, field in zip(COLUMNS, fields, strict=True) if field}
    line = msgspec.convert(given, _Line, strict=False)
    moment = start_of_day(line.as_of)
    return derived_figure(
        line.metric,
        line.place,
        SOURCE,
        line.value,
        moment=moment,
        said_at=moment + FETCHED_AFTER,
        words=clean(line.words),
    )


def _fields(figure: Statistic) -> list[str]:
    value = "" if figure.value is None else repr(figure.value).removesuffix(".0")
    return [f"{figure.as_of:%Y-%m-%d}", figure.place, figure.metric, value, figure.words]
