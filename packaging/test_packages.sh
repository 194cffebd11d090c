#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: packaging/test_packages.sh FOLDER
#
# Tests the Debian packages that make_packages.sh left in FOLDER, as root: lintian, desktop-file-validate,
# appstreamcli and update-mime-database find nothing; in a bare system of the same release apt installs
# them with what they need from its mirror, the programs do their work there, every library they load is
# that system's, and purging leaves nothing. Prints sizes. Needs what packaging/jobs-packages.txt names.
#
# Bare systems and downloaded packages are kept in ${TMPDIR:-/var/tmp}/halftone-packages for the next time.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(cd "${1:?usage: packaging/test_packages.sh FOLDER}" && pwd)
kept=${TMPDIR:-/var/tmp}/halftone-packages

fail() {
    echo "FAIL: $1" >&2
    exit 1
}
say() {
    echo "== [$SECONDS s] $*"
}

[ "$(id -u)" = 0 ] || fail "test_packages.sh has to be root: it starts programs in a system of its own"
for program in debootstrap lintian desktop-file-validate appstreamcli update-mime-database man; do
    command -v $program >/dev/null || fail "$program was not found: HALFTONE_PACKAGE_LIST=packaging/jobs-packages.txt packaging/setup.sh"
done
# What is mounted below goes with this process, however it ends.
if [ -z "${HALFTONE_UNSHARED:-}" ]; then
    HALFTONE_UNSHARED=1 exec unshare --mount --propagation private "$0" "$@"
fi
shopt -s nullglob
packages=("$folder"/halftone_*.deb "$folder"/halftone-torch_*.deb "$folder"/halftone-models-noncommercial_*.deb)
[ ${#packages[@]} = 3 ] || fail "$folder has not one package each of halftone, halftone-torch and halftone-models-noncommercial"
work=$(mktemp -d "${TMPDIR:-/var/tmp}/halftone-test.XXXXXX")
clean_up() {
    umount --lazy --recursive "$work"/system/{var/cache/apt/archives,proc,dev} 2>/dev/null || true
    mountpoint -q "$work/system/var/cache/apt/archives" || rm -rf --one-file-system "$work"
}
trap clean_up EXIT

say "Checking the packages themselves"
lintian --version
lintian --allow-root --fail-on error,warning "${packages[@]}" || fail "lintian"
for package in "${packages[@]}"; do
    dpkg-deb -x "$package" "$work/files"
done
share=$work/files/usr/share
desktop-file-validate "$share"/applications/*.desktop || fail "desktop-file-validate"
appstreamcli validate --pedantic --no-net "$share"/metainfo/*.xml || fail "appstreamcli"
said=$(appstreamcli validate --pedantic --no-net --no-color "$share"/metainfo/*.xml)
grep -qE '^[EWIP]: ' <<<"$said" && fail "appstreamcli has notes"
mkdir -p "$work/mime/packages"
cp "$share"/mime/packages/*.xml "$work/mime/packages"
said=$(XDG_DATA_DIRS=$work update-mime-database "$work/mime" 2>&1) || fail "update-mime-database: $said"
[ -z "$said" ] || fail "update-mime-database: $said"
for page in "$share"/man/man1/*.gz; do
    said=$(LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null) || fail "$page: $said"
    [ -z "$said" ] || fail "$page: $said"
done
while IFS= read -r -d '' binary; do
    if readelf -d "$binary" 2>/dev/null | grep -E 'R(UN)?PATH' | grep -vE '\[(\$ORIGIN(/\.\./lib/halftone)?)?\]'; then
        fail "$binary looks for libraries elsewhere"
    fi
    grep -qF "$root/" "$binary" && fail "$binary names the folder it was built in"
done < <(find "$work/files/usr/bin" "$work/files/usr/lib" -type f -print0)

for binary in usr/bin/halftone usr/bin/halftone-cli usr/lib/halftone/halftone_torch.so; do
    found="$(readelf -hdW "$work/files/$binary") $(nm -D "$work/files/$binary")"
    for sign in 'Type: *DYN' 'FLAGS_1.*NOW' __stack_chk_fail; do
        grep -q "$sign" <<<"$found" || fail "$binary is not hardened: nothing in it matches '$sign'"
    done
done
nm -D "$work/files/usr/bin/halftone-cli" | grep -q '_chk@' || fail "halftone-cli is not fortified"

# shellcheck source=/dev/null
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
base=$kept/$codename-$(dpkg --print-architecture).tar
mkdir -p "$kept/archives"
if [ ! -s "$base" ]; then
    say "Making a bare system of $codename"
    debootstrap --variant=minbase "$codename" "$work/base" >"$work/debootstrap.log" 2>&1 || {
        tail -n 5 "$work/debootstrap.log" >&2
        fail "debootstrap"
    }
    rm -f "$work/base/var/cache/apt/archives/"*.deb
    tar -C "$work/base" -cf "$base.part" .
    mv "$base.part" "$base"
    rm -rf "$work/base"
fi
system=$work/system
mkdir "$system"
tar -C "$system" -xf "$base"
mount -t proc proc "$system/proc"
mount --rbind /dev "$system/dev"
mount --bind "$kept/archives" "$system/var/cache/apt/archives"
cp /etc/resolv.conf "$system/etc/resolv.conf"
mkdir "$system/packages" "$system/user"
cp "${packages[@]}" "$system/packages"

# inside COMMAND...: in the bare system, by a user's home that is none of the packages' business.
inside() {
    chroot "$system" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/user LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        LIBGL_ALWAYS_SOFTWARE=1 QT_QPA_PLATFORM=xcb "$@"
}
apt() {
    inside apt-get -q -y --no-install-recommends -o Binary::apt-get::APT::Keep-Downloaded-Packages=true "$@" \
        >"$work/apt.log" 2>&1 || {
        tail -n 20 "$work/apt.log" >&2
        fail "apt-get $*"
    }
}
# "123 packages, 456 MB", and how much more than before.
installed_packages=0 installed_kilobytes=0
count_installed() {
    local packages kilobytes
    read -r packages kilobytes < <(inside dpkg-query -W -f '${Installed-Size}\n' | awk '{ s += $1 } END { print NR, s }')
    [ -z "${1:-}" ] || echo "    $1: $((packages - installed_packages)) packages, $(((kilobytes - installed_kilobytes) / 1000)) MB"
    installed_packages=$packages installed_kilobytes=$kilobytes
}
apt update
count_installed
say "Installing halftone alone"
apt install "/packages/$(basename "${packages[0]}")"
count_installed "halftone and what it needs"
inside halftone-cli --version
models=$(inside halftone-cli models)
echo "$models"
grep -q 'package halftone-models-noncommercial' <<<"$models" || fail "nothing says that a model is missing"

say "Installing halftone-models-noncommercial"
apt install "/packages/$(basename "${packages[2]}")"
count_installed "halftone-models-noncommercial"
models=$(inside halftone-cli models)
grep -q '^em-membrane: ' <<<"$models" || fail "the model em-membrane is not listed"
! grep -q 'not installed' <<<"$models" || fail "a model is said to be missing that is there"
inside halftone-cli phantom em -o /user/sample
image=/user/sample/synthetic-em-image.nii.gz
inside halftone-cli segment $image --model em-membrane --weights 4 --activations 6 -o /user/mask.nii.gz
[ -s "$system/user/mask.nii.gz" ] || fail "no mask was written"

say "Installing halftone-torch"
apt install "/packages/$(basename "${packages[1]}")"
count_installed "halftone-torch with LibTorch"
inside halftone-cli segment $image --model em-membrane --weights 32 --activations 32 -o /user/full.nii.gz
[ -s "$system/user/full.nii.gz" ] || fail "no mask was written at full precision"

say "Opening the window"
apt install xvfb xauth
inside xvfb-run -a -s "-screen 0 1600x1000x24" halftone --sample em --weights 4 --activations 6 --screenshot /user/window.png 2>&1 |
    tee "$work/window.log"
[ -s "$system/user/window.png" ] || fail "halftone --screenshot wrote nothing"
cp "$system/user/window.png" "$folder/window.png"

say "Libraries that are loaded"
for binary in /usr/bin/halftone /usr/bin/halftone-cli /usr/lib/halftone/halftone_torch.so; do
    libraries=$(inside ldd $binary)
    ! grep -q 'not found' <<<"$libraries" || fail "$binary lacks libraries: $(grep 'not found' <<<"$libraries")"
    count=0
    while read -r library; do
        count=$((count + 1))
        inside test -e "$library" || fail "$library, which $binary loads, is not there"
        case $(inside realpath "$library") in
            /usr/lib/*) ;;
            *) fail "$binary loads $library" ;;
        esac
    done < <(sed -n 's|^[^/]*\(/[^ ]*\) (0x.*|\1|p' <<<"$libraries")
    echo "    $binary: $count libraries, all below /usr/lib of that system"
done

say "Removing them"
apt purge halftone halftone-torch halftone-models-noncommercial
left=$(cd "$system" && find . -xdev \( -path ./user -o -path ./packages -o -path ./proc -o -path ./dev \
    -o -path ./var/cache/apt/archives -o -path ./var/log \) -prune -o -iname '*halftone*' -print)
[ -z "$left" ] || fail "purging left $left"
! inside dpkg-query -W 2>/dev/null | grep -i halftone || fail "dpkg still knows them"

say "Sizes of the packages"
for package in "${packages[@]}"; do
    echo "    $(basename "$package"): $(($(stat -c %s "$package") / 1000)) kB, unpacked $(dpkg-deb -f "$package" Installed-Size) kB"
done
echo "    LibTorch is no part of them: apt brings it with halftone-torch (above)."
say "The packages work."
