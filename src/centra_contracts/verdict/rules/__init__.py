"""One file per family of rules; the registry is in ``registry.py``."""
