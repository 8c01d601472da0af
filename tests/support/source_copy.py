"""A copy of the project's sources that a test may change and build. Only what differs is written, so that only that is compiled
again. Read next: instrumented.py; tests/fuzz/plants.py.
"""

import os
import pathlib
import shutil

ROOT = pathlib.Path(os.environ["VITRINE_SOURCE_ROOT"])
SOURCES = ("common", "daemon", "cli", "pki", "tests", "meson.build", "meson_options.txt")


class SourceCopy:
    """Of `names` below the project's root, in `folder`."""

    def __init__(self, folder, names=SOURCES):
        self.folder = pathlib.Path(folder)
        self.names = names

    def refresh(self, changed=None):
        """As the sources are now, but for the files in `changed`, {name: text}."""
        texts = {name: None for name in self.files_below(ROOT)} | (changed or {})
        for name in self.files_below(self.folder) - texts.keys():
            (self.folder / name).unlink()
        for name, text in texts.items():
            self.put(name, text)

    def put(self, name, text=None):
        """The original, or `text` in its place."""
        original, copy = ROOT / name, self.folder / name
        wanted = original.read_bytes() if text is None else text.encode()
        if copy.exists() and copy.read_bytes() == wanted:
            return
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(wanted)
        if original.exists():
            shutil.copymode(original, copy)

    def files_below(self, root):
        found = set()
        for name in self.names:
            where = root / name
            found |= {where} if where.is_file() else {file for file in where.rglob("*") if file.is_file()}
        return {str(file.relative_to(root)) for file in found if "__pycache__" not in file.parts}
