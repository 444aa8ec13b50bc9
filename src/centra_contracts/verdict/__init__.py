"""The verdict room: pure rules that judge readings."""
