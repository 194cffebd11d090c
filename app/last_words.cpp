// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/last_words.h"

#include "core/base/error.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <system_error>

namespace halftone::app {
namespace {

const char* s_program = "";

[[noreturn]] void endWith(const char* sentence)
{
    std::fprintf(stderr, "%s: %s\n", s_program, sentence);
    std::_Exit(EXIT_FAILURE);
}

[[noreturn]] void onTerminate()
{
    try {
        const std::exception_ptr fault = std::current_exception();
        if (!fault) { // thrown where the standard library allows none to leave
            endWith(
                "It cannot go on. There is probably not enough memory: close other programs, or "
                "use a smaller image or fewer threads.");
        }
        std::rethrow_exception(fault);
    } catch (const std::bad_alloc&) { // whose sentence must not take memory
        endWith("There is not enough memory for this. Close other programs, or use a smaller image "
                "or fewer threads.");
    } catch (const std::system_error& fault) {
        endWith(asError(fault).what());
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "%s: %s\n", s_program, asError(fault).what());
    } catch (...) {
        std::fprintf(stderr, "%s: Unexpected failure. Please report it.\n", s_program);
    }
    std::abort();
}

} // namespace

void sayLastWords(const char* program) noexcept
{
    s_program = program;
    std::set_terminate(onTerminate);
}

} // namespace halftone::app
