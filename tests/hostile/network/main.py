"""Runs everything of this folder."""

import tap

from rows_client import ClientRows
from rows_server import ServerRows
from self_test import KeyShares, Rfc8448, WithOpenSsl  # noqa: F401

if __name__ == "__main__":
    tap.main()
