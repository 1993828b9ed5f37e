"""Textual panes: they take views, post messages, and never query a store."""
