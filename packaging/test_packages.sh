#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: packaging/test_packages.sh FOLDER [SYSTEM...]
#
# Tests the packages that make_packages.sh left in FOLDER, as root, in bare systems made by debootstrap: SYSTEMs
# (bookworm trixie), which apt installs from its mirror.
#   Debian packages: lintian, desktop-file-validate, appstreamcli and update-mime-database find nothing; in a
#       SYSTEM of the release they were made for apt installs them with what they need, every library they load is
#       that system's, and purging leaves nothing.
#   archive, .run, RPM: what they bring and need of the system; in each SYSTEM the command line works with nothing
#       installed, the window with OpenGL and X11 alone; removing leaves nothing.
# In each the models are listed, phantoms are segmented, and the window draws a picture; the Debian package and the
# archive run the commands of README.md. Prints sizes. Needs what
# packaging/jobs-packages.txt names. HALFTONE_ONLY=debs or bundles: those alone.
#
# Bare systems and downloaded packages are kept in ${TMPDIR:-/var/tmp}/halftone-packages for the next time.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(cd "${1:?usage: packaging/test_packages.sh FOLDER [SYSTEM...]}" && pwd)
shift
[ $# -gt 0 ] || set -- bookworm trixie
kept=${TMPDIR:-/var/tmp}/halftone-packages
# shellcheck source=packaging/test/roots.sh
. "$root/packaging/test/roots.sh"
# shellcheck source=packaging/test/debs.sh
. "$root/packaging/test/debs.sh"
# shellcheck source=packaging/test/bundles.sh
. "$root/packaging/test/bundles.sh"

[ "$(id -u)" = 0 ] || fail "test_packages.sh has to be root: it starts programs in a system of their own"
for program in debootstrap lintian desktop-file-validate appstreamcli update-mime-database man rpm; do
    command -v $program >/dev/null || fail "$program was not found: HALFTONE_PACKAGE_LIST=packaging/jobs-packages.txt packaging/setup.sh"
done
# What is mounted below goes with this process, however it ends.
if [ -z "${HALFTONE_UNSHARED:-}" ]; then
    HALFTONE_UNSHARED=1 exec unshare --mount --propagation private "$0" "$folder" "$@"
fi
shopt -s nullglob
packages=("$folder"/halftone_*.deb "$folder"/halftone-torch_*.deb "$folder"/halftone-models-noncommercial_*.deb)
archives=("$folder"/halftone-*-linux-*.tar.gz "$folder"/halftone-*-linux-*.run "$folder"/halftone-*.rpm "$folder"/halftone-models-noncommercial-*.tar.gz)
[ ${#packages[@]} = 3 ] || fail "$folder has not one package each of halftone, halftone-torch and halftone-models-noncommercial"
[ ${#archives[@]} = 4 ] || fail "$folder has not one archive, one .run, one RPM and one archive of models"
work=$(mktemp -d "${TMPDIR:-/var/tmp}/halftone-test.XXXXXX")
clean_up() {
    leave
    mountpoint -q "$work/system/var/cache/apt/archives" || rm -rf --one-file-system "$work"
}
trap clean_up EXIT
set -E
trap 'echo "FAIL: ${BASH_SOURCE[0]}:$LINENO: $BASH_COMMAND" >&2' ERR

only=${HALFTONE_ONLY:-debs bundles}
if [[ $only == *debs* ]]; then
    check_debs
    made_for=$(dpkg-deb -f "${packages[0]}" Version)
    for codename in "$@"; do
        case $codename in
            bookworm) release=debian12 ;;
            trixie) release=debian13 ;;
            *) release=$codename ;;
        esac
        [[ $made_for == *~$release ]] || continue
        say "Debian packages in $codename"
        enter "$codename"
        try_debs
    done
fi
if [[ $only == *bundles* ]]; then
    check_bundles
    for codename in "$@"; do
        say "Archive, .run and RPM in $codename"
        enter "$codename"
        try_bundles
    done
fi

say "Sizes of the packages"
for package in "${packages[@]}"; do
    echo "    $(basename "$package"): $(($(stat -c %s "$package") / 1000)) kB, unpacked $(dpkg-deb -f "$package" Installed-Size) kB"
done
for archive in "${archives[@]}"; do
    echo "    $(basename "$archive"): $(($(stat -c %s "$archive") / 1000)) kB"
done
echo "    LibTorch is in none of them: apt brings it with halftone-torch (above); the others run without."
say "The packages work."
