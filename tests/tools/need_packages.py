# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Finds a Python that has a package: the tests' own may be one without the distribution's packages."""
import importlib.util
import os
import sys

SYSTEM = "/usr/bin/python3"
SKIPPED = 77  # SKIP_RETURN_CODE in CMakeLists.txt


def need(*packages):
    """Goes on where all packages are there; else starts the program anew by the system's Python, or leaves."""
    missing = [name for name in packages if importlib.util.find_spec(name) is None]
    if not missing:
        return
    if os.path.exists(SYSTEM) and os.path.realpath(SYSTEM) != os.path.realpath(sys.executable):
        os.execv(SYSTEM, [SYSTEM, "-B", *sys.argv])
    print(f"Not tested here: python3-{', python3-'.join(missing)} is missing.")
    sys.exit(SKIPPED)
