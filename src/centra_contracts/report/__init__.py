"""The report room: a run becomes a page for people."""
