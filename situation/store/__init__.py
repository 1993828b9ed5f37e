"""Stores: one protocol in `base`, one module per backend."""
