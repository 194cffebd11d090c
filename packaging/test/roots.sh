# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# Shared by packaging/test_packages.sh and what it sources: bare systems in which packages are tried. Expects
# `work`, a folder that is deleted afterwards, and `kept`, one that stays.

fail() {
    echo "FAIL: $1" >&2
    exit 1
}
say() {
    echo "== [$SECONDS s] $*"
}

# enter CODENAME: a fresh bare system of that release in `system`, instead of the one before.
enter() {
    local codename=$1 base
    base=$kept/$codename-$(dpkg --print-architecture).tar
    leave
    mkdir -p "$kept/archives-$codename"
    if [ ! -s "$base" ]; then
        say "Making a bare system of $codename"
        debootstrap --variant=minbase "$codename" "$work/base" >"$work/debootstrap.log" 2>&1 || {
            tail -n 5 "$work/debootstrap.log" >&2
            fail "debootstrap $codename"
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
    mount --bind "$kept/archives-$codename" "$system/var/cache/apt/archives"
    cp /etc/resolv.conf "$system/etc/resolv.conf"
    mkdir "$system/packages" "$system/user"
    inside useradd --create-home tester
    installed_packages=0 installed_kilobytes=0
}
leave() {
    umount --lazy --recursive "$work"/system/{var/cache/apt/archives,proc,dev} 2>/dev/null || true
    mountpoint -q "$work/system/var/cache/apt/archives" || rm -rf --one-file-system "$work/system"
}

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
count_installed() {
    local packages kilobytes
    read -r packages kilobytes < <(inside dpkg-query -W -f '${Installed-Size}\n' | awk '{ s += $1 } END { print NR, s }')
    [ -z "${1:-}" ] || echo "    $1: $((packages - installed_packages)) packages, $(((kilobytes - installed_kilobytes) / 1000)) MB"
    installed_packages=$packages installed_kilobytes=$kilobytes
}
# try_readme FOLDERS [AS...]: the commands of README.md and of the help, one by one in an empty folder, with FOLDERS of
# programs before those of the system (none of them: "").
try_readme() {
    local folders=$1
    shift
    python3 -B "$root/tests/tools/readme_commands.py" --print >"$system/packages/readme.sh"
    # shellcheck disable=SC2016
    inside "$@" sh -c 'PATH=${1:+$1:}$PATH; place=$(mktemp -d); cd "$place" && sh /packages/readme.sh; code=$?; rm -rf "$place"; exit $code' \
        - "$folders" >"$work/readme.log" 2>&1 || {
        cat "$work/readme.log" >&2
        fail "a command of README.md or of the help"
    }
    echo "    $(grep -c '^\$ ' "$work/readme.log") commands of README.md and the help"
}
# left_behind: files of that system that have our name, but a user's and those that came to be tested.
left_behind() {
    (cd "$system" && find . -xdev \( -path ./user -o -path ./packages -o -path ./proc -o -path ./dev \
        -o -path ./var/cache/apt/archives -o -path ./var/log \) -prune -o -iname '*halftone*' -print)
}
