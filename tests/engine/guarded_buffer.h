// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <span>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/mman.h>
#include <unistd.h>
#define HALFTONE_HAVE_GUARD_PAGES 1
#endif

namespace halftone::testing {

/// An array whose last byte is followed by a page that may not be touched, so that a kernel which
/// reads or writes beyond it crashes at once. Without mmap it is an ordinary allocation.
template <typename T>
class GuardedBuffer {
public:
    explicit GuardedBuffer(std::size_t count) : m_count(count)
    {
#ifdef HALFTONE_HAVE_GUARD_PAGES
        const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        const std::size_t body = (count * sizeof(T) + page - 1) / page * page;
        m_mappedBytes = body + page;
        m_memory = mmap(nullptr, m_mappedBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                        -1, 0);
        if (m_memory == MAP_FAILED
            || mprotect(static_cast<std::byte*>(m_memory) + body, page, PROT_NONE) != 0) {
            throw std::bad_alloc();
        }
        m_data = reinterpret_cast<T*>(static_cast<std::byte*>(m_memory) + body - count * sizeof(T));
#else
        m_memory = ::operator new (count * sizeof(T), std::align_val_t{64});
        m_data = static_cast<T*>(m_memory);
#endif
    }
    explicit GuardedBuffer(std::span<const T> values) : GuardedBuffer(values.size())
    {
        if (!values.empty()) {
            std::memcpy(m_data, values.data(), values.size_bytes());
        }
    }
    ~GuardedBuffer()
    {
#ifdef HALFTONE_HAVE_GUARD_PAGES
        munmap(m_memory, m_mappedBytes);
#else
        ::operator delete (m_memory, std::align_val_t{64});
#endif
    }
    GuardedBuffer(const GuardedBuffer&) = delete;
    GuardedBuffer& operator=(const GuardedBuffer&) = delete;

    void fill(std::uint8_t byte)
    {
        std::memset(m_data, byte, m_count * sizeof(T));
    }
    [[nodiscard]] T* data() const
    {
        return m_data;
    }
    [[nodiscard]] std::size_t size() const
    {
        return m_count;
    }
    [[nodiscard]] T& operator[](std::size_t i) const
    {
        return m_data[i];
    }

private:
    void* m_memory = nullptr;
    T* m_data = nullptr;
    std::size_t m_count = 0;
    std::size_t m_mappedBytes = 0;
};

} // namespace halftone::testing
