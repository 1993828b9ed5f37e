"""Maps in text cells: pure arithmetic on prepared rings, without any geometry library."""
