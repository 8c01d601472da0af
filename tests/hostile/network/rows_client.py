"""All rows whose victim is our client. Read before: against_client.py; the tables are in the files imported here."""

import both_alerts
import both_messages
import both_records
from against_client import AgainstClient


class ClientRows(AgainstClient):
    pass


ClientRows.take_up([*both_records.ROWS, *both_alerts.ROWS, *both_messages.ROWS])
