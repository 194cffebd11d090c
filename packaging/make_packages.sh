#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# usage: packaging/make_packages.sh [-o FOLDER]
#
# Builds the preset release, without tests, and makes in FOLDER (build/packages), of version V on machine M:
#   halftone_*.deb halftone-torch_*.deb halftone-models-noncommercial_*.deb   for the Debian it runs on
#   halftone-V-linux-M.tar.gz    a folder that runs anywhere with as new a C library, and can be moved
#   halftone-V-linux-M.run       the same, which installs itself for a user (bundle/setup.sh)
#   halftone-V-1.M.rpm           the same below /opt
#   halftone-models-noncommercial-V.tar.gz   unpacked over any of the three: models not everybody may use
# Older packages of Halftone there are deleted. Installs what is missing (packaging/setup.sh).
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

"$root/packaging/setup.sh"
HALFTONE_PACKAGE_LIST=$root/packaging/bundle-packages.txt "$root/packaging/setup.sh"
# shellcheck source=packaging/build_steps.sh
. "$root/packaging/build_steps.sh"
build=build/release
configure release
build release halftone halftone-cli halftone_torch halftone_documents halftone_icons

# quietly COMMAND...: what it says only if it fails.
quietly() {
    "$@" >$build/packing.log 2>&1 || {
        cat $build/packing.log >&2
        echo "make_packages.sh: $1 failed; the lines above say why." >&2
        exit 1
    }
}
# configured KEY: what CMake was told or took from CITATION.cff.
configured() {
    sed -n "s/^set($1 \"\(.*\)\")$/\1/p" $build/CPackConfig.cmake
}
version=$(configured CPACK_PACKAGE_VERSION)
machine=$(uname -m)
name=halftone-$version-linux-$machine
models=halftone-models-noncommercial-$version
mkdir -p "$out"
rm -f "$out"/halftone_*.deb "$out"/halftone-*.{deb,tar.gz,run,rpm}
stage=$build/stage
rm -rf $stage
mkdir -p $stage

say "Packing for Debian"
quietly cpack --config $build/CPackConfig.cmake -G DEB -B $stage/cpack
mv $stage/cpack/*.deb "$out"

say "Packing with all libraries"
quietly cmake --install $build --strip --component application --prefix $stage/"$name"
sed -e "s/@VERSION@/$version/g" -e "s/@MACHINE@/$machine/g" packaging/bundle/setup.sh >$stage/setup.sh
python3 -B packaging/bundle/make_bundle.py $stage/"$name" --version "$version" --repository "$(configured CPACK_PACKAGE_HOMEPAGE_URL)"
# The same bytes of the same sources, whoever makes them.
date=$(git -C "$root" log -1 --format=%cI 2>/dev/null || date -Iseconds)
# archive NAME FOLDER WHAT
archive() {
    tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="$date" -C "$2" -c "$3" | gzip -9n >"$out/$1.tar.gz"
}
archive "$name" $stage "$name"
quietly cmake --install $build --component models_noncommercial --prefix $stage/models
archive "$models" $stage/models share

say "Packing an RPM"
tree=$(realpath $stage/"$name")
sed -e "s|@VERSION@|$version|g" -e "s|@TREE@|$tree|g" -e "s|@REPOSITORY@|$(configured CPACK_PACKAGE_HOMEPAGE_URL)|g" \
    -e "s|@MAINTAINER@|$(configured CPACK_PACKAGE_CONTACT)|g" packaging/bundle/halftone.spec.in >$stage/halftone.spec
quietly rpmbuild -bb --define "_topdir $(realpath $stage)/rpm" --define "_binary_payload w6T0.xzdio" $stage/halftone.spec
mv $stage/rpm/RPMS/*/*.rpm "$out"

say "Packing a .run"
# Options of setup.sh need no "--" before them.
# Unpacked by gzip, which every system has, where xz would make two thirds of it.
sed 's/^    -\*)$/    --uninstall | --prefix)\n\tbreak ;;\n    -*)/' /usr/share/makeself/makeself-header.sh >$stage/header.sh
grep -q -- '--uninstall' $stage/header.sh || { echo "make_packages.sh: this makeself's header is unknown." >&2; exit 1; }
install -m 755 $stage/setup.sh $stage/"$name"/setup.sh
quietly makeself --header $stage/header.sh --gzip --complevel 9 --nox11 --noprogress --tar-extra "--owner=0 --group=0" \
    $stage/"$name" "$out/$name.run" "Halftone $version" ./setup.sh
rm -r $stage
(cd "$out" && ls -l halftone*)
