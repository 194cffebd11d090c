#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Tests app/run.sh with stand-ins for set-up, CMake and the programs: nothing is compiled.

What is asked: the window opens once its own program is built, the rest is built behind it, and
neither a picture nor --help waits for more than they need.
"""
import os
import shutil
import subprocess
import tempfile
import time
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# Building a target makes a program that logs its arguments and, as a window, stays until the log has
# a line that begins with $WINDOW; $SLOW makes the rest take a minute.
CMAKE = """#!/bin/bash
folder=build/release
case $1 in
    --preset) echo configure >>"$LOG"; mkdir -p "$folder/bin"; touch "$folder/build.ninja"; exit ;;
esac
echo "build ${*:6}" >>"$LOG"
for target in "${@:6}"; do
    if [ "$target" != halftone ] && [ -n "${SLOW:-}" ]; then
        trap 'echo "interrupted $target" >>"$LOG"; exit 1' TERM
        echo "waiting in $target" >>"$LOG"
        for _ in $(seq 600); do sleep 0.1; done
    fi
    printf '#!/bin/bash\\necho "%s $*" >>"$LOG"\\nwindow' "$target" >"$folder/bin/$target"
    chmod +x "$folder/bin/$target"
done
echo "built ${*:6}" >>"$LOG"
"""
WINDOW = """#!/bin/bash
for _ in $(seq 400); do
    grep -q "^${WINDOW:-}" "$LOG" && break
    sleep 0.1
done
[ -z "${WINDOW:-}" ] || sleep 2 # for what is said after that line
"""
XVFB = """#!/bin/bash
shift 3
exec "$@"
"""


class FirstWindowTest(unittest.TestCase):
    """app/run.sh"""

    def setUp(self):
        self.root = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.root)
        self.log = os.path.join(self.root, "log")
        for path in ("app/run.sh", "app/help.txt", "packaging/build_steps.sh"):
            os.makedirs(os.path.dirname(os.path.join(self.root, path)), exist_ok=True)
            shutil.copy(os.path.join(ROOT, path), os.path.join(self.root, path))
        shutil.copy(os.path.join(ROOT, "CMakePresets.json"), self.root)
        self.write("packaging/setup.sh", '#!/bin/bash\necho setup >>"$LOG"\n')
        self.write("tools/cmake", CMAKE)
        self.write("tools/xvfb-run", XVFB)
        self.write("tools/window", WINDOW)

    def write(self, path, text):
        """An executable file below the stand-in root."""
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(full, 0o755)

    def start(self, *arguments, display=True, **environment):
        """Runs run.sh to its end; returns (exit code, output, lines of the log)."""
        env = {name: value for name, value in os.environ.items()
               if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        env.update(LOG=self.log, PATH=os.path.join(self.root, "tools") + ":" + env["PATH"])
        if display:
            env["DISPLAY"] = ":0"
        env.update(environment)
        if os.path.exists(self.log):
            os.remove(self.log)
        done = subprocess.run([os.path.join(self.root, "app/run.sh"), *arguments], env=env,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=60, check=False)
        lines = []
        if os.path.exists(self.log):
            with open(self.log, encoding="utf-8") as file:
                lines = file.read().splitlines()
        return done.returncode, done.stdout, lines

    def test_help_needs_nothing(self):
        """--help answers before set-up and building, with the program's own help."""
        code, output, log = self.start("--help")
        self.assertEqual((code, log), (0, []))
        self.assertTrue(output.startswith("usage: app/run.sh"), output)
        with open(os.path.join(ROOT, "app/help.txt"), encoding="utf-8") as file:
            self.assertTrue(output.endswith(file.read()), output)

    def test_the_window_comes_first(self):
        """The rest is built while the window is open."""
        code, output, log = self.start(WINDOW="built halftone-cli")
        self.assertEqual(code, 0, output)
        self.assertEqual(log[:4], ["setup", "configure", "build halftone", "built halftone"])
        opened = next(i for i, line in enumerate(log) if line.startswith("halftone --sample em"))
        self.assertLess(opened, log.index("built halftone-cli halftone_torch"))
        self.assertIn("Built behind the window: halftone-cli halftone_torch", output)

    def test_closing_the_window_stops_the_rest(self):
        """What was being built is interrupted, not killed, and built the next time."""
        begun = time.monotonic()
        code, output, log = self.start(SLOW="1", WINDOW="waiting in halftone-cli")
        self.assertEqual(code, 0, output)
        self.assertLess(time.monotonic() - begun, 30)
        self.assertIn("interrupted halftone-cli", log)
        self.assertIn("Stopped building", output)
        code, output, log = self.start(WINDOW="built halftone-cli")
        self.assertIn("built halftone-cli halftone_torch", log)

    def test_what_was_built_is_kept_up_to_date_first(self):
        """A window never loads a module of other sources."""
        self.start("--build")
        self.write("build/release/bin/halftone_torch.so", "")
        code, output, log = self.start()
        self.assertEqual(code, 0, output)
        self.assertEqual(log[1:3], ["build halftone halftone-cli halftone_torch",
                                    "built halftone halftone-cli halftone_torch"])
        self.assertNotIn("behind", output)

    def test_a_picture_waits_for_the_window_alone(self):
        """--screenshot builds one program, with a display or without."""
        for display in (True, False):
            with self.subTest(display=display):
                code, output, log = self.start("--screenshot", "x.png", display=display)
                self.assertEqual(code, 0, output)
                self.assertEqual(log[-1], "halftone --sample em --weights 4 --activations 6 "
                                          "--screenshot x.png")
                self.assertNotIn("halftone-cli", output)

    def test_without_a_display_the_picture_comes_before_the_table(self):
        """The rest is built between them."""
        code, output, log = self.start(display=False)
        self.assertEqual(code, 0, output)
        picture = next(i for i, line in enumerate(log) if "halftone.png" in line)
        self.assertLess(picture, log.index("build halftone-cli halftone_torch"))
        self.assertTrue(log[-1].startswith("halftone-cli sweep"), log)

    def test_the_programs_exit_code_is_passed_on(self):
        """A window that fails makes run.sh fail."""
        self.start("--build")
        self.write("tools/cmake", "#!/bin/bash\n")
        self.write("build/release/bin/halftone", "#!/bin/bash\nexit 2\n")
        self.assertEqual(self.start("a.nii", "b.nii")[0], 2)


if __name__ == "__main__":
    unittest.main()
