"""A port at which something happens to whoever connects, such as a conversation with a Server. Read before: server.py."""

import contextlib
import socket
import threading

from evil.conversation import PATIENCE


class Listener(contextlib.AbstractContextManager):
    """A port on which `behave(socket)` happens to each who connects; what it raised or returned is in `outcomes`."""

    def __init__(self, behave):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.behave = behave
        self.outcomes = []
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                try:
                    self.outcomes.append(self.behave(connection))
                except Exception as trouble:  # whatever it is, whoever asks for the outcome gets it
                    self.outcomes.append(trouble)

    def outcome(self):
        """The only outcome, once there is one."""
        self.close()
        assert len(self.outcomes) == 1, f"{len(self.outcomes)} connections"
        if isinstance(self.outcomes[0], Exception):
            raise self.outcomes[0]
        return self.outcomes[0]

    def close(self):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(PATIENCE)

    def __exit__(self, *trouble):
        self.close()
