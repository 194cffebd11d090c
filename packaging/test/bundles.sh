# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# Sourced by packaging/test_packages.sh: what brings its libraries itself. Expects `archives`: the archive, the .run,
# the RPM, and the models that not everybody may use.

# What may be loaded from the system: the C and C++ run time, X11, and OpenGL with its drivers and what those load.
system_names='^(ld-linux.*|lib(c|m|dl|pthread|rt|resolv|stdc\+\+|gcc_s|X.*|x.*|GL.*|EGL.*|OpenGL|glapi.*|gallium.*|drm.*|LLVM.*|[a-z]*_dri|pciaccess|elf|sensors|edit|bsd|md|tinfo|nss_.*|icu.*))[.-]'
forbidden='/lib(x264|x265|avcodec|avformat|avutil|swscale|fftw|postproc|mp3lame|faad|poppler|readline|Qt5|torch|c10|gtk)'

check_bundles() {
    say "Checking the archive, the .run and the RPM themselves"
    local tree name
    mkdir "$work/archive"
    tar -C "$work/archive" -xzf "${archives[0]}"
    tree=$(echo "$work"/archive/*)
    [ "$(basename "$tree")" = "$(basename "${archives[0]}" .tar.gz)" ] || fail "the archive does not unpack into a folder of its name"
    # Each library that anything in it needs is in it or the system's.
    while IFS= read -r -d '' binary; do
        readelf -d "$binary" >"$work/dynamic" 2>/dev/null || continue
        while read -r name; do
            [ -e "$tree/lib/halftone/$name" ] || [ -e "$tree/lib/halftone/fallback/$name" ] || grep -qE "$system_names" <<<"$name" ||
                fail "${binary#"$tree"/} needs $name, which is not in the archive"
        done < <(sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' "$work/dynamic")
        ! grep -E 'R(UN)?PATH' "$work/dynamic" | grep -vE '\[\$ORIGIN[^]]*\]' || fail "${binary#"$tree"/} looks for libraries elsewhere"
        ! grep -qF "$root/" "$binary" || fail "${binary#"$tree"/} names the folder it was built in"
    done < <(find "$tree" -type f -print0)
    found=$(find "$tree" -name '*.so*' | grep -E "$forbidden" || true)
    [ -z "$found" ] || fail "these may not be passed on with Halftone: $found"
    newest=$({ find "$tree" -type f \( -name '*.so*' -o -path '*/libexec/halftone*' \) -print0 | xargs -0 objdump -T; } 2>/dev/null |
        grep -oE 'GLIBC_[0-9.]+' | sort -uV | tail -n 1)
    echo "    needs $newest or later"
    python3 -B "$root/packaging/test/check_sbom.py" "$tree"

    # Of an RPM nothing but these: glibc, OpenGL, X11.
    requires=$(rpm -qpR "${archives[2]}" 2>/dev/null | grep -v '^rpmlib(')
    while read -r name; do
        grep -qE '^(lib(c|m|dl|pthread|rt|resolv)|ld-linux-.*|libGLX?|libEGL|libOpenGL|libX[a-z0-9-]*|libX11-xcb|libxcb(-[a-z0-9]+)?)\.so|^rtld\(GNU_HASH\)' <<<"$name" ||
            fail "the RPM requires $name"
    done <<<"$requires"
    [ -n "$requires" ] || fail "the RPM requires nothing, not even the C library"
    echo "    the RPM requires $(sed 's/[()].*//' <<<"$requires" | sort -u | tr '\n' ' ')"
}

# try_command_line PROGRAM FOLDER [AS...]: models, a phantom and its mask, as the user of `AS`.
try_command_line() {
    local cli=$1 place=$2
    shift 2
    inside "$@" "$cli" --version
    inside "$@" "$cli" models | tee "$work/models"
    grep -q 'package halftone-models-noncommercial' "$work/models" || fail "nothing says that a model is missing"
    inside "$@" "$cli" phantom cord -o "$place/sample"
    inside "$@" "$cli" segment "$place/sample/synthetic-cord-image.nii.gz" --model cord-gray-matter --weights 4 --activations 6 -o "$place/mask.nii.gz"
    [ -s "$system$place/mask.nii.gz" ] || fail "$cli segment wrote no mask"
}

# try_window PROGRAM PICTURE [AS...]: draws a sample; what it loads is its own or of `system_names`.
try_window() {
    local program=$1 picture=$2 name own=0 theirs=0 path
    shift 2
    rm -f "$system"/tmp/loaded*
    inside "$@" env LD_DEBUG=files LD_DEBUG_OUTPUT=/tmp/loaded xvfb-run -a -s "-screen 0 1600x1000x24" \
        "$program" --sample cord --weights 4 --activations 6 --screenshot "$picture" >"$work/window.log" 2>&1 || {
        cat "$work/window.log" >&2
        fail "$program --screenshot"
    }
    [ -s "$system$picture" ] || fail "$program --screenshot wrote nothing"
    ! grep -iE 'error|warning|cannot|could not' "$work/window.log" || fail "the window complained"
    # Of all that ran, the process that loaded our libraries.
    while read -r path; do
        case $path in
            */lib/halftone/fallback/*) theirs=$((theirs + 1)) ;;
            */lib/halftone/*) own=$((own + 1)) ;;
            *)
                name=$(basename "$path")
                grep -qE "$system_names" <<<"$name" || [[ $path == */dri/* ]] || shared_by_driver "$name" || fail "the window loads $path"
                theirs=$((theirs + 1))
                ;;
        esac
    done < <(cat $(grep -l "lib/halftone/libQt6Gui" "$system"/tmp/loaded*) | sed -n 's/.*calling init: //p' | sort -u)
    [ "$own" -gt 50 ] || fail "only $own libraries of its own were loaded"
    echo "    the window: $own libraries of its own, $theirs of the system"
    cp "$system$picture" "$folder/window-$codename.png"
}
# Libraries that drivers bring along. Where we bring one of the same name, the one that is loaded first serves both,
# and the system's is as new as ours: ours are of the oldest system that the bundle is for.
shared_by_driver() {
    grep -qE '^lib(ffi|z3|xshmfence|expat|zstd|z|lzma|xml2|SPIRV.*|cap|udev|wayland-.*)\.so' <<<"$1"
}

# try_bundles: in the bare system that was entered.
try_bundles() {
    local name archive run rpm
    cp "${archives[@]}" "$system/packages"
    archive=/packages/$(basename "${archives[0]}")
    run=/packages/$(basename "${archives[1]}")
    rpm=/packages/$(basename "${archives[2]}")
    as_user=(setpriv --reuid=tester --regid=tester --clear-groups env HOME=/home/tester)

    say "The archive's command line, with nothing installed"
    inside mkdir /user/place
    inside tar -C "/user/place" -xzf "$archive"
    inside mv "/user/place/$(basename "$archive" .tar.gz)" "/user/moved place"
    tree="/user/moved place"
    try_command_line "$tree/bin/halftone-cli" /user
    try_readme "$tree/bin"
    inside tar -C "$tree" -xzf "/packages/$(basename "${archives[3]}")"
    inside "$tree/bin/halftone-cli" models | grep -q '^em-membrane: ' || fail "the archive of models does not bring em-membrane"
    ! inside "$tree/bin/halftone-cli" models | grep -q 'not installed' || fail "a model is said to be missing that is there"

    say "Its window, with OpenGL, X11 and a display"
    apt update
    apt install libgl1 libegl1 libopengl0 xvfb xauth
    try_window "$tree/bin/halftone" /user/window.png

    say "The .run, as a user"
    inside "${as_user[@]}" "$run" --nox11 >"$work/run.log" 2>&1 || {
        cat "$work/run.log" >&2
        fail "$run"
    }
    tail -n 2 "$work/run.log"
    tree=/home/tester/.local/opt/halftone
    inside test -x /home/tester/.local/bin/halftone || fail "no command halftone in ~/.local/bin"
    inside grep -q '^Exec="/home/tester/.local/opt/halftone/bin/halftone" %f$' /home/tester/.local/share/applications/org.halftone.halftone.desktop ||
        fail "the menu entry does not start the program"
    try_command_line /home/tester/.local/bin/halftone-cli /home/tester "${as_user[@]}"
    try_window /home/tester/.local/bin/halftone /home/tester/window.png "${as_user[@]}"
    say "It again, over itself, and away"
    inside "${as_user[@]}" "$run" --nox11 >"$work/run.log" 2>&1 || fail "$run over an older version"
    inside "${as_user[@]}" "$run" --uninstall >"$work/run.log" 2>&1 || {
        cat "$work/run.log" >&2
        fail "$run --uninstall"
    }
    inside rm -rf /home/tester/sample /home/tester/mask.nii.gz /home/tester/window.png
    left=$(inside find /home/tester -iname '*halftone*' -not -path '*/.config/*' -not -path '*/.cache/*' -not -path '*/share/Halftone*')
    [ -z "$left" ] || fail "--uninstall left $left"

    say "The RPM"
    apt install rpm
    inside rpm -i --nodeps "$rpm"
    tree=/opt/halftone
    try_command_line halftone-cli /user
    try_window halftone /user/rpm.png
    inside rpm -e halftone
    inside rm -rf /home/tester "/user/moved place"
    left=$(left_behind)
    [ -z "$left" ] || fail "rpm -e left $left"
}
