#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: test_install.sh BUILD_FOLDER
#
# Installs a build into a temporary folder, moves that folder, and uses it there: the programs must
# find their models and modules relative to themselves, and nothing may lead back to the build.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$(cd "${1:?usage: test_install.sh BUILD_FOLDER}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset HALFTONE_MODELS HALFTONE_TORCH_MODULE

fail() {
    echo "FAIL: $1" >&2
    exit 1
}

cmake --install "$build" --prefix "$work/first" >"$work/install.log" 2>&1 || {
    cat "$work/install.log" >&2
    fail "cmake --install"
}
mv "$work/first" "$work/moved place"
tree="$work/moved place"
(cd "$tree" && find . -type f | sort)

for file in bin/halftone-cli share/doc/halftone/LICENSE \
    share/doc/halftone/third-party/index.txt share/doc/halftone/third-party/licences/Apache-2.0.txt; do
    [ -s "$tree/$file" ] || fail "$file was not installed"
done
while IFS='|' read -r name _ _ file; do
    file=${file# }
    [ -z "$file" ] || [ -s "$tree/share/doc/halftone/third-party/$file" ] || fail "the licence of $name was not installed"
done <"$tree/share/doc/halftone/third-party/index.txt"
if [ -e "$build/bin/halftone_torch.so" ]; then
    [ -s "$tree/lib/halftone/halftone_torch.so" ] || fail "halftone_torch.so was not installed"
fi

# No program may search the build folder for libraries.
if command -v readelf >/dev/null; then
    while IFS= read -r -d '' binary; do
        if readelf -d "$binary" 2>/dev/null | grep -E 'R(UN)?PATH' | grep -qF "$build"; then
            fail "$binary looks for libraries in the build folder"
        fi
    done < <(find "$tree/bin" "$tree/lib" -type f -print0)
fi

cli="$tree/bin/halftone-cli"
cd "$work"
"$cli" --version
"$cli" --help >/dev/null
models=$("$cli" models)
echo "$models"
"$cli" phantom em -o sample
image=sample/synthetic-em-image.nii.gz
[ -s "$image" ] || fail "halftone-cli phantom em wrote no image"
if [ -e "$tree/share/halftone/models/em-membrane.halftone" ]; then
    grep -q em-membrane <<<"$models" || fail "the installed model is not listed"
    "$cli" segment "$image" --model em-membrane --weights 4 --activations 6 -o mask.nii.gz
    [ -s mask.nii.gz ] || fail "no mask was written"
fi
# Its package may be missing; then a sentence says which one brings it.
model=$tree/share/halftone/models/em-membrane.halftone
if [ -e "$model" ]; then
    mv "$model" "$work/"
    "$cli" models | grep -q 'package halftone-models-noncommercial' || fail "nothing says that a model is missing"
    if said=$("$cli" info em-membrane 2>&1) || ! grep -q 'package halftone-models-noncommercial' <<<"$said"; then
        fail "halftone-cli info em-membrane does not say which package brings it: $said"
    fi
    mv "$work/em-membrane.halftone" "$model"
fi
if [ -e "$build/share/man/man1/halftone-cli.1.gz" ]; then
    for file in share/man/man1/halftone-cli.1.gz share/bash-completion/completions/halftone-cli; do
        [ -s "$tree/$file" ] || fail "$file was not installed"
    done
    (
        # shellcheck source=/dev/null
        . "$tree/share/bash-completion/completions/halftone-cli"
        COMP_WORDS=(halftone-cli segment --act) COMP_CWORD=2
        _halftone_cli
        [ "${COMPREPLY[*]}" = --activations ]
    ) || fail "the shell does not complete --act to --activations"
fi
if [ -x "$build/bin/halftone" ]; then
    id=org.halftone.halftone
    for file in bin/halftone share/applications/$id.desktop share/metainfo/$id.metainfo.xml \
        share/mime/packages/$id.xml share/icons/hicolor/scalable/apps/$id.svg share/icons/hicolor/48x48/apps/$id.png; do
        [ -s "$tree/$file" ] || fail "$file was not installed"
    done
    on_display=()
    if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        on_display=(env LIBGL_ALWAYS_SOFTWARE=1 QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 1600x1000x24")
    fi
    "${on_display[@]}" "$tree/bin/halftone" --sample em --weights 4 --activations 6 --screenshot window.png
    [ -s window.png ] || fail "halftone --screenshot wrote nothing"
fi
# The engine as a library: every header stands alone, and a program is built against the moved folder.
[ -n "$(find "$tree" -name HalftoneConfig.cmake)" ] || fail "the engine as a library was not installed"
compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")
while IFS= read -r -d '' header; do
    echo "#include <${header#"$tree/include/"}>" | "$compiler" -std=c++20 -fsyntax-only -I "$tree/include" \
        -I "$tree/include/halftone" -x c++ - 2>header.log || { cat header.log >&2 && fail "$header cannot be used"; }
done < <(find "$tree/include" -name '*.h' -print0)
cmake -S "$here/example" -B example -DCMAKE_PREFIX_PATH="$tree" -DCMAKE_CXX_COMPILER="$compiler" >example.log 2>&1 &&
    cmake --build example >>example.log 2>&1 || { cat example.log >&2 && fail "building packaging/example"; }
example/example "$tree/share/halftone/models/cord-gray-matter.halftone" | tee example.log
grep -q '^W4A4: [1-9]' example.log || fail "the example marks nothing"
echo "The installation works."
