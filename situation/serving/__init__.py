"""A store over HTTP: `wire` is what both ends speak, everything else is the server's."""
