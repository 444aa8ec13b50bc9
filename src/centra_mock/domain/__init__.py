"""The store behind every face: what it holds (``model_*``), where it is kept (``centra``), what can be done to it."""
