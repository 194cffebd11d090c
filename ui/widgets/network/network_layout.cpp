// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/network/network_layout.h"

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr double kMargin = 6;
constexpr double kNarrowest = 88; ///< of a box: "24 x 512 x 512" in small letters
constexpr double kWidest = 156;
constexpr double kBoxHeight = 58;
constexpr double kBoxGap = 4;
constexpr double kRowGap = 22;
constexpr double kLeastStep = 0.56; ///< from one block to the next of another level, in boxes:
                                    ///< arrows down have room left of where the next begins
constexpr double kBeside = 18;      ///< between blocks of one level

struct Block {
    int level = 0;
    double x = 0;
    double y = 0;
    std::vector<int> nodes;
};

struct Blocks {
    std::vector<Block> blocks;
    std::vector<int> ofNode; ///< -1: pooling, upsampling
};

Blocks blocksOf(const model::Network& network)
{
    Blocks result;
    result.ofNode.assign(network.nodes.size(), -1);
    bool follows = false; // a convolution, right before
    for (std::size_t n = 0; n < network.nodes.size(); ++n) {
        const auto node = static_cast<int>(n);
        if (!network.nodes[n].isConv()) {
            follows = false;
            continue;
        }
        const int level = network.levelOf(node);
        if (!follows || result.blocks.back().level != level) {
            result.blocks.push_back({level, 0, 0, {}});
        }
        follows = true;
        result.blocks.back().nodes.push_back(node);
        result.ofNode[n] = static_cast<int>(result.blocks.size()) - 1;
    }
    return result;
}

/// The convolution that a value was before it was pooled or upsampled; model::kInputValue for the
/// network's input.
int producerOf(const model::Network& network, int value)
{
    while (value != model::kInputValue
           && !network.nodes[static_cast<std::size_t>(value)].isConv()) {
        value = network.nodes[static_cast<std::size_t>(value)].inputs.front();
    }
    return value;
}

double heightOf(const Block& block)
{
    const auto count = static_cast<double>(block.nodes.size());
    return count * kBoxHeight + (count - 1) * kBoxGap;
}

/// Returns the width of all.
double placeBlocks(std::vector<Block>& blocks, double width, double& box)
{
    double steps = 0; // between blocks of different levels
    double fixed = 2 * kMargin;
    double boxes = 1; // beside each other
    for (std::size_t i = 1; i < blocks.size(); ++i) {
        if (blocks[i].level == blocks[i - 1].level) {
            fixed += kBeside;
            boxes += 1;
        } else {
            steps += 1;
        }
    }
    box = std::clamp((width - fixed) / (boxes + kLeastStep * steps), kNarrowest, kWidest);
    const double left = width - fixed - boxes * box;
    const double step = steps > 0 ? std::clamp(left / steps, kLeastStep * box, box) : 0;
    double x = kMargin;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (i > 0) {
            x += blocks[i].level == blocks[i - 1].level ? box + kBeside : step;
        }
        blocks[i].x = x;
    }
    const double used = x + box + kMargin;
    for (Block& block : blocks) {
        block.x += std::max(0.0, (width - used) / 2);
    }
    return std::max(width, used);
}

double placeRows(std::vector<Block>& blocks)
{
    int deepest = 0;
    for (const Block& block : blocks) {
        deepest = std::max(deepest, block.level);
    }
    double y = kMargin;
    for (int level = 0; level <= deepest; ++level) {
        double tallest = 0;
        for (Block& block : blocks) {
            if (block.level == level) {
                block.y = y;
                tallest = std::max(tallest, heightOf(block));
            }
        }
        y += tallest > 0 ? tallest + kRowGap : 0;
    }
    return y - kRowGap + kMargin;
}

/// From the end of one block to the first box of the next one; from below to its bottom.
QPolygonF follow(const QRectF& from, const QRectF& to, bool deeper, double blockBottom)
{
    if (deeper) {
        const double x = (from.left() + std::min(from.right(), to.left())) / 2;
        return {QPointF(x, from.bottom()), QPointF(x, to.center().y()),
                QPointF(to.left(), to.center().y())};
    }
    if (from.top() > to.bottom()) {
        const double x = (std::max(from.right(), to.left()) + to.right()) / 2;
        return {QPointF(from.right(), from.center().y()), QPointF(x, from.center().y()),
                QPointF(x, blockBottom)};
    }
    return {QPointF(from.right(), from.center().y()), QPointF(to.left(), from.center().y())};
}

} // namespace

int NetworkLayout::boxAt(const QPointF& point) const
{
    const auto found = std::find_if(boxes.begin(), boxes.end(),
                                    [&](const LayerBox& box) { return box.rect.contains(point); });
    return found != boxes.end() ? static_cast<int>(found - boxes.begin()) : -1;
}

NetworkLayout layOut(const model::Network& network, double width)
{
    Blocks divided = blocksOf(network);
    std::vector<Block>& blocks = divided.blocks;
    const std::vector<int>& ofNode = divided.ofNode;
    NetworkLayout layout;
    double box = kNarrowest;
    layout.size.setWidth(placeBlocks(blocks, width, box));
    layout.size.setHeight(placeRows(blocks));
    std::vector<QRectF> rects(network.nodes.size());
    for (const Block& block : blocks) {
        double y = block.y;
        for (const int node : block.nodes) {
            rects[static_cast<std::size_t>(node)] = QRectF(block.x, y, box, kBoxHeight);
            layout.boxes.push_back({node, rects[static_cast<std::size_t>(node)]});
            y += kBoxHeight + kBoxGap;
        }
    }
    for (const LayerBox& each : layout.boxes) {
        for (const int value : network.nodes[static_cast<std::size_t>(each.node)].inputs) {
            const int producer = producerOf(network, value);
            const int mine = ofNode[static_cast<std::size_t>(each.node)];
            const int other =
                producer == model::kInputValue ? mine : ofNode[static_cast<std::size_t>(producer)];
            if (other == mine) {
                continue; // they stand on each other
            }
            const QRectF& from = rects[static_cast<std::size_t>(producer)];
            const auto& blockOf = [&](int number) -> const Block& {
                return blocks[static_cast<std::size_t>(number)];
            };
            if (other + 1 == mine) {
                const Block& block = blockOf(mine);
                layout.links.push_back({follow(from, each.rect, block.level > blockOf(other).level,
                                               block.y + heightOf(block)),
                                        false});
            } else {
                const double middle = (from.right() + each.rect.left()) / 2;
                layout.links.push_back(
                    {{QPointF(from.right(), from.center().y()), QPointF(middle, from.center().y()),
                      QPointF(middle, each.rect.center().y()),
                      QPointF(each.rect.left(), each.rect.center().y())},
                     true});
            }
        }
    }
    return layout;
}

} // namespace halftone::ui
