"""The former name of `situation.store.times`, for who still imports it."""

from situation.store.times import from_micros, micros

__all__ = ["from_micros", "micros"]
