#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: tests/ui/renew_screenshots.sh
#
# Takes the pictures of the README (resources/screenshots) anew, of synthetic samples, on a virtual
# screen; minutes. Times in them are those of this machine, so let it do nothing else meanwhile.
# Needs ImageMagick (the package imagemagick) for the animated one.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
case ${1:-} in
    -h | --help) sed -n '5,9s/^# \{0,1\}//p' "$0"; exit 0 ;;
    "") ;;
    *) echo "Not understood: $1 (see --help)" >&2; exit 2 ;;
esac
command -v convert >/dev/null || { echo "ImageMagick's convert is not there: install the package imagemagick." >&2; exit 1; }
# shellcheck source=packaging/build_steps.sh
. "$root/packaging/build_steps.sh"
HALFTONE_CONFIGURE=-DHALFTONE_WITH_BENCH=ON
cmake --preset release "$HALFTONE_CONFIGURE" >/dev/null
build release take_screenshots halftone_torch

taken=build/release/screenshots
to=resources/screenshots
rm -rf "$taken"
unset DISPLAY WAYLAND_DISPLAY
on_display build/release/bin/take_screenshots "$taken"

rm -f "$taken"/scene-cohort.png # to look at: it shows a folder of this machine
for picture in "$taken"/scene-*.png; do
    name=$(basename "$picture")
    convert "$picture" -strip -colors 255 "PNG8:$to/${name#scene-}"
done
# One palette for all frames and no dithering: what stays the same costs nothing.
frames=("$taken"/slider-*.png)
convert "${frames[@]}" -resize 960x +append -colors 128 -unique-colors "$taken/palette.gif"
convert -delay 70 "${frames[@]}" -resize 960x +dither -remap "$taken/palette.gif" \
    -layers OptimizeFrame -layers OptimizeTransparency -loop 0 "$to/slider.gif"
ls -l "$to"
