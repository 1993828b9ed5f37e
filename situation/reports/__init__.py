"""Views → plain text for people and JSON for programs; no terminal, no files, no clock."""
