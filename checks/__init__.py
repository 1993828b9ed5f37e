"""What `make check` holds the source to beside formatter, linter, type checker and import rules."""
