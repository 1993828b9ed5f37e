"""The bundled situations, and the tool that measures their readings."""
