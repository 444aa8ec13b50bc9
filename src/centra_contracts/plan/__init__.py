"""The plan room: what will be said, in which order, with blanks filled from plain values."""
