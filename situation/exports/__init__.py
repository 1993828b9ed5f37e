"""What a reader takes away: rows with their sources, and the formats they are written in."""
