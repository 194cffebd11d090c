#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: tests/bench/peers/run.sh [--install] [--keep] [--threads T] [--rounds N] [--widths 16,32,64]
#                                 [--only PATTERN]
#
# Measures Halftone against ONNX Runtime, oneDNN and LibTorch on this machine and prints a table.
# --install first installs what the peers need (packaging/peers-packages.txt, and onnxruntime-node
# from npm into build/peers); nothing else does. --keep stores the measurements in results/, as those of
# this class of processor, and the tables in both README.md. README.md in this folder says what is measured.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$root/build/peers
onnxruntime="onnxruntime-node@1.30.0"

install=no keep=no arguments=()
while [ $# -gt 0 ]; do
    case $1 in
        --install) install=yes ;;
        --keep) keep=yes ;;
        -h | --help) sed -n '5,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
        *) arguments+=("$1") ;;
    esac
    shift
done

# shellcheck source=packaging/build_steps.sh
. "$root/packaging/build_steps.sh"

fail() {
    echo "$1; 'tests/bench/peers/run.sh --install' installs it." >&2
    exit 1
}

mkdir -p "$work"
if [ $install = yes ]; then
    "$root/packaging/setup.sh"
    HALFTONE_PACKAGE_LIST=$root/packaging/peers-packages.txt "$root/packaging/setup.sh"
    # The package holds the library for Linux; its script would only add one for graphics cards.
    [ -d "$work/node_modules/onnxruntime-node" ] ||
        npm install --prefix "$work" --ignore-scripts --no-save --no-package-lock --no-audit \
            --no-fund "$onnxruntime"
fi
command -v node >/dev/null || fail "Node.js was not found"
[ -d "$work/node_modules/onnxruntime-node" ] || fail "onnxruntime-node was not found in build/peers"
/usr/bin/python3 -c 'import onnx' 2>/dev/null || fail "python3-onnx was not found"
[ -e /usr/include/dnnl.hpp ] || fail "oneDNN (libdnnl-dev) was not found"

configure release
# oneDNN may have come after the last configuration.
cmake --build build/release --target help | grep peer_onednn >/dev/null || cmake --preset release >/dev/null
build release halftone-cli halftone_torch peer_halftone peer_onednn

say "Measuring in turns"
python3 -B "$here/peers.py" --build "$root/build/release" --work "$work" \
    --output "$work/results.csv" "${arguments[@]}"
if [ $keep = yes ]; then
    cp "$work/results.csv" "$here/results/$(python3 -B "$here/make_table.py" --class "$work/results.csv").csv"
    python3 -B "$here/make_table.py"
fi
python3 -B "$here/make_table.py" --print "$work/results.csv"
