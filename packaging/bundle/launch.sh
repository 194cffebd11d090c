#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# Starts @PROGRAM@ of the folder that this file is in, wherever that lies. Links to this file work.
#
# Drivers of graphics cards are the system's and need a C++ run time as new as themselves, while our libraries need
# one as new as theirs. So the newer of both is taken, the system's or the one in lib/halftone/fallback.
tree=$(dirname "$(dirname "$(readlink -f "$0")")")
ours=$(readlink -f "$tree/lib/halftone/fallback/libstdc++.so.6")
theirs=
for config in ldconfig /sbin/ldconfig /usr/sbin/ldconfig; do
    theirs=$("$config" -p 2>/dev/null | sed -n 's|^[[:space:]]*libstdc++\.so\.6 (libc6.*) => ||p' | head -n 1)
    [ -z "$theirs" ] || break
done
[ -z "$theirs" ] || theirs=$(readlink -f "$theirs")
newest=$(printf '%s\n' "${ours##*/}" "${theirs##*/}" | sort -V | tail -n 1)
if [ "${theirs##*/}" != "$newest" ]; then
    LD_LIBRARY_PATH=$tree/lib/halftone/fallback${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    export LD_LIBRARY_PATH
fi
# Systems that never showed a window may not know where fonts are.
if [ -z "${FONTCONFIG_FILE:-}" ] && [ ! -e "${FONTCONFIG_PATH:-/etc/fonts}/fonts.conf" ]; then
    FONTCONFIG_FILE=$tree/share/halftone/fonts.conf
    export FONTCONFIG_FILE
fi
exec "$tree/libexec/@PROGRAM@" "$@"
