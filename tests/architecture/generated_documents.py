"""What the README shows as generated is what the code generates now."""

import os
import pathlib
import subprocess
import unittest

import tap

README = pathlib.Path(os.environ["VITRINE_SOURCE_ROOT"]) / "README.md"


def generated(role):
    command = [os.environ["VITRINE"], "states", "--format", "mermaid", "--role", role]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=30).stdout


class GeneratedDocuments(unittest.TestCase):
    def test_the_state_diagrams_of_the_readme_are_fresh(self):
        text = README.read_text(encoding="utf-8")
        for role in ("client", "server"):
            block = f"<!-- generated: state-diagrams {role} -->\n```mermaid\n{generated(role)}```\n"
            self.assertIn(block, text, f"the README's {role} diagram is stale; it should be:\n{block}")


if __name__ == "__main__":
    tap.main()
