// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/itk/detail/itk_io.h"

#include "core/base/path_text.h"

#include <gdcmTrace.h>
#include <itkMacro.h>
#include <itkObject.h>

#include <new>
#include <stdexcept>
#include <string>
#include <system_error>

namespace halftone::image::detail {

namespace fs = std::filesystem;

void silenceLibraries()
{
    itk::Object::SetGlobalWarningDisplay(false);
    gdcm::Trace::DebugOff();
    gdcm::Trace::WarningOff();
    gdcm::Trace::ErrorOff();
}

void translateExceptions(const fs::path& path, ErrorCode code, const std::function<void()>& body)
{
    const bool writing = code == ErrorCode::FileWrite;
    const std::string what =
        std::string("Cannot ") + (writing ? "write" : "read") + " '" + toUtf8(path) + "': ";
    try {
        body();
    } catch (const Error&) {
        throw;
    } catch (const itk::MemoryAllocationError&) {
        throw Error(ErrorCode::OutOfMemory, what + "it does not fit in memory.");
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, what + "it does not fit in memory.");
    } catch (const std::length_error&) {
        throw Error(ErrorCode::OutOfMemory, what + "it does not fit in memory.");
    } catch (const itk::ExceptionObject& error) {
        // Only the last line of ITK's text says what is wrong; the lines before name its sources.
        std::string text = error.GetDescription();
        while (!text.empty() && (text.back() == '\n' || text.back() == ' ' || text.back() == '.')) {
            text.pop_back();
        }
        const auto line = text.find_last_of('\n');
        if (line != std::string::npos) {
            text.erase(0, line + 1);
        }
        // "ITK ERROR: Class(0x7f...): text"
        const auto source = text.find("): ");
        if (text.starts_with("ITK ERROR") && source != std::string::npos) {
            text.erase(0, source + 3);
        }
        throw Error(code, what + (writing ? "" : "the file is damaged or of an unsupported kind (")
                              + text + (writing ? "." : ")."));
    } catch (const std::system_error& error) {
        throw asError(error);
    } catch (const std::exception& error) {
        throw Error(code, what + error.what() + ".");
    }
}

} // namespace halftone::image::detail
