// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/torch_runtime.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/path_text.h"
#include "core/base/platform/platform.h"
#include "core/nn/detail/module_entry.h"

#include <mutex>
#include <system_error>
#include <vector>

namespace halftone::nn {
namespace {

namespace fs = std::filesystem;

std::string moduleFile()
{
    return std::string("halftone_torch") + kModuleSuffix;
}

constexpr const char* kModuleVariable = "HALFTONE_TORCH_MODULE";

Error unavailable(const std::string& reason)
{
    return Error(ErrorCode::Unsupported,
                 "Float inference and training need the LibTorch module: " + reason
                     + " Install the package halftone-torch (from source: libtorch-dev, then build "
                       "with HALFTONE_WITH_TORCH=ON). The integer precisions work without it.");
}

// Empty if there is no module file anywhere.
fs::path findModule()
{
    if (const auto named = environmentVariable(kModuleVariable); named) {
        return fromUtf8(*named);
    }
    const fs::path program = executablePath();
    if (program.empty()) {
        return {};
    }
    const fs::path folder = program.parent_path();
    const fs::path file = moduleFile();
    for (const fs::path& candidate :
         {folder / file, folder.parent_path() / "lib" / "halftone" / file}) {
        std::error_code ignored;
        if (fs::is_regular_file(candidate, ignored)) {
            return candidate;
        }
    }
    return {};
}

ModuleEntry openModule(const fs::path& path)
{
    try {
        return reinterpret_cast<ModuleEntry>(moduleSymbol(path, kModuleEntryName));
    } catch (const Error& error) {
        throw unavailable(error.what());
    }
}

std::shared_ptr<TorchRuntime> loadOnce(int threads)
{
    const fs::path path = findModule();
    if (path.empty()) {
        throw unavailable("'" + moduleFile()
                          + "' was not found beside the program or in ../lib/halftone.");
    }
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) {
        throw unavailable("'" + toUtf8(path) + "' (from " + kModuleVariable + ") does not exist.");
    }
    // LibTorch's OpenMP threads would otherwise spin beside the engine's own pool.
    setDefaultEnvironment("OMP_WAIT_POLICY", "passive");
    // Twice: LibTorch makes OpenMP's threads and a pool of its own.
    requireThreads(2 * resolveThreads(threads));
    // Never unloaded: LibTorch keeps threads and registrations that do not survive it.
    const ModuleEntry create = openModule(path);
    TorchRuntime* runtime = create != nullptr ? create(kModuleInterface, threads) : nullptr;
    if (runtime == nullptr) {
        throw unavailable("'" + toUtf8(path)
                          + "' belongs to another version of Halftone; rebuild or reinstall it.");
    }
    return std::shared_ptr<TorchRuntime>(runtime);
}

} // namespace

std::shared_ptr<TorchRuntime> TorchRuntime::load(int threads)
{
    // One module a process, because LibTorch is one: the only global state of Halftone.
    static std::mutex s_mutex;
    static std::shared_ptr<TorchRuntime> s_runtime;
    const std::lock_guard lock(s_mutex);
    if (!s_runtime) {
        s_runtime = loadOnce(threads);
    }
    return s_runtime;
}

bool TorchRuntime::isInstalled() noexcept
{
    try {
        std::error_code ignored;
        return fs::is_regular_file(findModule(), ignored);
    } catch (...) {
        return false; // out of memory for a path: then certainly not usable
    }
}

} // namespace halftone::nn
