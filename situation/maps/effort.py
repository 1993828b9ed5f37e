"""What one drawing may cost, whatever outlines it is given: nothing may hold up the keys."""

from typing import Final

VERTICES: Final = 8_000
"""About 4 ms of drawing; the whole of a real map and all borders of a country take fewer."""
CROSSINGS: Final = 40_000
"""About 3 ms; a real map crosses the rows of a wide window some thousand times."""


class Effort:
    """What is left for the areas of one drawing, and how many polygons it was too little for.

    Args:
        vertices: that may be drawn.
        crossings: of edges with rows of dots that may be drawn.
    """

    def __init__(self, vertices: int = VERTICES, crossings: int = CROSSINGS) -> None:
        self.vertices = vertices
        self.crossings = crossings
        self.tries = 3 * vertices
        """Vertices that may still be looked at in vain."""
        self.left_out = 0
        """Polygons that cannot be drawn with what was left."""
