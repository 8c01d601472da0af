"""Who may include whom: the fence between the folders. A new arrow between folders is added here, on purpose, or not at all."""

import os
import pathlib
import re
import unittest

import tap

ROOT = pathlib.Path(os.environ["VITRINE_SOURCE_ROOT"])
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)

# folder -> the folders of common/ that it may include besides itself
MAY_INCLUDE = {
    "base": set(),
    "wire": {"base"},
    "crypto": {"base"},
    "compression": {"base"},
    "tls/message": {"base", "wire", "tls"},
    "tls/record": {"base", "wire", "crypto", "tls", "tls/schedule", "tls/message"},
    "tls/schedule": {"base", "wire", "crypto", "tls", "tls/message"},
    "tls/machine": {"base", "wire", "crypto", "compression", "tls", "tls/message", "tls/schedule"},
    "tls/client": {"base", "wire", "crypto", "tls", "tls/message", "tls/schedule", "tls/machine"},
    "tls/server": {"base", "wire", "crypto", "tls", "tls/message", "tls/schedule", "tls/machine"},
    "tls": {"base", "wire", "crypto", "compression", "tls/message", "tls/record", "tls/schedule", "tls/machine", "tls/client", "tls/server"},
    "files": {"base", "crypto", "tls"},
    "capture": {"base", "wire", "crypto", "compression", "tls", "tls/message", "tls/record", "tls/schedule"},
    "trace": {"base", "wire", "crypto", "tls", "tls/message", "tls/schedule", "capture"},
    "lesson": {"base", "crypto", "tls", "trace"},
    "replay": {"base", "wire", "crypto", "tls", "tls/message", "tls/record", "tls/schedule", "tls/machine", "tls/client", "tls/server"},
    "chat": {"base"},
    "net": {"base", "crypto", "tls"},
}
# files directly in tls/ that are vocabulary: a folder below may include these, and no other file there
TLS_VOCABULARY = {"abort.hpp", "config.hpp", "event.hpp", "limits.hpp", "primitives.hpp", "check.hpp", "registry.hpp",
                  "psk_importer.hpp", "replay_store.hpp", "session.hpp", "ticket.hpp", "ticket_keys.hpp"}
THREADS = {"thread", "mutex", "shared_mutex", "atomic", "condition_variable", "future", "latch", "barrier", "semaphore"}
# everything else is on one thread, or is posted to another (daemon/README.md)
MAY_KNOW_OF_THREADS = {"common/base/remembered.hpp", "common/crypto/public_key.cpp", "common/trace/key_log.hpp",
                       "common/trace/recording.hpp", "daemon/log.cpp", "daemon/shared_replay_store.hpp", "daemon/table.hpp",
                       "daemon/workers.cpp"}
FORBIDDEN_IN_TLS_HEADERS = {"iostream", "thread", "random", "fstream", "mutex", "cstdlib"}
FORBIDDEN_IN_TLS_WORDS = re.compile(r"\bnow\(\)|\bgetenv\b|\bstd::cout\b|\bstd::cerr\b|\bthread_local\b")


def sources(folder):
    return sorted(p for p in (ROOT / folder).rglob("*") if p.suffix in (".hpp", ".cpp"))


def room_of(path):
    """The folder of MAY_INCLUDE that a path below common/ belongs to."""
    parts = pathlib.PurePath(path).parts
    if len(parts) > 2 and f"{parts[0]}/{parts[1]}" in MAY_INCLUDE:
        return f"{parts[0]}/{parts[1]}"
    return parts[0]


def includes(path):
    return [(kind, name) for kind, name in INCLUDE.findall(path.read_text(encoding="utf-8"))]


def breaches_of(path):
    relative = path.relative_to(ROOT / "common")
    room = room_of(relative)
    for kind, name in includes(path):
        if kind == "<" or not (ROOT / "common" / name).exists():
            continue
        target = room_of(name)
        if target != room and target not in MAY_INCLUDE[room]:
            yield f"{relative} includes {name}"
        if target == "tls" and room.startswith("tls/") and pathlib.PurePath(name).name not in TLS_VOCABULARY:
            yield f"{relative} includes {name}, which is above it"


class IncludeRules(unittest.TestCase):
    def test_each_folder_of_common_includes_only_what_it_may(self):
        breaches = [b for path in sources("common") for b in breaches_of(path)]
        self.assertEqual([], breaches)

    def test_every_folder_of_common_has_a_rule(self):
        rooms = {room_of(p.relative_to(ROOT / "common")) for p in sources("common")}
        self.assertEqual(set(), rooms - set(MAY_INCLUDE))

    def test_botan_is_seen_by_the_implementation_of_crypto_and_by_pki_alone(self):
        for path in sources("common") + sources("daemon") + sources("cli"):
            allowed = path.is_relative_to(ROOT / "common/crypto") and (path.suffix == ".cpp" or "detail" in path.parts)
            found = [name for _, name in includes(path) if name.startswith("botan/")]
            self.assertFalse(found and not allowed, f"{path.relative_to(ROOT)} includes {found}")

    def test_asio_is_seen_by_net_daemon_and_cli_alone(self):
        for path in sources("common"):
            found = [name for _, name in includes(path) if name.startswith("boost/asio")]
            self.assertFalse(found and not path.is_relative_to(ROOT / "common/net"), f"{path} includes {found}")

    def test_the_protocol_has_no_clock_thread_stream_or_environment(self):
        for path in sources("common/tls"):
            text = path.read_text(encoding="utf-8")
            self.assertEqual(set(), FORBIDDEN_IN_TLS_HEADERS & {name for _, name in includes(path)}, path.name)
            self.assertIsNone(FORBIDDEN_IN_TLS_WORDS.search(text), path.name)

    def test_threads_and_locks_are_in_few_files(self):
        users = {str(p.relative_to(ROOT)) for folder in ("common", "daemon", "cli", "pki") for p in sources(folder)
                 if THREADS & {name for _, name in includes(p)}}
        self.assertEqual(MAY_KNOW_OF_THREADS, users)

    def test_daemon_and_cli_do_not_include_each_other(self):
        for folder, other in (("daemon", "cli"), ("cli", "daemon")):
            for path in sources(folder):
                for _, name in includes(path):
                    self.assertFalse(name.startswith(other + "/"), f"{path.name} includes {name}")

    def test_the_readline_library_is_seen_by_one_file_of_the_client_alone(self):
        users = [str(p.relative_to(ROOT)) for folder in ("common", "daemon", "cli", "pki") for p in sources(folder)
                 if any(name.startswith("readline/") for _, name in includes(p))]
        self.assertTrue(all(user.startswith("cli/") for user in users), users)
        self.assertLessEqual(len(users), 1, users)

    def test_every_folder_of_common_explains_itself(self):
        for room in MAY_INCLUDE:
            self.assertTrue((ROOT / "common" / room / "README.md").exists(), f"common/{room}/README.md is missing")

    def test_every_source_file_begins_with_what_it_is(self):
        for folder in ("common", "daemon", "cli", "pki", "tests"):
            for path in sources(folder):
                self.assertTrue(path.read_text(encoding="utf-8").startswith("//"), path.relative_to(ROOT))


if __name__ == "__main__":
    tap.main()
