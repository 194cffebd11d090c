// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/torch_runtime.h"

#include "core/base/error.h"
#include "core/base/executable_path.h"
#include "core/nn/detail/module_entry.h"

#include <cstdlib>
#include <mutex>
#include <system_error>
#include <vector>

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#else
#include <dlfcn.h>
#endif

namespace halftone::nn {
namespace {

namespace fs = std::filesystem;

#if defined(_WIN32)
constexpr const char* kModuleFile = "halftone_torch.dll";
#else
constexpr const char* kModuleFile = "halftone_torch.so"; // also on macOS: a bundle
#endif
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
    if (const char* named = std::getenv(kModuleVariable); named != nullptr && *named != '\0') {
        return named;
    }
    const fs::path program = executablePath();
    if (program.empty()) {
        return {};
    }
    const fs::path folder = program.parent_path();
    for (const fs::path& candidate :
         {folder / kModuleFile, folder.parent_path() / "lib" / "halftone" / kModuleFile}) {
        std::error_code ignored;
        if (fs::is_regular_file(candidate, ignored)) {
            return candidate;
        }
    }
    return {};
}

#ifdef _WIN32

void preferPassiveWaiting()
{
    if (std::getenv("OMP_WAIT_POLICY") == nullptr) {
        _putenv_s("OMP_WAIT_POLICY", "passive");
    }
}

ModuleEntry openModule(const fs::path& path)
{
    const HMODULE library = LoadLibraryW(path.c_str());
    if (library == nullptr) {
        throw unavailable("'" + path.string() + "' cannot be loaded (Windows error "
                          + std::to_string(GetLastError()) + ").");
    }
    return reinterpret_cast<ModuleEntry>(
        reinterpret_cast<void*>(GetProcAddress(library, kModuleEntryName)));
}

#else

void preferPassiveWaiting()
{
    // LibTorch's OpenMP threads would otherwise spin beside the engine's own pool.
    setenv("OMP_WAIT_POLICY", "passive", /*overwrite=*/0);
}

ModuleEntry openModule(const fs::path& path)
{
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        const char* reason = dlerror();
        throw unavailable("'" + path.string() + "' cannot be loaded ("
                          + (reason != nullptr ? reason : "unknown reason") + ").");
    }
    return reinterpret_cast<ModuleEntry>(dlsym(library, kModuleEntryName));
}

#endif

std::shared_ptr<TorchRuntime> loadOnce(int threads)
{
    const fs::path path = findModule();
    if (path.empty()) {
        throw unavailable(std::string("'") + kModuleFile
                          + "' was not found beside the program or in ../lib/halftone.");
    }
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) {
        throw unavailable("'" + path.string() + "' (from " + kModuleVariable + ") does not exist.");
    }
    preferPassiveWaiting();
    // Never unloaded: LibTorch keeps threads and registrations that do not survive it.
    const ModuleEntry create = openModule(path);
    TorchRuntime* runtime = create != nullptr ? create(kModuleInterface, threads) : nullptr;
    if (runtime == nullptr) {
        throw unavailable("'" + path.string()
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
