# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
#
# Shared by app/run.sh and tests/run.sh, which source it: set-up, configure, build, a display.
# Expects `root`, the project's folder.

# shellcheck disable=SC2154
cd "$root" || exit 1
export NINJA_STATUS="    [%f/%t] "

say() {
    echo "== $*"
}

# As many compilers as there are cores, but no more than memory allows: a file that includes
# LibTorch takes up to 1.5 GB.
compile_jobs() {
    local cores memory
    cores=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
    memory=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo 2>/dev/null || true)
    memory=${memory:-$cores}
    [ "$memory" -ge 1 ] || memory=1
    echo $((cores < memory ? cores : memory))
}

# configure PRESET: only where that was not done, or the presets changed since; otherwise ninja
# itself sees what changed.
configure() {
    local folder=build/$1
    if [ -e "$folder/build.ninja" ] && [ "$folder/CMakeCache.txt" -nt CMakePresets.json ]; then
        return 0
    fi
    say "Configuring $1"
    mkdir -p "$folder"
    if ! cmake --preset "$1" >"$folder/configure.log" 2>&1; then
        tail -n 40 "$folder/configure.log" >&2
        echo "CMake could not configure the preset $1; the lines above say why." >&2
        exit 1
    fi
    touch "$folder/CMakeCache.txt"
}

# build PRESET [TARGET...]
build() {
    local preset=$1 targets=()
    shift
    [ $# = 0 ] || targets=(--target "$@")
    say "Building $preset${1:+: $*}"
    cmake --build "build/$preset" --parallel "$(compile_jobs)" "${targets[@]}" || {
        echo "The build failed; the lines above say where." >&2
        exit 1
    }
}

has_display() {
    [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]
}

# on_display COMMAND...: runs it on the display, or on a virtual one drawn by Mesa in software.
on_display() {
    if has_display; then
        # VTK's OpenGL goes through GLX, so where X (or XWayland) is there, Qt uses it.
        if [ -n "${DISPLAY:-}" ] && [ -z "${QT_QPA_PLATFORM:-}" ]; then
            export QT_QPA_PLATFORM=xcb
        fi
        "$@"
    else
        command -v xvfb-run >/dev/null || {
            echo "There is no display, and xvfb-run was not found (Debian: packages xvfb, xauth)." >&2
            exit 1
        }
        LIBGL_ALWAYS_SOFTWARE=1 QT_QPA_PLATFORM=xcb \
            xvfb-run -a -s "-screen 0 1600x1000x24" "$@"
    fi
}
