// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <type_traits>

namespace halftone {

/// Cache-line alignment of every buffer a kernel touches; also the width of one AVX-512 register.
inline constexpr std::size_t kBufferAlignment = 64;

/// Owning, move-only array of `T` aligned to kBufferAlignment, zero-initialised.
template <typename T>
class AlignedBuffer {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    AlignedBuffer() = default;
    explicit AlignedBuffer(std::size_t count) : m_count(count)
    {
        if (count > 0) {
            void* memory = ::operator new[](count * sizeof(T), std::align_val_t{kBufferAlignment});
            std::memset(memory, 0, count * sizeof(T));
            m_data.reset(static_cast<T*>(memory));
        }
    }

    [[nodiscard]] T* data() noexcept { return m_data.get(); }
    [[nodiscard]] const T* data() const noexcept { return m_data.get(); }
    [[nodiscard]] std::size_t size() const noexcept { return m_count; }
    [[nodiscard]] std::size_t bytes() const noexcept { return m_count * sizeof(T); }
    [[nodiscard]] T& operator[](std::size_t i) noexcept { return m_data.get()[i]; }
    [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return m_data.get()[i]; }

private:
    struct Free {
        void operator()(T* p) const noexcept
        {
            ::operator delete[](p, std::align_val_t{kBufferAlignment});
        }
    };
    std::unique_ptr<T[], Free> m_data;
    std::size_t m_count = 0;
};

} // namespace halftone
