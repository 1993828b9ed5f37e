"""Which places are in a store only because a gazetteer names them."""

from typing import Final

from situation.model import Place

GAZETTEERS: Final = ("geonames:", "katottg:")
"""What the ids of such places begin with."""


def is_only_named(place: Place) -> bool:
    """Whether a gazetteer has named the place, as it does thousands of villages, and no pack."""
    return place.id.startswith(GAZETTEERS)
