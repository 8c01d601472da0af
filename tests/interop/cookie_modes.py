"""Modes in which the server asks for a cookie (RFC 9846 §4.3.2). Our daemon remembers nothing until it comes back.

Read before: psk_modes.py. Read next: modes.py.
"""

from cell import must_say
from mode import Retry, Session
from web_modes import Page


class Cookie(Session):
    """The cookie is all that the server asks for."""

    name = "cookie"
    roles = ("client",)
    chosen = "after a retry"

    def cannot(self, peer, role):
        return "gnutls-cli refuses a retry for a cookie alone" if peer.name == "GnuTLS" else ""

    def daemon_options(self, cell):
        return [*super().daemon_options(cell), "--stateless-retry"]

    def look_at_daemon(self, cell, told):
        super().look_at_daemon(cell, told)
        must_say(told, "asked: the same again, with a cookie;")


class CookieAndGroup(Retry):
    """It asks for a key share of another group, too."""

    name = "cookie + retry"

    def cannot(self, peer, role):
        if role == "client" or peer.name == "NSS":
            return ""
        if peer.name == "OpenSSL":
            return "s_server -stateless does not skip the change_cipher_spec behind its retry (RFC 9846 §4.3.2)"
        return "gnutls-serv has no option for it"

    def daemon_options(self, cell):
        return [*super().daemon_options(cell), "--stateless-retry"]

    def look_at_daemon(self, cell, told):
        Session.look_at_daemon(self, cell, told)
        must_say(told, f"asked: the same again, with a key share for {cell.group} and a cookie;")

    def our_options(self, cell):
        return ["-v"]

    def look_at_client(self, cell, told):
        super().look_at_client(cell, told)
        must_say(told, "to be sent back unchanged")


class PageForCookie(Page, Cookie):
    name = Cookie.name


class PageForCookieAndGroup(Page, CookieAndGroup):
    name = CookieAndGroup.name
    roles = ("client",)
