"""``python -m centra_contracts`` is ``centra-contracts``."""

from centra_contracts.shell.cli import main

if __name__ == "__main__":
    main()
