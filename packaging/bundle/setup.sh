#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: halftone-@VERSION@-linux-@MACHINE@.run [--prefix FOLDER] [--uninstall]
#
# Installs Halftone for the user who calls it, root or not, and leaves everything else alone: the programs into
# FOLDER (~/.local/opt/halftone), commands into ~/.local/bin, a menu entry with its icons and file types into
# ~/.local/share. A version that lies in FOLDER already is replaced. --uninstall removes all of it again, and
# FOLDER/uninstall does the same. What you made with Halftone and its settings stay in any case.
set -eu
data=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin
prefix=$HOME/.local/opt/halftone
id=org.halftone.halftone
mode=install
say() { printf '%s\n' "$*"; }
fail() { printf 'Halftone set-up: %s\n' "$*" >&2; exit 1; }

case $0 in
    */uninstall) # the copy in FOLDER
        mode=uninstall
        prefix=$(cd "$(dirname "$0")" && pwd) ;;
esac
while [ $# -gt 0 ]; do
    case $1 in
        --uninstall) mode=uninstall ;;
        --prefix)
            [ $# -gt 1 ] || fail "--prefix needs a folder."
            shift
            case $1 in /*) prefix=$1 ;; *) prefix=${USER_PWD:-$PWD}/$1 ;; esac ;;
        -h | --help) sed -n '/^# usage/,/^[^#]/s/^# \{0,1\}//p' "$0"; exit 0 ;;
        *) fail "$1 is no argument that it knows; --prefix FOLDER and --uninstall are." ;;
    esac
    shift
done

# Files of the menu, one a line, relative to $data; a folder of an installation has the same.
menu_files() {
    (cd "$1/share" && find applications metainfo mime icons -type f 2>/dev/null)
}
tell_desktop() {
    command -v update-desktop-database >/dev/null && update-desktop-database -q "$data/applications" 2>/dev/null || :
    command -v update-mime-database >/dev/null && [ -d "$data/mime" ] && update-mime-database "$data/mime" 2>/dev/null || :
    command -v gtk-update-icon-cache >/dev/null && gtk-update-icon-cache -qtf "$data/icons/hicolor" 2>/dev/null || :
}
# Only what is ours: a folder that somebody named by mistake is left as it is.
is_ours() {
    [ -f "$prefix/libexec/halftone" ] && [ -f "$prefix/uninstall" ]
}
remove() {
    menu_files "$prefix" | while IFS= read -r file; do
        rm -f "$data/$file"
    done
    for name in halftone halftone-cli; do
        [ "$(readlink "$bin/$name" 2>/dev/null)" != "$prefix/bin/$name" ] || rm -f "$bin/$name"
    done
    rm -rf "$prefix"
}

if [ $mode = uninstall ]; then
    is_ours || fail "there is no Halftone in $prefix. Another folder is named by --prefix FOLDER."
    remove
    # Folders that nobody else put anything into.
    find "$data/applications" "$data/metainfo" "$data/mime" "$data/icons" -depth -type d -empty -delete 2>/dev/null || :
    tell_desktop
    rmdir "$(dirname "$prefix")" "$bin" 2>/dev/null || :
    say "Halftone was removed from $prefix. Settings stay in ${XDG_CONFIG_HOME:-$HOME/.config}/Halftone, data in $data/Halftone."
    exit 0
fi

here=$(cd "$(dirname "$0")" && pwd)
[ -x "$here/libexec/halftone" ] || fail "the programs were not found beside this script."
if [ -e "$prefix" ] && ! is_ours && [ -n "$(ls -A "$prefix" 2>/dev/null)" ]; then
    fail "$prefix is no folder of Halftone and not empty. Name another one by --prefix FOLDER."
fi
mkdir -p "$(dirname "$prefix")"
# Whole beside it first: a full disk leaves the old version as it was.
rm -rf "$prefix.new"
trap 'rm -rf "$prefix.new"' EXIT
mkdir "$prefix.new"
(cd "$here" && tar cf - bin libexec lib share) | (cd "$prefix.new" && tar xf -)
cp "$0" "$prefix.new/uninstall"
chmod 755 "$prefix.new/uninstall"
[ -x "$prefix.new/bin/halftone" ] || fail "the programs could not be written to $prefix.new."
# Models that were added to it.
if is_ours; then
    find "$prefix/share/halftone/models" -type f 2>/dev/null | while IFS= read -r file; do
        new=$prefix.new/share/halftone/models/${file##*/}
        [ -e "$new" ] || cp "$file" "$new"
    done
    remove
fi
mv "$prefix.new" "$prefix"
trap - EXIT

mkdir -p "$bin"
for name in halftone halftone-cli; do
    if [ -e "$bin/$name" ] && [ ! -L "$bin/$name" ]; then
        say "$bin/$name is somebody else's and stays; start $prefix/bin/$name."
    else
        ln -sf "$prefix/bin/$name" "$bin/$name"
    fi
done
menu_files "$prefix" | while IFS= read -r file; do
    mkdir -p "$data/$(dirname "$file")"
    cp "$prefix/share/$file" "$data/$file"
done
# A space or a quote in it is written as the desktop's specification wants it.
command=$(printf '%s' "$prefix/bin/halftone" | sed -e 's/[\\"`$]/\\\\&/g' -e 's/%/%%/g')
sed -i -e "s|^Exec=halftone|Exec=\"$(printf '%s' "$command" | sed 's/[&|\\]/\\&/g')\"|" "$data/applications/$id.desktop"
tell_desktop

say "Halftone @VERSION@ is in $prefix. Start it from the menu, or as $bin/halftone; $prefix/uninstall removes it."
case ":${PATH:-}:" in
    *":$bin:"*) ;;
    *) say "($bin is not in your PATH: commands need their whole path, or a new log-in.)" ;;
esac
