"""Many clients of one daemon at the same time."""

import socket
import ssl
import threading
import unittest

from programs import DEADLINE, Daemon, Home


def at_once(count, what):
    """`what(0)` to `what(count - 1)`, each in a thread of its own; what they returned."""
    results = [None] * count

    def run(number):
        results[number] = what(number)

    threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(4 * DEADLINE)
    return results


class Company(unittest.TestCase):
    """A home, daemons in it, and connections to them from here."""

    def setUp(self):
        self.home = self.enterContext(Home())

    def daemon(self, *arguments):
        return self.enterContext(Daemon(self.home, *arguments))

    def connect(self, daemon, alpn=None):
        context = ssl.create_default_context(cafile=self.home.pki / "ca.pem")
        if alpn:
            context.set_alpn_protocols([alpn])
        return context.wrap_socket(socket.create_connection(("127.0.0.1", daemon.port), DEADLINE), server_hostname="localhost")
