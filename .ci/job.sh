# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# Shared by the scripts in .ci/jobs, which source it. A job prints what it does; its last line says
# what passed or failed and how long that took. Exit code 0: passed, 1: failed, 2: it could not run,
# because something is missing, which is no success either.
set -euo pipefail
# shellcheck disable=SC2034
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
job=$(basename "$0")
result=""
case ${1:-} in
    -h | --help) sed -n '/^# usage/,/^[^#]/s/^# \{0,1\}//p' "$0"; exit 0 ;;
esac
# shellcheck source=packaging/build_steps.sh
. "$root/packaging/build_steps.sh"

# conclude [STATUS]: of the script, where other commands came before.
conclude() {
    local status=${1:-$?}
    # A job that was interrupted has no result: bash may then give 0.
    if [ $status = 0 ] && [ -n "$result" ]; then
        say "job $job passed: $result; took $SECONDS s"
    elif [ $status != 2 ]; then
        say "job $job FAILED: ${result:-the lines above say why}; took $SECONDS s"
        exit 1
    fi
}
trap conclude EXIT

# refuse SENTENCE: the job cannot run here.
refuse() {
    say "job $job could not run: $1"
    exit 2
}

# need PROGRAM PACKAGE
need() {
    command -v "$1" >/dev/null ||
        refuse "$1 was not found. Install the package $2, or all that the jobs need: HALFTONE_PACKAGE_LIST=packaging/jobs-packages.txt packaging/setup.sh"
}

# Clang reads LibTorch's headers with it, and all sources as macOS does.
need_libcxx() {
    echo '#include <vector>' | clang++ -stdlib=libc++ -x c++ -fsyntax-only - 2>/dev/null ||
        refuse "libc++ was not found. Install the package libc++-dev."
}

# configure_to_parse [TARGET...]: build/werror, where every source is compiled alone, with the headers
# that the build writes, and TARGETs. None of the kernels: their stamp is a placeholder's.
configure_to_parse() {
    configure werror
    cmake -D OUTPUT=build/werror/generated/core/engine/kernels_stamp.h -P packaging/cmake/HalftoneStamp.cmake
    build werror halftone_commit "$@"
}

# test_on_display FOLDER [CTEST-ARGUMENT...]
test_on_display() {
    local folder=$1
    shift
    # Sanitizers are slow: not Qt Test's limit of five minutes for a function, but CTest's for a test.
    export QTEST_FUNCTION_TIMEOUT=900000
    say "Testing $folder $*"
    on_display ctest --test-dir "$folder" --output-on-failure --no-tests=error \
        --parallel "$(compile_jobs)" "$@"
}

# expect_slices: what whole slices through the shipped models give on this machine, for compare_slices.
# Needs g++.
expect_slices() {
    configure engine-only
    build engine-only slice_hashes
    say "Slices through the shipped models on this machine"
    build/engine-only/bin/slice_hashes resources/models/*.halftone >build/engine-only/slices \
        2>build/engine-only/instruction-sets
    [ -s build/engine-only/slices ] || refuse "the shipped models gave no slices"
}

# compare_slices WHAT COMMAND...: the same by another build's slice_hashes, line by line. Sets `slices` to
# how many these were.
compare_slices() {
    local what=$1 found=build/engine-only/slices-elsewhere
    shift
    say "Slices through the shipped models, $what"
    "$@" resources/models/*.halftone | tr -d '\r' >$found || {
        result="slice_hashes, $what"
        exit 1
    }
    diff build/engine-only/slices $found || {
        result="slices differ from those of this machine, $what"
        exit 1
    }
    # shellcheck disable=SC2034
    slices=$(wc -l <$found)
}

# Sources of the project, one a line.
sources() {
    find app core packaging ui tests \( -name '*.h' -o -name '*.cpp' \) | sort
}
