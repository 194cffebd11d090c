#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: app/run.sh [HALFTONE-ARGUMENT...]
#        app/run.sh --build
#
# Installs what is missing, builds the window, and opens it on a built-in sample with its reference
# labels, segmented with 4-bit weights and 6-bit activations. Arguments replace the sample:
# `app/run.sh scan.nii.gz --weights 3`; `--screenshot OUT.png` saves a picture instead.
#
# The first time, halftone-cli and the LibTorch module (full precision, training) are built behind
# the open window, with low priority. Until then "Full" is W8A8, also for a model that is open when
# they are ready. What is not done when the window closes goes on the next time; `--build` builds
# all and opens nothing.
#
# Without a display the window is drawn on a virtual one and saved; then the rest is built and a
# table made of what each precision costs and buys. Both are in build/first-run/.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
called_from=$PWD

for argument in "$@"; do
    case $argument in
        -h | --help)
            sed -n '5,/^set /{s/^# \{0,1\}//;/^set /d;p;}' "$0"
            echo
            cat "$root/app/help.txt"
            exit 0
            ;;
    esac
done

"$root/packaging/setup.sh"
# shellcheck source=packaging/build_steps.sh
. "$root/packaging/build_steps.sh"

configure release
bin=$root/build/release/bin
rest=(halftone-cli halftone_torch)
# What was built once is kept up to date before the window opens, so that it never loads a module
# of other sources; what was never built can wait.
now=(halftone)
later=()
for target in "${rest[@]}"; do
    if [ -e "$bin/$target" ] || [ -e "$bin/$target.so" ]; then
        now+=("$target")
    else
        later+=("$target")
    fi
done
if [ "${1:-}" = --build ]; then
    build release halftone "${rest[@]}"
    exit
fi
build release "${now[@]}"

sample=(--sample em --weights 4 --activations 6)
arguments=("$@")
picture=no
case " $* " in *" --screenshot"[\ =]*) picture=yes ;; esac
# A picture of nothing else is one of the sample.
if [ $# = 0 ] || { [ "$1" = --screenshot ] && [ $# = 2 ]; }; then
    arguments=("${sample[@]}" "$@")
fi

# halftone ARGUMENT...: the program, where run.sh was called, so that relative names mean the same.
halftone() {
    (cd "$called_from" && on_display "$bin/halftone" "$@")
}

if [ $picture = yes ]; then
    halftone "${arguments[@]}"
    exit
fi

if has_display; then
    say "Opening Halftone"
    [ ${#later[@]} = 0 ] || build_behind release "${later[@]}"
    halftone "${arguments[@]}"
    exit
fi

out=$root/build/first-run
mkdir -p "$out"
say "There is no display: drawing the window on a virtual one"
halftone "${arguments[@]}" --screenshot "$out/halftone.png"
echo "    $out/halftone.png"
[ $# = 0 ] || exit 0

[ ${#later[@]} = 0 ] || build release "${later[@]}"
say "Measuring what each precision costs and buys on the sample"
"$bin/halftone-cli" phantom em -o "$out/sample"
"$bin/halftone-cli" sweep "$out/sample/synthetic-em-image.nii.gz" \
    --reference "$out/sample/synthetic-em-labels.nii.gz" --model em-membrane \
    --weights 32,8,6,4,3,2,1 --activations 32,8,6,4,2,1 --csv "$out/sweep.csv" | tee "$out/sweep.txt"
echo "    $out/sweep.txt"
echo "    $out/sweep.csv"
