"""All rows whose victim is a server: our daemon. Read before: against_daemon.py; the tables are in the files imported here."""

import both_alerts
import both_certificates
import both_messages
import both_records
import both_signatures
import client_flights
import client_hello_extensions
import client_hellos
import early
import offers
import room
import second_hellos
from against_daemon import REQUIRED, AgainstDaemon, needing

TABLES = (both_records, both_alerts, both_messages, client_hellos, client_hello_extensions, second_hellos, client_flights, offers,
          room, early)


class ServerRows(AgainstDaemon):
    pass


def show_certificate(client):
    client.credential = client.house.ana


ServerRows.take_up(row for table in TABLES for row in table.ROWS)
ServerRows.take_up(needing(REQUIRED, show_certificate, both_certificates.ROWS + both_signatures.ROWS))
