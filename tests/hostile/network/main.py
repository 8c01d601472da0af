"""Runs everything of this folder: the peer's own test, and all rows against our two programs."""

import concurrent.futures

import rows
import tap

from rows_client import ClientRows
from rows_server import ServerRows
from self_test import KeyShares, Rfc8448, WithOpenSsl

AT_ONCE = 6  # most of the time everybody waits for somebody
CASES = (KeyShares, Rfc8448, WithOpenSsl, ServerRows, ClientRows)  # unittest finds them by their names here


def main():
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for kind in (ServerRows, ClientRows):
                kind.begin(pool)
            tap.main()
        finally:
            for kind in (ServerRows, ClientRows):
                kind.end()
    server, client = (len(rows.ids(row.name for row in kind.table)) for kind in (ServerRows, ClientRows))
    print(f"#| evil peer over loopback: {server} server rows, {client} client rows")


if __name__ == "__main__":
    main()
