"""What the client and the server have in common: a socket, records both ways, hooks, and notes of what was heard.

A peer says each message of a good handshake in its turn. A hook by the message's name may change it before it is encoded,
"NAME bytes" after that; "before NAME" and "after NAME" may do anything, and end what the peer says by raising Stop.
Whatever happens, the peer then listens until the other side has closed. Read next: client.py, server.py.
"""

import contextlib
import socket
import time

from evil.messages import key_update
from evil.records import MAX_PLAINTEXT, PRIMITIVES, Protection, plain_record
from evil.registry import TLS_1_2, Alert, Content, Handshake
from evil.schedule import digest

PATIENCE = 15.0


class Stop(Exception):
    """Raised by a hook: this peer says no more."""


class Ended(Exception):
    """The other side has closed."""


class Heard:
    """Everything that the other side said."""

    def __init__(self):
        self.alerts = []  # (level, description, whether it was protected)
        self.messages = []
        self.data = b""
        self.change_cipher_specs = 0
        self.closed = False

    def descriptions(self):
        return [description for _, description, _ in self.alerts]


class Peer:
    def __init__(self):
        self.socket = None
        self.hooks = {}
        self.heard = Heard()
        self.sending = self.receiving = None
        self.transcript = b""
        self.suite = None
        self.schedule = None
        self.record_version = TLS_1_2
        self.fragment_size = MAX_PLAINTEXT
        self.coalesces, self.held = False, b""  # handshake messages share records as far as their keys allow
        self.incoming = b""
        self.completed = False  # every step of a good conversation was taken

    def talk_over(self, connection):
        connection.settimeout(PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = connection
        self.connected_at = time.monotonic()

    # ── hooks ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def on(self, name, hook):
        self.hooks.setdefault(name, []).append(hook)

    def hooked(self, name, value=None):
        """What the hooks of that name make of the value; None leaves it as it is (changed in place, perhaps)."""
        for hook in self.hooks.get(name, ()):
            changed = hook(self, value)
            value = value if changed is None else changed
        return value

    # ── saying ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def say(self, name, built):
        """Sends the message `name`; `built` makes it when it is known that it is wanted."""
        self.hooked("before " + name)
        raw = self.hooked(name + " bytes", self.encoded(self.hooked(name, built())))
        self.transcript += raw
        if raw:
            self.send_handshake(raw)
        self.hooked("after " + name)

    @staticmethod
    def encoded(message):
        return message if isinstance(message, bytes) else message.encode()

    def send_handshake(self, raw):
        self.held += raw
        if not self.coalesces:
            self.flush()

    def flush(self):
        raw, self.held = self.held, b""
        for at in range(0, len(raw), self.fragment_size):
            self.send_record(Content.handshake, raw[at:at + self.fragment_size])

    def send_record(self, content_type, content, padding=0):
        """Under the present key, or in the clear while there is none."""
        if self.sending:
            self.send_raw(self.sending.seal(content_type, content, padding))
        else:
            self.send_raw(plain_record(content_type, content, self.record_version))

    def send_data(self, data):
        for at in range(0, len(data) or 1, MAX_PLAINTEXT):
            self.send_record(Content.application_data, data[at:at + MAX_PLAINTEXT])

    def send_alert(self, description, level=2):
        self.send_record(Content.alert, bytes([level, description]))

    def send_key_update(self, request_update=0):
        self.send_record(Content.handshake, key_update(request_update))
        self.sending.update()

    def send_raw(self, data):
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            raise Ended from None

    # ── hearing ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def hear_until(self, condition):
        while not condition():
            self.hear_record()

    def hear_record(self):
        self.flush()
        header = self.exactly(5)
        body = self.exactly(int.from_bytes(header[3:], "big"))
        if header[0] == Content.application_data:
            self.on_record(*self.opened(header, body), True)
        else:
            self.on_record(header[0], body, False)

    def opened(self, header, body):
        assert self.receiving, "application_data before there are keys"
        return self.receiving.open(header, body)

    def exactly(self, count):
        data = b""
        while len(data) < count:
            try:
                more = self.socket.recv(count - len(data))
            except ConnectionResetError:
                more = b""
            except socket.timeout:
                raise AssertionError(f"the other side says nothing for {PATIENCE:g} s; {self.notes()}") from None
            if not more:
                self.heard.closed = True
                raise Ended
            data += more
        return data

    def on_record(self, content_type, content, protected):
        if content_type == Content.change_cipher_spec:
            assert content == b"\1" and not protected, "a wrong change_cipher_spec"
            self.heard.change_cipher_specs += 1
        elif content_type == Content.alert:
            assert len(content) == 2, "an alert record holds one alert"
            self.heard.alerts.append((content[0], content[1], protected))
        elif content_type == Content.handshake:
            assert protected or not self.receiving, "a handshake message in the clear after there were keys"
            self.on_handshake(content)
        else:
            self.heard.data += content

    def on_handshake(self, content):
        self.incoming += content
        while len(self.incoming) >= 4:
            size = 4 + int.from_bytes(self.incoming[1:4], "big")
            if len(self.incoming) < size:
                return
            raw, self.incoming = self.incoming[:size], self.incoming[size:]
            self.heard.messages.append(raw)
            self.on_message(Handshake(raw[0]).name, raw)

    def on_message(self, name, raw):
        getattr(self, "on_" + name)(raw)

    def on_key_update(self, raw):
        self.receiving.update()
        if raw[4] == 1:
            self.send_key_update()

    def notes(self):
        heard = [Handshake(raw[0]).name for raw in self.heard.messages]
        alerts = [f"{Alert(a).name if a in list(Alert) else a}" for a in self.heard.descriptions()]
        return f"heard so far: messages {heard}, alerts {alerts}, {len(self.heard.data)} bytes of data"

    # ── the keys ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def hash_name(self):
        return PRIMITIVES[self.suite].hash_name

    def transcript_hash(self):
        return digest(self.hash_name, self.transcript)

    def protection(self, label, transcript_hash=None):
        """Under the secret of this label at the present stage of the schedule."""
        return Protection(self.suite, self.schedule.derive(label, transcript_hash or self.transcript_hash()))

    # ── from beginning to end ────────────────────────────────────────────────────────────────────────────────────────

    def run(self):
        """The whole conversation, then the rest of what the other side says. `heard` has it all."""
        with self.socket:
            with contextlib.suppress(Ended):
                with contextlib.suppress(Stop):
                    self.converse()
                    self.completed = True
                self.say_no_more()
                self.hear_until(lambda: False)
            self.hear_the_rest()
        return self

    def hear_the_rest(self):
        """Behind a failure to send there may still be something to read."""
        with contextlib.suppress(Ended):
            self.hear_until(lambda: self.heard.closed)

    def say_no_more(self):
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)
