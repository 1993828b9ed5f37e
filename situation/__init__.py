"""The headless core of sitmon: records, stores, sources and analysis."""

__version__ = "0.1.0"
