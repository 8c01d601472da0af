"""All rows whose victim is a server: our daemon. Read before: against_daemon.py; the tables are in the files imported here."""

import both_alerts
import both_messages
import both_records
import client_hello_extensions
import client_hellos
from against_daemon import AgainstDaemon


TABLES = (both_records, both_alerts, both_messages, client_hellos, client_hello_extensions)


class ServerRows(AgainstDaemon):
    pass


ServerRows.take_up(row for table in TABLES for row in table.ROWS)
