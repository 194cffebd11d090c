#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs what packaging/debian-packages.txt lists and this machine lacks. Does nothing, quickly,
# where all is there. Downloads everything before it installs anything; on failure it says why in a
# sentence and exits with 1.
#
# Environment: HALFTONE_SKIP_SETUP=1   trust that everything is installed, by whatever means
#              HALFTONE_PACKAGE_LIST   another list than debian-packages.txt, such as peers-packages.txt
#              HALFTONE_OS_RELEASE     another file than /etc/os-release (for the tests)
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
list=${HALFTONE_PACKAGE_LIST:-$here/debian-packages.txt}
# A build of everything, with its tests (measured: 0.9 GB).
build_kilobytes=2000000

fail() {
    echo "Halftone set-up: $1" >&2
    exit 1
}

# The lines of the list without comments: "a" or "a | b".
wanted_lines() {
    sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$list"
}

refuse_system() {
    echo "Halftone set-up: $1" >&2
    echo "Please install these packages of Debian 12, or what your system calls them, and start again" >&2
    echo "with HALFTONE_SKIP_SETUP=1 (packaging/README.md has names for other systems):" >&2
    wanted_lines | sed 's/ |.*//' | sort -u | tr '\n' ' ' | fold -s -w 96 | sed 's/^/    /' >&2
    echo >&2
    exit 1
}

# Prints nothing and returns if the distribution is one whose packages we know.
check_system() {
    local file=${HALFTONE_OS_RELEASE:-/etc/os-release}
    [ -r "$file" ] || refuse_system "this system has no $file; only Debian and Ubuntu are set up by this script."
    local id version name
    # shellcheck disable=SC1090
    read -r id version name < <(. "$file"; echo "${ID:-unknown} ${VERSION_ID:-rolling} ${PRETTY_NAME:-unknown}")
    case $id in
        debian) [ "$version" = rolling ] || [ "${version%%.*}" -ge 12 ] ||
            refuse_system "$name is too old: Halftone needs Qt 6.4 and CMake 3.25, which came with Debian 12." ;;
        ubuntu) [ "$version" = rolling ] || [ "${version%%.*}" -ge 24 ] ||
            refuse_system "$name is too old: Halftone needs Qt 6.4 and CMake 3.25, which came with Ubuntu 24.04." ;;
        *) refuse_system "this script installs packages on Debian and Ubuntu; this is $name." ;;
    esac
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        refuse_system "apt-get and dpkg-query were not found."
    fi
}

# Sets `missing` to the packages to install, in one dpkg-query call for all.
find_missing() {
    local installed line name
    installed=$(dpkg-query -W -f '${db:Status-Abbrev}|${Package}|${Provides}\n' 2>/dev/null |
        sed -n 's/^[ih]i |\([^|]*\)|\(.*\)$/\1, \2/p' | sed -e 's/([^)]*)//g' | tr -d ' ' | tr ',' '\n')
    installed=$'\n'$installed$'\n'
    missing=()
    while IFS= read -r line; do
        local found=no
        local names=()
        IFS='|' read -r -a names <<<"${line// /}"
        for name in "${names[@]}"; do
            [[ $installed != *$'\n'$name$'\n'* ]] || { found=yes && break; }
        done
        # A later name stands in only where the distribution does not have the first.
        if [ $found = yes ] && [ "$name" != "${names[0]}" ] && is_offered "${names[0]}"; then
            found=no
        fi
        [ $found = yes ] || missing+=("${names[*]}")
    done < <(wanted_lines)
}

is_offered() {
    apt-cache show --no-all-versions "$1" >/dev/null 2>&1
}

# check_space [FOLDER KILOBYTES]...: adds up what is needed on each file system and compares.
check_space() {
    local -A need=() free=()
    local folder device available
    while [ $# -gt 0 ]; do
        folder=$1
        while [ ! -d "$folder" ]; do
            folder=$(dirname "$folder")
        done
        read -r device available < <(df -Pk "$folder" | awk 'NR == 2 { print $6, $4 }')
        need[$device]=$((${need[$device]:-0} + $2))
        free[$device]=$available
        shift 2
    done
    for device in "${!need[@]}"; do
        [ "${free[$device]}" -ge "${need[$device]}" ] ||
            fail "too little disk space on $device: about $(gigabytes "${need[$device]}") GB are needed, $(gigabytes "${free[$device]}") GB are free. Nothing was installed."
    done
}

gigabytes() {
    awk -v k="$1" 'BEGIN { printf "%.1f", k / 1e6 }'
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

check_root() {
    [ "$(id -u)" != 0 ] || return 0
    local plain="${missing[*]%% *}"
    local reason="packages have to be installed ($plain)"
    command -v sudo >/dev/null ||
        fail "$reason, but this is not root and there is no sudo. Please run as root: apt-get install --no-install-recommends $plain"
    if ! sudo -n true 2>/dev/null; then
        [ -t 0 ] || fail "$reason, but sudo asks for a password and there is no terminal to type it."
        echo "Halftone set-up: sudo is needed to install packages."
        sudo -v || fail "$reason, but sudo refused. Nothing was installed."
    fi
}

# Sets `packages` to one name for each of `missing`: the first that apt knows.
choose_packages() {
    packages=()
    local names name chosen
    for names in "${missing[@]}"; do
        chosen=""
        for name in $names; do
            if [ -z "$chosen" ] && is_offered "$name"; then
                chosen=$name
            fi
        done
        [ -n "$chosen" ] || fail "the package ${names%% *} is not offered by any package source of this machine$update_note. Nothing was installed."
        packages+=("$chosen")
    done
}

# What apt says it will download and unpack, in kilobytes: "Need to get 563 MB", "1,234 kB" ...
apt_kilobytes() {
    sed -n "s/^$1 \([0-9.,]*\) \([kMG]\?\)B.*/\1 \2/p" <<<"$plan" | tr -d ',' |
        awk '{ f = 0.001; if ($2 == "k") { f = 1 } if ($2 == "M") { f = 1e3 } if ($2 == "G") { f = 1e6 }
               printf "%d\n", $1 * f + 1 }'
}

install_missing() {
    check_root
    local log
    log=$(mktemp)
    # shellcheck disable=SC2064
    trap "rm -f '$log'" EXIT
    echo "Halftone set-up: ${#missing[@]} of $(wanted_lines | wc -l) packages are missing; reading the package lists ..."
    update_note=""
    local apt=(apt-get -o DPkg::Lock::Timeout=120)
    if ! as_root "${apt[@]}" -q update -o APT::Update::Error-Mode=any >"$log" 2>&1; then
        update_note=" (the package lists could not be read: is there a network connection?)"
    fi
    choose_packages
    local options=(--no-install-recommends --no-remove)
    plan=$(as_root "${apt[@]}" install --assume-no "${options[@]}" "${packages[@]}" 2>&1) || true
    # Without a terminal device, as in a chroot, apt complains about its log and goes on.
    plan=$(grep -v '^E: Can not write log' <<<"$plan") || true
    if grep -q '^E: ' <<<"$plan" || ! grep -q ' newly installed' <<<"$plan"; then
        grep '^E: \|^ ' <<<"$plan" >&2
        fail "apt cannot install ${packages[*]}; the lines above say why. Nothing was installed."
    fi
    local fetched unpacked
    fetched=$(apt_kilobytes 'Need to get')
    unpacked=$(apt_kilobytes 'After this operation,')
    check_space /var/cache/apt/archives "${fetched:-1000000}" /usr "${unpacked:-5000000}" "$root" $build_kilobytes

    echo "Halftone set-up: downloading $((${fetched:-1000000} / 1000)) MB of packages ..."
    as_root "${apt[@]}" -y -qq install --download-only "${options[@]}" "${packages[@]}" >"$log" 2>&1 || {
        tail -n 3 "$log" >&2
        fail "the packages could not be downloaded. Is there a network connection? Nothing was installed."
    }
    echo "Halftone set-up: installing (this takes a minute or two) ..."
    as_root "${apt[@]}" -y -q install --no-download "${options[@]}" "${packages[@]}" 2>&1 | tee "$log" |
        awk '/^Setting up / && ++count % 50 == 0 { printf "    %d packages set up\n", count; fflush() }' || {
        tail -n 15 "$log" >&2
        fail "apt could not install the packages; the lines above say why."
    }
    find_missing
    [ ${#missing[@]} = 0 ] || fail "apt reported success, but these packages are still missing: ${missing[*]%% *}"
    echo "Halftone set-up: done."
}

if [ "${HALFTONE_SKIP_SETUP:-0}" = 1 ]; then
    exit 0
fi
check_system
find_missing
if [ ${#missing[@]} -gt 0 ]; then
    install_missing
elif [ ! -e "$root/build/release/build.ninja" ]; then
    check_space "$root" $build_kilobytes
fi
