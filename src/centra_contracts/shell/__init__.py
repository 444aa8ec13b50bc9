"""The shell: the only room that touches network, files, clock, randomness and environment."""
