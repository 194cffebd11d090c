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
# itself sees what changed. HALFTONE_CONFIGURE: an argument more for CMake.
configure() {
    local folder=build/$1
    if [ -e "$folder/build.ninja" ] && [ "$folder/configured" -nt CMakePresets.json ]; then
        return 0
    fi
    say "Configuring $1"
    mkdir -p "$folder"
    if ! cmake --preset "$1" ${HALFTONE_CONFIGURE:+"$HALFTONE_CONFIGURE"} >"$folder/configure.log" 2>&1; then
        tail -n 40 "$folder/configure.log" >&2
        echo "CMake could not configure the preset $1; the lines above say why." >&2
        exit 1
    fi
    # Not CMakeCache.txt: ninja would take a newer one for a reason to configure again.
    touch "$folder/configured"
}

# build PRESET [TARGET...]: one at a time in a folder; another waits.
build() {
    local preset=$1 targets=() lock=()
    shift
    [ $# = 0 ] || targets=(--target "$@")
    say "Building $preset${1:+: $*}"
    if command -v flock >/dev/null; then
        lock=(flock --close "build/$preset/build.lock")
        if ! flock --nonblock "build/$preset/build.lock" true; then
            echo "    (waiting for another build in build/$preset to end)"
        fi
    fi
    "${lock[@]}" cmake --build "build/$preset" --parallel "$(compile_jobs)" "${targets[@]}" || {
        echo "The build failed; the lines above say where." >&2
        exit 1
    }
}

# build_behind PRESET TARGET...: the same in the background with low priority, in a process group of
# its own, so that it can be stopped as a whole: the script's end stops it.
build_behind() {
    local preset=$1
    behind_log=build/$preset/behind.log
    set -m
    (
        renice -n 19 $BASHPID >/dev/null 2>&1 || true
        if (build "$@") >"$behind_log" 2>&1; then
            say "Built behind the window: ${*:2}"
        else
            echo "== Not built: ${*:2}; $behind_log says why" >&2
        fi
    ) &
    behind=$!
    set +m
    trap stop_building_behind EXIT
    say "Building behind the window: ${*:2}"
}

# stop_building_behind: if it still builds. ninja deletes what it was writing, so that the next build
# goes on from there.
stop_building_behind() {
    kill -TERM -- "-$behind" 2>/dev/null || return 0
    while kill -0 -- "-$behind" 2>/dev/null; do
        sleep 0.1
    done
    say "Stopped building behind the window; the next start goes on, or app/run.sh --build"
}

has_display() {
    [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]
}

# on_display COMMAND...: runs it on the display, or on a virtual one drawn by Mesa in software. That is
# large enough for a window of 1024x768 at twice the size (tests/ui/tst_baseline.cpp), and more.
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
            xvfb-run -a -s "-screen 0 2200x1600x24" "$@"
    fi
}
