"""One module per outside format: bytes in, records out."""
