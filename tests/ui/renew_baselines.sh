#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: tests/ui/renew_baselines.sh [--preset NAME]
#
# Takes the pictures in tests/ui/baselines anew with the test that is built (tests/run.sh builds it;
# the preset is `release`), on a virtual screen. Only pictures that differ are written. For each of
# these one sheet, old | new | difference, lies in build/NAME/baselines-renewed: look at it before
# you commit the picture.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
preset=release
case ${1:-} in
    -h | --help) sed -n '5,10s/^# \{0,1\}//p' "$0"; exit 0 ;;
    --preset) preset=${2:?"--preset needs the name of a preset"} ;;
    "") ;;
    *) echo "Not understood: $1 (see --help)" >&2; exit 2 ;;
esac
# shellcheck source=packaging/build_steps.sh
. "$root/packaging/build_steps.sh"

[ -x "build/$preset/bin/tst_ui_baseline" ] || {
    echo "build/$preset has no tst_ui_baseline: build it first, with tests/run.sh --preset $preset -R ui.baseline" >&2
    exit 1
}
rm -rf "build/$preset/baselines-renewed"
# A person's screen may be smaller than the largest window, and draws by another driver.
unset DISPLAY WAYLAND_DISPLAY
status=0
HALFTONE_RENEW_BASELINES=1 on_display ctest --test-dir "build/$preset" -R '^ui\.baseline' --verbose \
    >"build/$preset/baselines-renewed.log" 2>&1 || status=1
grep -o 'renewed: .*' "build/$preset/baselines-renewed.log" || say "No picture changed"
if [ $status != 0 ]; then
    grep -A 2 'FAIL!' "build/$preset/baselines-renewed.log" >&2 || true
    echo "Not all pictures could be taken; build/$preset/baselines-renewed.log says why." >&2
fi
exit $status
