"""The drift room: typed differences, their identity, and what a person accepted."""
