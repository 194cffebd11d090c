// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/example_slice.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <array>
#include <cmath>
#include <set>

using namespace halftone;
using namespace halftone::pipeline;

namespace {

using Rgb = std::array<int, 3>;

// 40 x 30 grey pixels; the reference a square of 8, the mask the same one moved by 4 to the right.
ExampleSlice movedSquare()
{
    ExampleSlice slice;
    slice.name = "case";
    slice.columns = 40;
    slice.rows = 30;
    slice.rowSpacing = 2;
    slice.grey.assign(40 * 30, 50);
    slice.low = 0;
    slice.high = 100;
    slice.reference.resize(40 * 30);
    std::vector<std::uint8_t> mask(40 * 30);
    for (std::size_t y = 10; y < 18; ++y) {
        for (std::size_t x = 10; x < 18; ++x) {
            slice.reference[y * 40 + x] = 1;
            mask[y * 40 + x + 4] = 1;
        }
    }
    slice.masks = {{{4, 6}, mask}};
    return slice;
}

// Colours of the pixels of a picture over one pixel of the slice.
std::set<Rgb> coloursAt(const report::Picture& picture, const ExampleSlice& slice, int column,
                        int row)
{
    std::set<Rgb> colours;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            if (x * slice.columns / picture.width == column
                && y * slice.rows / picture.height == row) {
                const auto* rgb = picture.pixels.data() + 3 * (y * picture.width + x);
                colours.insert({rgb[0], rgb[1], rgb[2]});
            }
        }
    }
    return colours;
}

double luma(const Rgb& rgb)
{
    return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
}

} // namespace

class TestExampleSlice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pixelsAreAsLargeAsTheyAre()
    {
        const ExampleSlice slice = movedSquare();
        const report::Picture picture = outlinePicture(slice, slice.masks[0].labels, {});
        QVERIFY(picture.height > picture.width); // 40 x 60 units
        QVERIFY(std::abs(picture.height * 40.0 / 60 - picture.width) < 2);
    }

    void onlyTheOutlineIsPainted()
    {
        model::ModelCard card;
        card.labels = {{1, "one", {255, 176, 74}}};
        const ExampleSlice slice = movedSquare();
        const report::Picture picture = outlinePicture(slice, slice.masks[0].labels, card);
        const Rgb grey{128, 128, 128};
        QCOMPARE(coloursAt(picture, slice, 2, 2), std::set<Rgb>{grey});
        QCOMPARE(coloursAt(picture, slice, 17, 14), std::set<Rgb>{grey}); // inside of the mask
        QVERIFY(coloursAt(picture, slice, 14, 14).contains({255, 176, 74}));
        QCOMPARE(outlineLegend(card).items.at(0).text, std::string("one"));
    }

    void errorsDifferWithoutColours()
    {
        const ExampleSlice slice = movedSquare();
        const report::Picture picture = errorPicture(slice, slice.masks[0].labels);
        QCOMPARE(coloursAt(picture, slice, 16, 14), (std::set<Rgb>{{128, 128, 128}})); // agrees
        const std::set<Rgb> tooMuch = coloursAt(picture, slice, 20, 14);
        const std::set<Rgb> missed = coloursAt(picture, slice, 11, 14);
        QCOMPARE(tooMuch.size(), std::size_t{2}); // ground and stripes
        QCOMPARE(missed.size(), std::size_t{2});
        const auto darkest = [](const std::set<Rgb>& colours) {
            return std::min(luma(*colours.begin()), luma(*colours.rbegin()));
        };
        const auto brightest = [](const std::set<Rgb>& colours) {
            return std::max(luma(*colours.begin()), luma(*colours.rbegin()));
        };
        QVERIFY(darkest(tooMuch) < 60 && brightest(tooMuch) < 180);
        QVERIFY(brightest(missed) > 250 && darkest(missed) > 80);
    }

    void isCutToWhatIsLabelled()
    {
        const ExampleSlice slice = movedSquare();
        const ExampleSlice part = cropped(slice);
        QCOMPARE(part.columns, 38); // 10 - 16 to 21 + 16
        QCOMPARE(part.rows, 30);
        QCOMPARE(part.grey.size(), std::size_t{38 * 30});
        QCOMPARE(std::count(part.reference.begin(), part.reference.end(), 1), 64);
        QCOMPARE(part.masks[0].labels[14 * 38 + 14], std::uint8_t{1});
        ExampleSlice empty = slice;
        empty.reference.clear();
        empty.masks[0].labels.assign(40 * 30, 0);
        QCOMPARE(cropped(empty).columns, 40);
    }

    void valuesThatAreNoneAreBlack()
    {
        ExampleSlice slice = movedSquare();
        slice.grey[0] = NAN;
        slice.high = slice.low; // of one value
        const report::Picture picture = outlinePicture(slice, slice.masks[0].labels, {});
        QCOMPARE(coloursAt(picture, slice, 0, 0), (std::set<Rgb>{{0, 0, 0}}));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "differ in size",
                              errorPicture(slice, std::vector<std::uint8_t>(7)));
    }
};

QTEST_GUILESS_MAIN(TestExampleSlice)
#include "tst_example_slice.moc"
