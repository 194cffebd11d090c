// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <cstdint>
#include <map>
#include <vector>

namespace halftone::test {

/// Assembles classic TIFF files tag by tag, so that any kind of page can be made, sound or not.
class TiffBuilder {
public:
    enum class Order { Little, Big };

    explicit TiffBuilder(Order order = Order::Little) : m_big(order == Order::Big)
    {
        m_bytes = m_big ? QByteArray("MM") : QByteArray("II");
        put(42, 2);
        put(0, 4); // where the first page is: set by page()
    }

    /// A value of `bytes` bytes in the order of the file.
    static QByteArray number(std::uint64_t value, int bytes, Order order)
    {
        QByteArray text(bytes, '\0');
        for (int i = 0; i < bytes; ++i) {
            text[order == Order::Big ? bytes - 1 - i : i] = static_cast<char>(value >> 8 * i);
        }
        return text;
    }

    /// Adds strips or tiles before a page; gives back where each lies.
    std::vector<std::uint32_t> addData(const std::vector<QByteArray>& pieces)
    {
        std::vector<std::uint32_t> offsets;
        for (const QByteArray& piece : pieces) {
            offsets.push_back(static_cast<std::uint32_t>(m_bytes.size()));
            m_bytes += piece;
        }
        return offsets;
    }

    /// A page of these tags: SHORT where a value fits, else LONG. `text` is its description.
    void page(const std::map<int, std::vector<std::uint32_t>>& tags, const QByteArray& text = {})
    {
        constexpr int kDescription = 270;
        std::map<int, QByteArray> entries;
        for (const auto& [tag, values] : tags) {
            bool isShort = true;
            for (const std::uint32_t value : values) {
                isShort = isShort && value < 65536;
            }
            QByteArray data;
            for (const std::uint32_t value : values) {
                data += bytesOf(value, isShort ? 2 : 4);
            }
            entries[tag] = entry(tag, isShort ? 3 : 4, values.size(), data);
        }
        if (!text.isEmpty()) {
            entries[kDescription] =
                entry(kDescription, 2, static_cast<std::size_t>(text.size()) + 1, text + '\0');
        }
        if (m_bytes.size() % 2 != 0) {
            m_bytes += '\0';
        }
        const auto at = static_cast<std::uint32_t>(m_bytes.size());
        m_bytes.replace(m_link, 4, bytesOf(at, 4));
        put(entries.size(), 2);
        for (const auto& [tag, data] : entries) {
            m_bytes += data;
        }
        m_link = m_bytes.size();
        put(0, 4);
    }

    /// A page of one strip, `bits` a sample, one sample a pixel; `more` tags replace these.
    void grey(std::uint32_t width, std::uint32_t height, std::uint32_t bits, const QByteArray& data,
              const std::map<int, std::vector<std::uint32_t>>& more = {},
              const QByteArray& text = {})
    {
        std::map<int, std::vector<std::uint32_t>> tags{
            {256, {width}}, {257, {height}}, {258, {bits}},  {259, {1}},
            {262, {1}},     {277, {1}},      {278, {height}}};
        tags[273] = addData({data});
        tags[279] = {static_cast<std::uint32_t>(data.size())};
        for (const auto& [tag, values] : more) {
            tags[tag] = values;
        }
        page(tags, text);
    }

    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }

private:
    [[nodiscard]] QByteArray bytesOf(std::uint64_t value, int bytes) const
    {
        return number(value, bytes, m_big ? Order::Big : Order::Little);
    }
    void put(std::uint64_t value, int bytes) { m_bytes += bytesOf(value, bytes); }

    QByteArray entry(int tag, int type, std::size_t count, const QByteArray& data)
    {
        QByteArray value = data;
        if (data.size() > 4) {
            value = bytesOf(static_cast<std::uint64_t>(m_bytes.size()), 4);
            m_bytes += data;
        }
        return bytesOf(static_cast<std::uint64_t>(tag), 2)
               + bytesOf(static_cast<std::uint64_t>(type), 2) + bytesOf(count, 4)
               + value.leftJustified(4, '\0');
    }

    bool m_big;
    QByteArray m_bytes;
    qsizetype m_link = 4;
};

} // namespace halftone::test
