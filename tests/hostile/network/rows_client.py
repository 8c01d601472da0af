"""All rows whose victim is our client. Read before: against_client.py; the tables are in the files imported here."""

import answers
import both_alerts
import both_certificates
import both_messages
import both_records
import both_signatures
import hostile_words
import retry_requests
import server_flights
import server_hellos
from against_client import AgainstClient

TABLES = (both_records, both_alerts, both_messages, both_certificates, both_signatures, server_hellos, retry_requests,
          server_flights, answers, hostile_words)


class ClientRows(AgainstClient):
    pass


ClientRows.take_up(row for table in TABLES for row in table.ROWS)
