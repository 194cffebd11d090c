#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: packaging/make_packages.sh [-o FOLDER]
#
# Builds the preset release, without tests, and makes Debian packages for the system it runs on:
# halftone, halftone-torch and halftone-models-noncommercial. FOLDER: build/packages. Older packages
# of Halftone there are deleted. Installs what is missing (packaging/setup.sh) and needs dpkg-dev.
# HALFTONE_CONFIGURE: an argument more for CMake, such as -DHALFTONE_MAINTAINER="Name <address>".
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$root/build/packages
while getopts o:h option; do
    case $option in
        o) out=$(realpath -m "$OPTARG") ;;
        *)
            sed -n '/^# usage/,/^[^#]/s/^# \{0,1\}//p' "$0"
            [ "$option" = h ] && exit 0 || exit 2
            ;;
    esac
done
command -v dpkg-shlibdeps >/dev/null || {
    echo "make_packages.sh: dpkg-shlibdeps was not found. Install the package dpkg-dev." >&2
    exit 1
}

"$root/packaging/setup.sh"
# shellcheck source=packaging/build_steps.sh
. "$root/packaging/build_steps.sh"
configure release
build release halftone halftone-cli halftone_torch halftone_documents halftone_icons
say "Packing"
mkdir -p "$out"
rm -f "$out"/halftone_*.deb "$out"/halftone-*.deb
cpack --config build/release/CPackConfig.cmake -G DEB -B build/release/cpack >build/release/cpack.log 2>&1 || {
    cat build/release/cpack.log >&2
    exit 1
}
mv build/release/cpack/*.deb "$out"
rm -r build/release/cpack
(cd "$out" && ls -l halftone*.deb)
