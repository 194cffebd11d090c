#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: fetch_vtk_qt.sh FOLDER
#
# Debian and Ubuntu build VTK's Qt widget for Qt 5 only. This script takes the few files of that
# widget from the source package of the VTK that is installed and puts them into FOLDER, where
# packaging/cmake/HalftoneVtkQt.cmake compiles them for Qt 6. apt checks the signatures as always;
# its lists and downloads live in a folder that is deleted afterwards, and the machine's own apt
# files are read, never written. Needs no root.
set -eu

fail() {
    echo "fetch_vtk_qt.sh: $1" >&2
    exit 1
}

[ $# -eq 1 ] || fail "expected one argument, the folder for the sources."
folder=$1
files="QVTKInteractorInternal.h QVTKWin32Header.h"
for class in QVTKOpenGLNativeWidget QVTKRenderWindowAdapter QVTKInteractor QVTKInteractorAdapter; do
    files="$files $class.h $class.cxx"
done

complete=yes
for file in $files Copyright.txt; do
    [ -s "$folder/$file" ] || complete=no
done
[ "$complete" = no ] || exit 0

for tool in apt-get apt-cache dpkg-query tar xz awk; do
    command -v "$tool" >/dev/null 2>&1 ||
        fail "$tool was not found. VTK's Qt 6 widget is not installed, and its sources can be
fetched by this script on Debian and Ubuntu only. Install a VTK built for Qt 6, or put these files of
VTK's GUISupport/Qt folder, and its Copyright.txt, into a folder and configure with
-DHALFTONE_VTK_QT_SOURCE=FOLDER: $files."
done

version=$(dpkg-query -W -f '${source:Version}' libvtk9-dev 2>/dev/null) ||
    fail "the package libvtk9-dev is not installed. Run packaging/setup.sh first."

mkdir -p "$folder" || fail "cannot create the folder $folder."
folder=$(cd "$folder" && pwd)
work=$(mktemp -d "$folder/download.XXXXXX") || fail "cannot write to $folder."
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
mkdir -p "$work/sources.d" "$work/lists/partial" "$work/archives/partial" "$work/new"

# The repositories that offer the installed package; if apt's lists were cleaned away, any of them.
offers=$(apt-cache madison libvtk9-dev 2>/dev/null | awk -F '|' '{ split($3, part, " ");
    sub(/\/+$/, "", part[1]); if (!seen[part[1]]++) printf "%s ", part[1] }')

# "deb" entries become "deb-src" entries, in both of apt's formats; options and keys stay.
# shellcheck disable=SC2016
one_line='
    function offered(    i, uri) {
        if (offers == "") { return 1 }
        for (i = 2; i <= NF; ++i) {
            uri = $i
            sub(/\/+$/, "", uri)
            if (index(" " offers, " " uri " ")) { return 1 }
        }
        return 0
    }
    $1 == "deb" && offered() { sub(/^[ \t]*deb[ \t]/, "deb-src "); print }'
# shellcheck disable=SC2016
deb822='
    BEGIN { RS = ""; FS = "\n" }
    {
        isDeb = 0; isOn = 1; isOffered = (offers == ""); text = ""
        for (i = 1; i <= NF; ++i) {
            line = $i; key = tolower(line)
            if (line ~ /^#/) { continue }
            if (key ~ /^types:/) { isDeb = (key ~ /[ \t:]deb([ \t]|$)/); line = "Types: deb-src" }
            if (key ~ /^enabled:/ && key ~ /no|false|off|0/) { isOn = 0 }
            if (key ~ /^architectures:/) { continue }
            if (key ~ /^uris:/) {
                count = split(substr(line, 6), uri, /[ \t]+/)
                for (j = 1; j <= count; ++j) {
                    sub(/\/+$/, "", uri[j])
                    if (uri[j] != "" && index(" " offers, " " uri[j] " ")) { isOffered = 1 }
                }
            }
            text = text line "\n"
        }
        if (isDeb && isOn && isOffered) { printf "%s\n", text }
    }'
apt_folder=${HALFTONE_APT_FOLDER:-/etc/apt}
for file in "$apt_folder/sources.list" "$apt_folder"/sources.list.d/*.list; do
    [ ! -r "$file" ] || awk -v offers="$offers" "$one_line" "$file" >>"$work/sources.d/halftone.list"
done
for file in "$apt_folder"/sources.list.d/*.sources; do
    [ ! -r "$file" ] || awk -v offers="$offers" "$deb822" "$file" >>"$work/sources.d/halftone.sources"
done
cat "$work/sources.d"/* 2>/dev/null | grep -q . ||
    fail "found no package source of the kind 'deb' in $apt_folder."

private_apt() {
    apt-get -q -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$work/sources.d" \
        -o Dir::State::lists="$work/lists" -o Dir::Cache="$work" \
        -o Dir::Cache::archives="$work/archives" -o APT::Sandbox::User=root \
        -o Acquire::Languages=none -o Acquire::Retries=3 "$@"
}

echo "Fetching the sources of VTK's Qt widget (package vtk9 $version) ..."
# One unreachable repository is no fault as long as another has the package.
private_apt update >"$work/log" 2>&1 || true
(cd "$work" && { private_apt source --download-only "vtk9=$version" ||
    private_apt source --download-only vtk9; }) >>"$work/log" 2>&1 || {
    tail -n 5 "$work/log" >&2
    fail "the source package vtk9 could not be downloaded. Is there a network connection?"
}

for archive in "$work"/vtk9_*.orig.tar.*; do
    [ -s "$archive" ] || fail "the source package vtk9 holds no .orig.tar file."
    set --
    for file in $files; do
        set -- "$@" "*/GUISupport/Qt/$file"
    done
    tar -xf "$archive" -C "$work/new" --strip-components=3 --wildcards "$@" ||
        fail "the widget's files were not found in $(basename "$archive")."
    # The licence of these files, installed beside the program.
    tar -xf "$archive" -C "$work/new" --strip-components=1 --wildcards \
        --no-wildcards-match-slash '*/Copyright.txt' || fail "VTK's Copyright.txt was not found."
    break
done
mv "$work/new"/* "$folder/"
echo "Put them into $folder"
