#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Tests packaging/setup.sh with stand-ins for apt, dpkg, df, id and sudo: nothing is installed.

Whatever goes wrong must end with a sentence, exit code 1, and no installation begun.
"""
import os
import shutil
import stat
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOLS = ("bash", "sh", "sed", "awk", "tr", "sort", "fold", "wc", "mktemp", "grep", "tail", "head",
         "cat", "dirname", "basename", "rm", "mkdir", "env", "tee", "touch", "true")
DEBIAN = 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n'

# Each writes its call into $LOG; $FAIL names the step that fails.
FAKES = {
    "apt-get": """#!/bin/sh
echo "apt-get $*" >>"$LOG"
case "$*" in
    *update*) [ "$FAIL" != update ] || { echo "E: no network" >&2; exit 100; } ;;
    *--assume-no*) [ "$FAIL" != plan ] || { echo "E: Unable to correct problems"; exit 100; }
        echo "0 upgraded, 600 newly installed, 0 to remove and 0 not upgraded."
        echo "E: Can not write log (Is /dev/pts mounted?)"
        echo "Need to get 563 MB of archives."
        echo "After this operation, 2,611 MB of additional disk space will be used."; exit 1 ;;
    *--download-only*) [ "$FAIL" != download ] || { echo "E: Failed to fetch" >&2; exit 100; } ;;
    *--no-download*) [ "$FAIL" != install ] || { echo "dpkg: error" >&2; exit 100; }
        touch "$STATE/installed" ;;
esac
""",
    "apt-cache": """#!/bin/sh
[ "$FAIL" != unknown ]
""",
    "dpkg-query": """#!/bin/sh
[ -e "$STATE/installed" ] || exit 0
sed -e 's/#.*//' -e 's/ *|.*//' -e '/^ *$/d' -e 's/ *$//' "$STATE/packaging/debian-packages.txt" |
    while read -r name; do echo "ii |$name|"; done
""",
    "dpkg": "#!/bin/sh\nexit 1\n",
    "df": """#!/bin/sh
echo "Filesystem 1024-blocks Used Available Capacity Mounted on"
echo "/dev/fake 100 50 ${FREE:-90000000} 2% /"
""",
    "id": "#!/bin/sh\necho \"${FAKE_UID:-0}\"\n",
}
SUDO = """#!/bin/sh
echo "sudo $*" >>"$LOG"
[ "$FAIL" != sudo ] || exit 1
[ "$1" != -n ] || shift
exec "$@"
"""


class SetupTest(unittest.TestCase):
    """packaging/setup.sh"""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.state = folder.name
        self.bin = os.path.join(self.state, "bin")
        self.log = os.path.join(self.state, "log")
        os.makedirs(self.bin)
        os.makedirs(os.path.join(self.state, "packaging"))
        for name in ("setup.sh", "debian-packages.txt"):
            shutil.copy(os.path.join(ROOT, "packaging", name),
                        os.path.join(self.state, "packaging", name))
        for tool in TOOLS:
            os.symlink(shutil.which(tool), os.path.join(self.bin, tool))
        for name, text in FAKES.items():
            self.tool(name, text)
        self.os_release(DEBIAN)

    def tool(self, name, text):
        """Puts one stand-in on the path."""
        path = os.path.join(self.bin, name)
        with open(path, "w", encoding="ascii") as file:
            file.write(text)
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)

    def os_release(self, text):
        """Says which distribution this is."""
        with open(os.path.join(self.state, "os-release"), "w", encoding="ascii") as file:
            file.write(text)

    def run_setup(self, **environment):
        """Runs the script; returns (exit code, what it printed, what the stand-ins logged)."""
        values = {"PATH": self.bin, "LOG": self.log, "STATE": self.state, "FAIL": "",
                  "HALFTONE_OS_RELEASE": os.path.join(self.state, "os-release")}
        if os.path.exists(self.log):
            os.remove(self.log)
        script = os.path.join(self.state, "packaging", "setup.sh")
        done = subprocess.run([script], env=values | environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=60, check=False)
        calls = ""
        if os.path.exists(self.log):
            with open(self.log, encoding="utf-8") as file:
                calls = file.read()
        return done.returncode, done.stdout + done.stderr, calls

    def assert_refused(self, sentence, **environment):
        """The script stops with this sentence and has not begun to install."""
        code, text, calls = self.run_setup(**environment)
        self.assertEqual(code, 1, text)
        self.assertIn(sentence, text)
        self.assertNotIn("--no-download", calls)

    def test_installs(self):
        """Everything is downloaded first, then installed in one go."""
        code, text, calls = self.run_setup()
        self.assertEqual(code, 0, text)
        steps = [calls.index(step) for step in ("update", "--assume-no", "--download-only",
                                                "--no-download")]
        self.assertEqual(steps, sorted(steps))
        for name in ("libvtk9-dev", "libtorch-dev", "qt6-base-dev", "qt6-svg-dev"):
            self.assertIn(name, calls[steps[-1]:])

    def test_nothing_missing(self):
        """Where all is installed apt is not called."""
        with open(os.path.join(self.state, "installed"), "w", encoding="ascii"):
            pass
        self.assertEqual(self.run_setup(), (0, "", ""))

    def test_uses_sudo(self):
        """Someone else than root installs through sudo."""
        self.tool("sudo", SUDO)
        code, text, calls = self.run_setup(FAKE_UID="1000")
        self.assertEqual(code, 0, text)
        self.assertIn("sudo env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive apt-get", calls)

    def test_no_root(self):
        """Neither root nor sudo."""
        self.assert_refused("this is not root and there is no sudo", FAKE_UID="1000")

    def test_sudo_refuses(self):
        """sudo wants a password and nobody can type it."""
        self.tool("sudo", SUDO)
        self.assert_refused("no terminal to type it", FAKE_UID="1000", FAIL="sudo")

    def test_other_distributions(self):
        """Others are told the packages."""
        self.os_release('ID=fedora\nVERSION_ID=41\nPRETTY_NAME="Fedora Linux 41"\n')
        self.assert_refused("this is Fedora Linux 41")
        self.assert_refused("libinsighttoolkit5-dev")
        self.os_release('ID=debian\nVERSION_ID="11"\nPRETTY_NAME="Debian GNU/Linux 11"\n')
        self.assert_refused("Debian GNU/Linux 11 is too old")
        self.os_release('ID=ubuntu\nVERSION_ID="22.04"\nPRETTY_NAME="Ubuntu 22.04 LTS"\n')
        self.assert_refused("Ubuntu 22.04 LTS is too old")
        self.assert_refused("has no /nonexistent", HALFTONE_OS_RELEASE="/nonexistent")

    def test_no_network(self):
        """Lists, then packages, cannot be fetched."""
        self.assert_refused("could not be downloaded. Is there a network connection?",
                            FAIL="download")
        code, text, calls = self.run_setup(FAIL="unknown")
        self.assertEqual(code, 1)
        self.assertIn("is not offered by any package source", text)
        self.assertNotIn("--download-only", calls)

    def test_conflict(self):
        """apt cannot find a way to install them."""
        self.assert_refused("apt cannot install", FAIL="plan")

    def test_too_little_disk(self):
        """2.6 GB to unpack, 0.6 GB to download, 2 GB to build."""
        self.assert_refused("about 5.2 GB are needed, 5.0 GB are free", FREE="5000000")
        self.assertEqual(self.run_setup(FREE="5300000")[0], 0)

    def test_install_fails(self):
        """apt fails while it installs: said, with its own lines."""
        code, text, _ = self.run_setup(FAIL="install")
        self.assertEqual(code, 1)
        self.assertIn("dpkg: error", text)
        self.assertIn("apt could not install", text)

    def test_skipped_on_demand(self):
        """HALFTONE_SKIP_SETUP trusts the user."""
        self.assertEqual(self.run_setup(HALFTONE_SKIP_SETUP="1", FAIL="update"), (0, "", ""))


if __name__ == "__main__":
    unittest.main(verbosity=2)
