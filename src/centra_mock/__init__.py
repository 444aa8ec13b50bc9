"""A mock Centra: one invented fashion store, behind every API that Centra documents."""
