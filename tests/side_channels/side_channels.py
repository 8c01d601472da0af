"""Pieces of code under valgrind, as the ordinary build makes them; in the long form (./run test deep) also as other compilers and
other levels of optimization do: what one leaves without a branch another may not.

Those are compiled here and not by Meson, so that a g++ whose coroutines the rest cannot use has its turn, too.
"""

import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import botan
import tap

ROOT = pathlib.Path(os.environ["VITRINE_SOURCE_ROOT"])
DEEP = "VITRINE_DEEP" in os.environ
COMPILERS = {"clang": ("clang++-22", "clang++-21", "clang++-20", "clang++-19", "clang++"), "gcc": ("g++",)}
LEVELS = ("-O0", "-O2", "-O3")


def sources():
    folders = [ROOT / "common" / name for name in ("base", "wire", "crypto", "tls")] + [ROOT / "tests/side_channels"]
    files = [file for folder in folders for file in sorted(folder.rglob("*.cpp"))]
    return files + [ROOT / "common/compression/compression.cpp", ROOT / "tests/support/endpoints.cpp"]


def botan_flags(what):
    command = ["pkg-config", what, "botan-3"]
    return subprocess.run(command, env=botan.environment(), check=True, capture_output=True, text=True).stdout.split()


def call(command):
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if result.returncode != 0:
        raise AssertionError(" ".join(map(str, command)) + "\n" + result.stdout[-4000:])


def build(compiler, level, folder):
    flags = ["-std=c++20", level, "-D_GLIBCXX_ASSERTIONS", f"-I{ROOT}/common", f"-I{ROOT}/tests", *botan_flags("--cflags")]
    objects = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = []
        for number, file in enumerate(sources()):
            objects.append(folder / f"{number}.o")
            jobs.append(pool.submit(call, [compiler, *flags, "-c", file, "-o", objects[-1]]))
        for job in jobs:
            job.result()
    program = folder / "side-channels"
    call([compiler, *objects, "-o", program, *os.environ["SIDE_CHANNEL_WRAPS"].split(), *botan_flags("--libs"), "-pthread"])
    return program


def watched(program):
    """What the program says under valgrind, and what valgrind says."""
    command = ["valgrind", "--quiet", f"--suppressions={ROOT}/tests/side_channels/botan.supp", program]
    return subprocess.run(command, capture_output=True, text=True, check=False)


class SideChannels(unittest.TestCase):
    def test_F12_no_branch_and_no_address_depends_on_a_secret(self):
        if "SIDE_CHANNELS" not in os.environ:
            self.skipTest("valgrind is not installed")
        result = watched(os.environ["SIDE_CHANNELS"])
        cases = re.findall(r"^(ok|not ok) \d+ - (.*)$", result.stdout, re.MULTILINE)
        self.assertTrue(cases, result.stderr)
        for verdict, name in cases:
            with self.subTest(name):
                self.assertEqual(verdict, "ok", result.stderr)
        self.assertEqual(result.returncode, 0, result.stderr)
        watched_pieces = sum(not name.endswith("_is_reported") for _, name in cases)
        print(f"#| side channels: {watched_pieces} pieces of code under valgrind", flush=True)


class Compilers(unittest.TestCase):
    """The long form."""

    def test_F12_with_every_compiler_and_level_of_optimization(self):
        for name, candidates in COMPILERS.items():
            compiler = next(filter(None, map(shutil.which, candidates)), None)
            for level in LEVELS:
                with self.subTest(f"{name} {level}"), tempfile.TemporaryDirectory() as folder:
                    if compiler is None:
                        self.skipTest(f"{name} is not installed")
                    result = watched(build(compiler, level, pathlib.Path(folder)))
                    self.assertEqual(result.returncode, 0, result.stdout + result.stderr)


def load_tests(loader, tests, _):
    return tests if DEEP else loader.loadTestsFromTestCase(SideChannels)


if __name__ == "__main__":
    tap.main()
