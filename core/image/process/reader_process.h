// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"

#include <optional>

/// Files that libraries decode (DICOM, TIFF, PNG, JPEG and folders of them) read by a process of
/// their own, so that a fault in a library costs one file and a sentence. Programs ask for it in
/// their main(); without that (tests, fuzzers, tools) everything is decoded in the process itself.
/// NIfTI, NRRD and MetaImage, read by ourselves, always are.
namespace halftone::image {

/// The first thing in main(): where this process was started as a reader it serves its parent until
/// that ends, and returns the exit code. Else empty, and nothing happened.
[[nodiscard]] std::optional<int> serveAsReader(int argc, const char* const* argv);

enum class ReaderStart {
    WhenNeeded,
    Ahead, ///< one is started now, which costs the caller a millisecond, so that no file waits
};

/// From now on such files are read by this program, started once more; its main() must begin with
/// serveAsReader(). One process serves file after file, and another is started after it ended, or
/// while it is busy for another thread. Where none can be started, files are decoded in this
/// process, with a finding that says so ("decoded-unprotected"). `log` is told when one ends before
/// its answer, or is ended for one that makes no sense. Called once, by main().
void useReaderProcesses(ReaderStart start, LogFn log = {});

} // namespace halftone::image
