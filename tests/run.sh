#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: tests/run.sh [--preset NAME] [CTEST-ARGUMENT...]
#
# Installs what is missing, builds, and runs every test; without a display, under Xvfb. The
# preset is `release`, the build app/run.sh makes too, so that what is tested is what users run;
# `--preset dev` tests with assertions on, `--preset dev-asan` and `dev-tsan` with sanitizers.
# Other arguments go to ctest (-L unit, -R engine, ...). Exit code 0 only if every test passed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
preset=release
if [ "${1:-}" = --preset ]; then
    preset=${2:?"--preset needs the name of a preset"}
    shift 2
fi
case ${1:-} in
    -h | --help) sed -n '5,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
esac

"$root/packaging/setup.sh"
# shellcheck source=packaging/build_steps.sh
. "$root/packaging/build_steps.sh"
start=$SECONDS

configure "$preset"
build "$preset"
folders=("build/$preset")
# The engine alone, without Qt, VTK, ITK and LibTorch: it builds, and its own check passes.
if [ "$preset" = release ]; then
    configure engine-only
    build engine-only
    folders+=(build/engine-only)
fi

status=0
logs=()
no_tests=error
[ $# = 0 ] || no_tests=ignore
for folder in "${folders[@]}"; do
    log=$folder/Testing/Temporary/LastTest.log
    say "Testing $folder"
    rm -f "$log"
    on_display ctest --test-dir "$folder" --output-on-failure --no-tests=$no_tests \
        --parallel "$(compile_jobs)" "$@" || status=1
    # A filter may leave a folder without tests.
    [ $no_tests = ignore ] && [ ! -e "$log" ] || logs+=("$log")
done

python3 tests/tools/summarize_tests.py "${logs[@]}" || status=1
say "Took $((SECONDS - start)) s"
exit $status
