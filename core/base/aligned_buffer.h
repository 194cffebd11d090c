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

/// For arrays of which every element that counts is written next.
struct Uninitialized {};

/// Owning, move-only array of `T` aligned to kBufferAlignment, zero-initialised unless said.
template <typename T>
class AlignedBuffer {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    AlignedBuffer() = default;
    explicit AlignedBuffer(std::size_t count) : AlignedBuffer(Uninitialized{}, count)
    {
        if (count > 0) {
            std::memset(data(), 0, bytes());
        }
    }
    AlignedBuffer(Uninitialized, std::size_t count) : m_count(count)
    {
        if (count > 0) {
            void* memory = ::operator new[](count * sizeof(T), std::align_val_t{kBufferAlignment});
            m_data.reset(static_cast<T*>(memory));
        }
    }

    /// Forgets all but the first `count` elements, at most size(). Their memory is kept, of which
    /// the operating system has given nothing that was never touched.
    void shrink(std::size_t count) noexcept { m_count = count; }

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
