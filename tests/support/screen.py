"""A real terminal for one program, by tmux: type into it, look at its screen. Each has a tmux server of its own."""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile

from programs import wait_until


def available():
    return shutil.which("tmux") is not None


class Screen(contextlib.AbstractContextManager):
    def __init__(self, command, env, columns=80, rows=24):
        self.folder = tempfile.TemporaryDirectory(prefix="vitrine-tmux-")
        self.socket = os.path.join(self.folder.name, "socket")
        line = shlex.join(command) + "; echo \"[ended with $?]\"; exec sleep 1000"
        variables = [word for name, value in env.items() if name != "TERM" for word in ("-e", f"{name}={value}")]
        self.tmux("-f", os.devnull, "new-session", "-d", *variables, "-x", str(columns), "-y", str(rows), line,
                  env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "xterm"})

    def tmux(self, *arguments, env=None):
        done = subprocess.run(["tmux", "-S", self.socket, "-u", *arguments], check=True, capture_output=True, timeout=20, env=env)
        return done.stdout.decode("utf-8", "replace")

    @property
    def screen(self):
        return self.tmux("capture-pane", "-p", "-J")

    def lines(self):
        return [line.rstrip() for line in self.screen.splitlines() if line.strip()]

    def type(self, text):
        self.tmux("send-keys", "-l", text)

    def press(self, *keys):
        self.tmux("send-keys", *keys)

    def wait_for(self, text):
        try:
            wait_until(lambda: text in self.screen, repr(text))
        except AssertionError as error:
            raise AssertionError(f"{error}; the screen shows:\n{self.screen}") from None

    def __exit__(self, *trouble):
        """The window's whole process group: a daemon takes the hang-up of its terminal for a word to reload, and would go on."""
        with contextlib.suppress(subprocess.SubprocessError, ProcessLookupError):
            os.killpg(int(self.tmux("display-message", "-p", "#{pane_pid}")), signal.SIGKILL)
        with contextlib.suppress(subprocess.SubprocessError):
            self.tmux("kill-server")
        self.folder.cleanup()
