"""Pure functions over records; `terrain` alone needs the geometry libraries."""
