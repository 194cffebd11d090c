// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/detail/wire.h"

#include "core/base/error.h"

#include <bit>

namespace halftone::import::detail {
namespace {

[[noreturn]] void fail(const char* what)
{
    throw Error(ErrorCode::FileFormat,
                std::string("it is no ONNX model, or a damaged one: ") + what + '.');
}

void require(const Field& field, Field::Kind kind)
{
    if (field.kind != kind) {
        fail("a field has another type than in ONNX");
    }
}

/// Takes bytes from the front of `rest`.
Bytes take(Bytes& rest, std::uint64_t count)
{
    if (count > rest.size()) {
        fail("it ends in the middle of a field");
    }
    const Bytes taken = rest.first(static_cast<std::size_t>(count));
    rest = rest.subspan(static_cast<std::size_t>(count));
    return taken;
}

std::uint64_t takeVarint(Bytes& rest)
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const auto byte = static_cast<std::uint64_t>(take(rest, 1)[0]);
        value |= (byte & 0x7FU) << shift;
        if ((byte & 0x80U) == 0) {
            return value;
        }
    }
    fail("a number has more than 64 bits");
}

/// Of `bytes` bytes, the least significant first.
std::uint64_t takeFixed(Bytes& rest, std::size_t bytes)
{
    const Bytes taken = take(rest, bytes);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
        value |= static_cast<std::uint64_t>(taken[i]) << (8 * i);
    }
    return value;
}

} // namespace

std::int64_t Field::integer() const
{
    require(*this, Kind::Varint);
    return std::bit_cast<std::int64_t>(value);
}

float Field::number32() const
{
    require(*this, Kind::Fixed32);
    return std::bit_cast<float>(static_cast<std::uint32_t>(value));
}

double Field::number64() const
{
    require(*this, Kind::Fixed64);
    return std::bit_cast<double>(value);
}

Bytes Field::message() const
{
    require(*this, Kind::Length);
    return bytes;
}

std::string_view Field::text() const
{
    require(*this, Kind::Length);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool MessageReader::next(Field& field)
{
    if (m_rest.empty()) {
        return false;
    }
    const std::uint64_t tag = takeVarint(m_rest);
    if (tag >> 3 == 0 || tag >> 3 >= 1U << 29) {
        fail("a field has an impossible number");
    }
    field = {};
    field.number = static_cast<std::uint32_t>(tag >> 3);
    switch (tag & 7U) {
    case 0:
        field.kind = Field::Kind::Varint;
        field.value = takeVarint(m_rest);
        break;
    case 1:
        field.kind = Field::Kind::Fixed64;
        field.value = takeFixed(m_rest, sizeof(std::uint64_t));
        break;
    case 2:
        field.kind = Field::Kind::Length;
        field.bytes = take(m_rest, takeVarint(m_rest));
        break;
    case 5:
        field.kind = Field::Kind::Fixed32;
        field.value = takeFixed(m_rest, sizeof(std::uint32_t));
        break;
    default: fail("a field has an impossible type");
    }
    return true;
}

namespace {

/// The numbers of a field, each read as Field `kind` says; packed ones have no tags.
template <typename T, typename Read>
void appendBy(const Field& field, std::size_t bytesEach, std::vector<T>& to, Read read)
{
    if (field.kind != Field::Kind::Length) {
        to.push_back(read(field));
        return;
    }
    if (field.bytes.size() % bytesEach != 0) {
        fail("a list of numbers is cut");
    }
    to.reserve(to.size() + field.bytes.size() / bytesEach);
    for (Bytes rest = field.bytes; !rest.empty();) {
        Field one;
        one.kind = bytesEach == sizeof(float) ? Field::Kind::Fixed32 : Field::Kind::Fixed64;
        one.value = takeFixed(rest, bytesEach);
        to.push_back(read(one));
    }
}

} // namespace

void append(const Field& field, std::vector<float>& to)
{
    appendBy(field, sizeof(float), to, [](const Field& one) { return one.number32(); });
}

void append(const Field& field, std::vector<double>& to)
{
    appendBy(field, sizeof(double), to, [](const Field& one) { return one.number64(); });
}

void append(const Field& field, std::vector<std::int64_t>& to)
{
    if (field.kind != Field::Kind::Length) {
        to.push_back(field.integer());
        return;
    }
    for (Bytes rest = field.bytes; !rest.empty();) {
        to.push_back(std::bit_cast<std::int64_t>(takeVarint(rest)));
    }
}

} // namespace halftone::import::detail
