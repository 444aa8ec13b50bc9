"""The faces of the store: one package for every API."""
