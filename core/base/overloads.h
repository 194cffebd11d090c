// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace halftone {

/// Lambdas as one visitor of a std::variant: std::visit(Overloads{[](const A&) {...}, ...}, v). An
/// alternative that none of them takes does not compile.
template <typename... Functions>
struct Overloads : Functions... {
    using Functions::operator()...;
};

template <typename... Functions>
Overloads(Functions...) -> Overloads<Functions...>;

} // namespace halftone
