"""Contract tests for every Centra API: the documentation, encoded, and put to a live or a mocked Centra."""
