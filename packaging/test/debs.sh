# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# Sourced by packaging/test_packages.sh: the Debian packages. Expects `packages`, the three files, the application's
# first, LibTorch's module second.

check_debs() {
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
}

# try_debs: in the bare system that was entered.
try_debs() {
    cp "${packages[@]}" "$system/packages"
    apt update
    count_installed
    say "Installing halftone alone"
    apt install "/packages/$(basename "${packages[0]}")"
    count_installed "halftone and what it needs"
    inside halftone-cli --version
    models=$(inside halftone-cli models)
    echo "$models"
    grep -q 'package halftone-models-noncommercial' <<<"$models" || fail "nothing says that a model is missing"

    try_readme ""

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
    left=$(left_behind)
    [ -z "$left" ] || fail "purging left $left"
    ! inside dpkg-query -W 2>/dev/null | grep -i halftone || fail "dpkg still knows them"
}
