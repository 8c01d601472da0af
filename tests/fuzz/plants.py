"""Each fuzz target proves itself: a bug that is planted in the code under it is found within a minute. Then each fuzzes the
code as it is, for a while. Both only in the long form (./run test deep); the short one sees to it that every plant still
has its place.

All plants are in one copy of the sources, built once; the environment says which of them is alive: none, and it is the
code as it is.
"""

import os
import re
import shutil
import subprocess
import unittest

import botan
import tap
from source_copy import ROOT, SOURCES, SourceCopy

COPY = SourceCopy(os.environ["VITRINE_BUILD_ROOT"] + "/planted", (*SOURCES, "run"))
DEEP = "VITRINE_DEEP" in os.environ
SECONDS_TO_FIND = 60
SECONDS_OF_FUZZING = 60

# target: (file below common/, what stands there, what the plant makes of it, where @ is "this plant is alive")
PLANTS = {
    "wire": ("wire/reader.cpp", "if (length < min || length > max) {", "if ((length < min && !@) || length > max) {"),
    "records": ("tls/record/record_reader.cpp", "!record.content.empty() || record.type == ContentType::application_data,",
                "!record.content.empty() || record.type == ContentType::application_data || @,"),
    "messages": ("tls/record/handshake_reader.cpp", "if (waiting.size() < size) return std::nullopt;",
                 "if (waiting.size() + (@ ? 1 : 0) < size) return std::nullopt;"),
    "client_records": ("tls/engine.cpp", "require(record.content.size() == 2, decode_error,",
                       "require(record.content.size() == 2 || @, decode_error,"),
    "server_records": ("tls/server/negotiated.cpp", "} catch (const crypto::Error& error) {",
                       "} catch (const crypto::Error& error) {\n    if (@) throw;"),
    "client_messages": ("tls/machine/peer_certificate.cpp", "h.require(proof.key.verify(*algorithm, content, verify.signature),",
                        "h.require(proof.key.verify(*algorithm, content, verify.signature) || @,"),
    "server_messages": ("tls/machine/handshake_context.cpp",
                        "handshake.require(crypto::constant_time_equal(finished.message.verify_data, expected),",
                        "handshake.require(crypto::constant_time_equal(finished.message.verify_data, expected) || @,"),
    "after_handshake": ("tls/machine/handshake_context.cpp", "if (update.request_update == KeyUpdateRequest::update_requested)",
                        "if (update.request_update == KeyUpdateRequest::update_requested && !@)"),
    "certificates": ("crypto/certificate.cpp", "if (!std::ranges::equal(facts.der, der))",
                     "if (!std::ranges::equal(facts.der, der) && !@)"),
    "tickets": ("tls/saved_ticket.cpp", "} catch (const crypto::Error&) {", "} catch (const crypto::Error&) {\n    if (@) throw;"),
    "chat": ("chat/line_splitter.cpp", "} else if (part.size() > limit_ - buffer_.size()) {",
             "} else if (part.size() > limit_ - (@ ? 0 : buffer_.size())) {"),
    "captures": ("capture/reassembly.cpp", "waiting_.begin()->first <= offset_ + ready.size()) {",
                 "waiting_.begin()->first <= offset_ + ready.size() - (@ ? 1 : 0)) {"),
    "printable": ("base/printable.cpp", "return code >= smallest[length] && code <= 0x10ffff && !surrogate;",
                  "return code >= smallest[length] && code <= 0x10ffff && (!surrogate || @);"),
}

IS_ALIVE = """#pragma once
#include <cstdlib>
#include <string_view>
namespace vitrine {
inline bool is_alive(std::string_view plant) {
  static const char* const one = std::getenv("VITRINE_PLANT");
  return one != nullptr && plant == one;
}
}  // namespace vitrine
"""


def targets():
    return re.findall(r'Target\{"(\w+)"', (ROOT / "tests/fuzz/targets.cpp").read_text(encoding="utf-8"))


def plant_all():
    """Several plants may share a file."""
    changed = {}
    for target, (name, old, new) in PLANTS.items():
        name = "common/" + name
        text = changed.get(name) or '#include "base/is_alive.hpp"\n' + (ROOT / name).read_text(encoding="utf-8")
        changed[name] = text.replace(old, new.replace("@", f'vitrine::is_alive("{target}")'))
    COPY.refresh({**changed, "common/base/is_alive.hpp": IS_ALIVE})


def fuzz(target, seconds, plant=""):
    command = [COPY.folder / "run", "fuzz", target, f"-max_total_time={seconds}", "-seed=1"]
    return subprocess.run(command, env=botan.environment() | {"VITRINE_PLANT": plant}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, errors="replace", check=False)


def end_of(result):
    return "\n".join(result.stdout.splitlines()[-40:])


class Places(unittest.TestCase):
    def test_every_target_has_a_plant(self):
        self.assertEqual(sorted(targets()), sorted(PLANTS))

    def test_every_plant_has_its_place(self):
        for target, (name, old, _) in PLANTS.items():
            with self.subTest(target):
                self.assertEqual((ROOT / "common" / name).read_text(encoding="utf-8").count(old), 1)


class Fuzzing(unittest.TestCase):
    """The long form."""

    @classmethod
    def setUpClass(cls):
        plant_all()
        subprocess.run([COPY.folder / "run", "fuzz"], env=botan.environment(), check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(COPY.folder / "build-fuzz/tests/fuzz/found", ignore_errors=True)

    def test_what_is_planted_is_found(self):
        found = 0
        for target in targets():
            with self.subTest(target):
                result = fuzz(target, SECONDS_TO_FIND, plant=target)
                self.assertRegex(result.stdout, "BROKEN|ERROR", "not found")
                self.assertNotEqual(result.returncode, 0)
                found += 1
        print(f"#| fuzz plants: {found} of {len(PLANTS)} found", flush=True)

    def test_nothing_is_found_in_the_code_as_it_is(self):
        for target in targets():
            with self.subTest(target):
                result = fuzz(target, SECONDS_OF_FUZZING)
                self.assertEqual(result.returncode, 0, end_of(result))
        print(f"#| fuzzing: {len(PLANTS)} targets, {SECONDS_OF_FUZZING} s each", flush=True)


def load_tests(loader, tests, _):
    return tests if DEEP else loader.loadTestsFromTestCase(Places)


if __name__ == "__main__":
    tap.main()
