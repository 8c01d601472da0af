"""What is made of measured rows: targets judged, tables, the figure."""

import copy
import json
import pathlib
import unittest
import xml.etree.ElementTree

import panels
import plot
import tables
import tap
import targets

MEASURED = pathlib.Path(__file__).resolve().parent / "measured"
SVG = "{http://www.w3.org/2000/svg}"


def handshake(name, ours, peers, group="full handshake"):
    return {"group": group, "name": name, "unit": "µs", "better": "less", "ours": ours, "peers": peers, "floor": 100.0}


def curve(name, ys):
    return {"group": "room", "name": name, "unit": "µs", "better": "less", "x": {"name": "members", "values": [10, 100, 1000]}, "y": ys,
            "fit": {"law": "y = a x^b", "a": 2.0, "exponent": 1.0}}


ALL = {"OpenSSL 3.0.19": 200.0, "GnuTLS 3.7.9": 160.0, "Botan 3.13.0": 180.0}
RESULTS = {
    "machine": {"processor": "one & another", "commit": "0123abc"},
    "notes": ["nobody <else> was there"],
    "rows": [
        handshake("p256 x25519 server", 140.0, ALL),
        handshake("p256 x25519 client", 400.0, ALL),
        handshake("p256 X25519MLKEM768 server", 170.0, {"Botan 3.13.0": 200.0}),
        handshake("x25519 server", 140.0, ALL, group="resumption"),
        handshake("x25519 client", 140.0, ALL, group="resumption"),
        {"group": "record", "name": "TLS_AES_128_GCM_SHA256 64 B seal", "unit": "ns", "better": "less", "ours": 100.0, "peers": {"GnuTLS 3.7.9": 200.0},
         "floor": 90.0},
        {"group": "handshakes over loopback", "name": "2 threads, per second", "unit": "handshakes per second", "better": "more", "ours": 5000.0,
         "peers": {"nginx 1.22.1": 4000.0, "openssl s_server 3.0.19": 100.0}, "target": {"of": "best peer", "ratio": 1.0}},
        curve("a line", [20.0, 210.0, 1900.0]),
        curve("somebody who comes and whose name takes more room than there is in a panel", [300.0, 310.0, 400.0]),
    ],
}


def results():
    made = copy.deepcopy(RESULTS)
    targets.add_targets(made["rows"])
    return made


class Targets(unittest.TestCase):
    def judged(self, row, target):
        return targets.wanted(row, target), targets.measured(row, target), targets.reached(row, target)

    def test_a_ratio_to_a_peer_is_found_whatever_its_version(self):
        row = handshake("server", 140.0, ALL)
        self.assertEqual(("at most 0.90 of GnuTLS", "0.88", True), self.judged(row, targets.at_most(0.90, "GnuTLS")))
        self.assertEqual(("at most 0.80 of GnuTLS", "0.88", False), self.judged(row, targets.at_most(0.80, "GnuTLS")))

    def test_the_best_peer_has_the_least_or_the_most_whichever_is_better(self):
        self.assertEqual("GnuTLS 3.7.9", targets.best_peer(handshake("server", 1.0, ALL)))
        self.assertEqual("OpenSSL 3.0.19", targets.best_peer(handshake("server", 1.0, ALL) | {"better": "more"}))

    def test_more_that_is_better_must_be_at_least(self):
        row = {"unit": "per second", "better": "more", "ours": 90.0, "peers": {"nginx 1.22.1": 100.0}}
        self.assertEqual(("at least 0.95 of the best peer", "0.90", False), self.judged(row, targets.at_most(0.95, "best peer")))

    def test_a_speed_is_judged_as_a_speed(self):
        row = {"unit": "ns", "better": "less", "ours": 100.0, "peers": {"GnuTLS 3.7.9": 140.0}}
        self.assertEqual(("at least 1.50 of the speed of the best peer", "1.40", False), self.judged(row, targets.as_fast(1.5, "best peer")))
        self.assertTrue(targets.reached(row, targets.as_fast(1.3, "best peer")))

    def test_a_figure_of_its_own_is_judged_alone(self):
        row = {"unit": "bytes", "better": "less", "ours": 6000.0, "peers": {}}
        self.assertEqual(("at most 6144 bytes", "6000 bytes", True), self.judged(row, targets.value(6144)))

    def test_what_was_not_compared_is_neither_reached_nor_not(self):
        row = handshake("server", 140.0, {})
        self.assertEqual(("at most 0.90 of GnuTLS", "not compared", None), self.judged(row, targets.at_most(0.90, "GnuTLS")))

    def test_a_row_keeps_the_targets_that_it_brings(self):
        row = next(row for row in results()["rows"] if row["group"] == "handshakes over loopback")
        self.assertEqual([{"of": "best peer", "ratio": 1.0}], targets.targets_of(row))


class Tables(unittest.TestCase):
    def test_a_library_that_does_not_know_a_group_has_a_dash(self):
        line = next(line for line in tables.all_of(results()).splitlines() if line.startswith("p256 X25519MLKEM768 server"))
        self.assertEqual(["170", "–", "–", "200", "0.85", "100", "1.70"], line.split()[3:])

    def test_a_record_is_shown_as_a_rate_too(self):
        line = next(line for line in tables.all_of(results()).splitlines() if line.startswith("TLS_AES_128_GCM_SHA256 64 B seal"))
        self.assertEqual("10,000,000", line.split()[-1])

    def test_every_target_of_what_was_measured_has_a_line_with_its_verdict(self):
        made = results()
        lines = tables.targets(made["rows"])
        self.assertEqual(1 + sum(len(targets.targets_of(row)) for row in made["rows"]), len(lines))
        self.assertTrue(all(line.rstrip().endswith(("reached", "NOT REACHED")) for line in lines[1:]), lines)


class Figure(unittest.TestCase):
    def texts(self, made):
        return [text for text in xml.etree.ElementTree.fromstring(plot.figure(made)).iter(f"{SVG}text")]

    def test_it_is_xml_with_a_panel_for_each_thing_measured(self):
        titles = [text.text for text in self.texts(results()) if text.get("class").startswith("title")]
        self.assertEqual(["Full handshake, server", "Full handshake, client", "Resumption, both sides", "Records of 64 B sealed",
                          "Daemon, 2 threads", "Room"], titles)

    def test_what_was_not_measured_has_no_panel(self):
        self.assertEqual(1, len(self.texts({"rows": []})))

    def test_no_text_begins_or_ends_outside_its_panel(self):
        made = results()
        drawing = xml.etree.ElementTree.fromstring(plot.figure(made))
        for text in (text for group in drawing.iter(f"{SVG}g") for text in group.iter(f"{SVG}text")):
            width = len(text.text) * 5.9
            begin = float(text.get("x")) - {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor")]
            self.assertGreaterEqual(begin, -8, text.text)
            self.assertLessEqual(begin + width, panels.WIDTH + 8, text.text)

    def test_our_bar_is_the_first_and_the_longest_is_the_greatest_figure(self):
        rows = [handshake("p256 x25519 server", 140.0, {"GnuTLS 3.7.9": 280.0}) | {"floor": None}]
        bars = [rect for rect in xml.etree.ElementTree.fromstring(plot.figure({"rows": rows})).iter(f"{SVG}rect") if rect.get("class") != "paper"]
        self.assertEqual(["ours", "peer"], [rect.get("class") for rect in bars])
        self.assertAlmostEqual(2.0, float(bars[1].get("width")) / float(bars[0].get("width")), places=1)

    def test_the_readme_s_is_drawn_from_what_is_kept_beside_it(self):
        kept = json.loads((MEASURED / "results.json").read_text(encoding="utf-8"))
        self.assertEqual(plot.figure(kept), (MEASURED / "figure.svg").read_text(encoding="utf-8"), "see ./run bench --from and --plot")


if __name__ == "__main__":
    tap.main()
