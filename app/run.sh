#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: app/run.sh [HALFTONE-ARGUMENT...]
#
# Installs what is missing, builds, and opens Halftone on a built-in sample with its reference
# labels, segmented with 4-bit weights and 6-bit activations. Arguments replace the sample:
# `app/run.sh scan.nii.gz --weights 3`. Without a display the window is drawn on a virtual one and
# saved, with a table of what each precision costs and buys, in build/first-run/.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
called_from=$PWD

"$root/packaging/setup.sh"
# shellcheck source=packaging/build_steps.sh
. "$root/packaging/build_steps.sh"

configure release
build release halftone halftone-cli halftone_torch
bin=$root/build/release/bin

arguments=("$@")
[ $# -gt 0 ] || arguments=(--sample em --weights 4 --activations 6)

if has_display; then
    say "Opening Halftone"
    cd "$called_from"
    on_display "$bin/halftone" "${arguments[@]}"
    exit
fi

out=$root/build/first-run
mkdir -p "$out"
say "There is no display: drawing the window on a virtual one"
(cd "$called_from" && on_display "$bin/halftone" "${arguments[@]}" --screenshot "$out/halftone.png")
echo "    $out/halftone.png"
[ $# = 0 ] || exit 0

say "Measuring what each precision costs and buys on the sample"
"$bin/halftone-cli" phantom em -o "$out/sample"
"$bin/halftone-cli" sweep "$out/sample/synthetic-em-image.nii.gz" \
    --reference "$out/sample/synthetic-em-labels.nii.gz" --model em-membrane \
    --weights 32,8,6,4,3,2,1 --activations 32,8,6,4,2,1 --csv "$out/sweep.csv" | tee "$out/sweep.txt"
echo "    $out/sweep.txt"
echo "    $out/sweep.csv"
