"""What every record is made of: its key, its texts, its times."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9._:-]*\Z", max_length=160)]
"""A record's key: letters, digits and `._:-` only, so that no outside text can be one."""

Fraction = Annotated[float, Meta(ge=0.0, le=1.0)]
Instant = Annotated[datetime, Meta(tz=True)]
Line = Annotated[str, Meta(max_length=600)]
Text = Annotated[str, Meta(max_length=8_000)]


class Record(
    Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="record",
):
    """What a store keeps. `id` is unique within its kind of record."""

    id: Id
