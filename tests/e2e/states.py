"""The state machines: printed by `vitrine states` in each of its formats, and drawn live by /state in both programs."""

import os
import shutil
import socket
import subprocess
import unittest
import xml.dom.minidom

import tap
from programs import Daemon, Home, client, environment
from screen import Screen, available

CLIENT_STATES = ("START", "WAIT_SH", "START_2", "WAIT_SH_2", "WAIT_EE", "WAIT_CERT_CR", "WAIT_CERT", "WAIT_CV", "WAIT_FINISHED", "CONNECTED")


def states(*arguments, **variables):
    command = [os.environ["VITRINE"], "states", *arguments]
    return subprocess.run(command, env=environment("/nonexistent", **variables), capture_output=True, text=True, timeout=20)


class Printed(unittest.TestCase):
    def printed(self, *arguments, **variables):
        done = states(*arguments, **variables)
        self.assertEqual((0, ""), (done.returncode, done.stderr), arguments)
        return done.stdout

    def test_text_is_the_usual_form_and_draws_both_machines(self):
        text = self.printed()
        self.assertEqual(text, self.printed("--format", "text"))
        for state in (*CLIENT_STATES, "RECVD_CH", "WAIT_EOED", "WAIT_FLIGHT2"):
            self.assertIn(f"   {state}", text)
        self.assertIn("├─ ServerHello ───", text)
        self.assertNotIn("\x1b", text)

    def test_without_utf8_text_is_ascii(self):
        text = self.printed("--role", "server", LC_ALL="C")
        self.assertTrue(text.isascii())
        self.assertIn("+- Certificate or CompressedCertificate --+", text)

    def test_one_role_is_one_machine(self):
        self.assertNotIn("RECVD_CH", self.printed("--role=client"))
        self.assertNotIn("WAIT_SH", self.printed("--role=server"))

    def test_dot_is_taken_by_graphviz(self):
        text = self.printed("--format", "dot")
        self.assertEqual(2, text.count("digraph"))
        self.assertIn('WAIT_CV -> WAIT_FINISHED [label="CertificateVerify"];', text)
        if not shutil.which("dot"):
            self.skipTest("graphviz is not installed")
        subprocess.run(["dot", "-Tsvg"], input=text, text=True, check=True, capture_output=True, timeout=20)

    def test_svg_is_well_formed_stands_alone_and_is_the_same_every_time(self):
        text = self.printed("--format", "svg")
        self.assertEqual(text, self.printed("--format", "svg"))
        picture = xml.dom.minidom.parseString(text)
        boxes = [box for box in picture.getElementsByTagName("rect") if box.getAttribute("class") == "box"]
        self.assertEqual(20, len(boxes))
        shown = {words.firstChild.data for words in picture.getElementsByTagName("text")}
        self.assertLessEqual(set(CLIENT_STATES), shown)
        self.assertNotIn("href", text)
        self.assertIn("prefers-color-scheme: dark", text)

    def test_mistakes_name_what_was_meant_and_end_with_2(self):
        for arguments, words in ((("--format", "dto"), "Did you mean dot?"), (("--fromat", "dot"), "Did you mean --format?"),
                                 (("--role",), "--role needs a value"), (("--help=me",), "--help takes no value"),
                                 (("--format", "mermaid"), "add --role"), (("everything",), "one word too many")):
            with self.subTest(arguments):
                done = states(*arguments)
                self.assertEqual((2, ""), (done.returncode, done.stdout))
                self.assertIn(words, done.stderr)

    def test_help_has_examples(self):
        self.assertIn("vitrine states --format svg > ", self.printed("--help"))


@unittest.skipUnless(available(), "tmux is not installed")
class Live(unittest.TestCase):
    def setUp(self):
        self.home = self.enterContext(Home())

    def in_terminal(self, program, *arguments, **extra):
        return self.enterContext(Screen([os.environ[program], *arguments], self.home.environment | extra, columns=110, rows=70))

    def daemon_in_terminal(self, *arguments):
        window = self.in_terminal("VITRINED", "--listen", "127.0.0.1:0", *arguments)
        window.wait_for("Listening on 127.0.0.1:")
        return window, "127.0.0.1:" + window.screen.split("Listening on 127.0.0.1:")[1].split()[0]

    def enter(self, window, line, answer):
        window.type(line)
        window.press("Enter")
        window.wait_for(answer)

    def test_state_draws_the_clients_way_and_nothing_is_drawn_unasked(self):
        daemon = self.enterContext(Daemon(self.home))
        ana = self.in_terminal("VITRINE", daemon.address)
        ana.wait_for("you>")
        self.assertNotIn("WAIT_", ana.screen)
        self.enter(ana, "/state", "CertificateVerify → WAIT_FINISHED")
        for line in (" ✔ WAIT_CV ◀════", " ▶ CONNECTED", "   WAIT_SH_2"):
            self.assertIn(line, ana.screen)

    def test_state_needs_neither_colour_nor_utf8(self):
        daemon = self.enterContext(Daemon(self.home))
        ana = self.in_terminal("VITRINE", daemon.address, LC_ALL="C")
        ana.wait_for("you>")
        self.enter(ana, "/state", "CertificateVerify -> WAIT_FINISHED")
        for line in (" * WAIT_CV <====", " > CONNECTED", "   WAIT_SH_2"):
            self.assertIn(line, ana.screen)

    def test_level_changes_what_the_client_shows(self):
        daemon = self.enterContext(Daemon(self.home))
        ana = self.in_terminal("VITRINE", daemon.address)
        ana.wait_for("you>")
        self.enter(ana, "/rekey", "KeyUpdate   new sending key (generation 1)")
        self.enter(ana, "/level bytes", "Level: bytes.")
        self.enter(ana, "/rekey", "request_update")
        self.assertNotIn("application traffic secret", ana.screen)
        self.enter(ana, "/level secrets", "Level secrets: this session's keys are shown here.")
        self.enter(ana, "/rekey", "client_application_traffic_secret")
        self.enter(ana, "/level quiet", "Level: quiet.")
        self.enter(ana, "/rekey", "you> ")
        self.enter(ana, "after the fourth", "after the fourth  ✔")
        self.assertNotIn("generation 4", ana.screen)

    def test_the_operator_sees_each_sessions_machine_by_its_number(self):
        window, address = self.daemon_in_terminal()
        self.enter(window, "/state", "There is no session.")
        self.enterContext(client(self.home, address)).wait_for("Secure: TLS 1.3")
        self.enter(window, "/state", " ▶ CONNECTED")
        self.assertIn("session 1 from 127.0.0.1:", window.screen)
        self.assertIn("ClientHello → RECVD_CH · RECVD_CH → NEGOTIATED", window.screen)
        self.enterContext(client(self.home, address)).wait_for("Secure: TLS 1.3")
        self.enter(window, "/state", "/state N draws the machine of session N. Now:")
        window.wait_for("session 2 from 127.0.0.1:")
        self.enter(window, "/state 7", "There is no session 7.")
        self.enter(window, "/state x", "/state takes the number of a session, or nothing.")

    def test_the_operator_sees_where_a_handshake_waits(self):
        window, address = self.daemon_in_terminal()
        self.enterContext(self.silent_client(address))
        window.wait_for("session 1 from")
        self.enter(window, "/state 1", " ▶ START")

    def silent_client(self, address):
        host, port = address.split(":")
        return socket.create_connection((host, int(port)), 20)

    def test_level_changes_what_the_daemon_shows(self):
        window, address = self.daemon_in_terminal()
        self.enter(window, "/level", "Level: steps. To change it:")
        self.enter(window, "/level quiet", "Level: quiet.")
        self.enterContext(client(self.home, address)).wait_for("Secure: TLS 1.3")
        self.assertNotIn("ClientHello", window.screen)
        self.enter(window, "/level secrets", "Secrets are shown from here on")
        self.enterContext(client(self.home, address)).wait_for("Secure: TLS 1.3")
        window.wait_for("resumption_secret = Derive-Secret")
        self.enter(window, "/level bytes", "Level: bytes.")


if __name__ == "__main__":
    tap.main()
