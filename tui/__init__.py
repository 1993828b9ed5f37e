"""The application: screens, keys, commands and the command line."""
