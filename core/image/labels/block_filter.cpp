// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/labels/detail/block_filter.h"

#include "core/base/error.h"
#include "core/base/parallel.h"

#include <itkBinaryImageToLabelMapFilter.h>
#include <itkBinaryMedianImageFilter.h>
#include <itkBinaryMorphologicalClosingImageFilter.h>
#include <itkBinaryMorphologicalOpeningImageFilter.h>
#include <itkFlatStructuringElement.h>
#include <itkImage.h>
#include <itkLabelMap.h>
#include <itkLabelObject.h>
#include <itkMultiThreaderBase.h>

#include <algorithm>
#include <mutex>
#include <new>
#include <string>

namespace halftone::image::detail {

namespace {

/// ITK's own pool would keep its threads for ever, and waits for those that a system did not give.
void prepareThreads()
{
    static std::once_flag s_once;
    std::call_once(s_once, [] {
        itk::MultiThreaderBase::SetGlobalDefaultThreader(
            itk::MultiThreaderBaseEnums::Threader::Platform);
    });
    requireThreads(resolveThreads(0));
}

/// A block in the dimensions that it has; which of its axes these are is in `axes`.
template <unsigned Dimension>
class BlockFilter {
public:
    BlockFilter(Block& block, const LabelFilter& filter, const std::array<int, 3>& radius,
                const std::array<std::size_t, Dimension>& axes, const ProgressFn& progress,
                const StopToken& stop)
        : m_block(block), m_filter(filter), m_progress(progress), m_stop(stop)
    {
        for (unsigned a = 0; a < Dimension; ++a) {
            m_size[a] = static_cast<itk::SizeValueType>(block.size[axes[a]]);
            m_radius[a] = static_cast<itk::SizeValueType>(radius[axes[a]]);
        }
    }

    void run()
    {
        switch (m_filter.kind) {
        case LabelFilterKind::FillHoles: return fillHoles();
        case LabelFilterKind::KeepLargest: return keepLargest();
        case LabelFilterKind::RemoveSmall: return removeSmall();
        case LabelFilterKind::Smooth: return smooth();
        case LabelFilterKind::Close: {
            using Filter =
                itk::BinaryMorphologicalClosingImageFilter<Picture, Picture, StructuringElement>;
            const auto close = Filter::New();
            close->SetForegroundValue(1);
            return morph(*close);
        }
        case LabelFilterKind::Open: {
            using Filter =
                itk::BinaryMorphologicalOpeningImageFilter<Picture, Picture, StructuringElement>;
            const auto open = Filter::New();
            open->SetForegroundValue(1);
            return morph(*open);
        }
        }
    }

private:
    using Picture = itk::Image<std::uint8_t, Dimension>;
    using StructuringElement = itk::FlatStructuringElement<Dimension>;
    using Component = itk::LabelObject<itk::SizeValueType, Dimension>;
    using Components = itk::LabelMap<Component>;

    /// Looks at the block's voxels, which live longer.
    typename Picture::Pointer picture()
    {
        const auto picture = Picture::New();
        picture->SetRegions(m_size);
        picture->GetPixelContainer()->SetImportPointer(m_block.voxels.data(), m_block.voxels.size(),
                                                       false);
        return picture;
    }

    template <typename Filter>
    void update(Filter& filter)
    {
        filter.AddObserver(itk::ProgressEvent(), [this, &filter](const itk::EventObject&) {
            if (m_stop.stopRequested()) {
                filter.AbortGenerateDataOn();
            } else {
                reportProgress(m_progress, filter.GetProgress());
            }
        });
        filter.Update();
    }

    /// Joined along faces.
    typename Components::Pointer componentsOf(std::uint8_t value)
    {
        using Finder = itk::BinaryImageToLabelMapFilter<Picture, Components>;
        const auto finder = Finder::New();
        finder->SetInput(picture());
        finder->SetInputForegroundValue(value);
        finder->SetFullyConnected(false);
        update(*finder);
        return finder->GetOutput();
    }

    [[nodiscard]] std::size_t placeOf(const typename Picture::IndexType& index) const
    {
        std::size_t place = 0;
        for (unsigned a = Dimension; a-- > 0;) {
            place = place * m_size[a] + static_cast<std::size_t>(index[a]);
        }
        return place;
    }

    void paint(const Component& component, std::uint8_t value)
    {
        for (std::size_t n = 0; n < component.GetNumberOfLines(); ++n) {
            const auto& line = component.GetLine(n);
            std::fill_n(m_block.voxels.data() + placeOf(line.GetIndex()), line.GetLength(), value);
        }
    }

    [[nodiscard]] bool touchesBorder(const Component& component) const
    {
        for (std::size_t n = 0; n < component.GetNumberOfLines(); ++n) {
            const auto& line = component.GetLine(n);
            for (unsigned a = 0; a < Dimension; ++a) {
                const auto first = static_cast<std::size_t>(line.GetIndex()[a]);
                const std::size_t last = a == 0 ? first + line.GetLength() - 1 : first;
                if (first == 0 || last + 1 == m_size[a]) {
                    return true;
                }
            }
        }
        return false;
    }

    void fillHoles()
    {
        const auto components = componentsOf(0);
        // Not by number: each number is looked for from the first on.
        for (typename Components::ConstIterator at(components); !at.IsAtEnd(); ++at) {
            throwIfStopped(m_stop);
            const Component& component = *at.GetLabelObject();
            if (!touchesBorder(component)) {
                paint(component, 1);
            }
        }
    }

    void keepLargest()
    {
        const auto components = componentsOf(1);
        std::size_t most = 0;
        std::size_t first = 0;
        const Component* largest = nullptr;
        // Not by number: each number is looked for from the first on.
        for (typename Components::ConstIterator at(components); !at.IsAtEnd(); ++at) {
            throwIfStopped(m_stop);
            const Component& component = *at.GetLabelObject();
            const std::size_t size = component.Size();
            std::size_t begins = m_block.voxels.size();
            for (std::size_t line = 0; line < component.GetNumberOfLines(); ++line) {
                begins = std::min(begins, placeOf(component.GetLine(line).GetIndex()));
            }
            if (size > most || (size == most && begins < first)) {
                most = size;
                first = begins;
                largest = &component;
            }
        }
        std::fill(m_block.voxels.begin(), m_block.voxels.end(), std::uint8_t{0});
        if (largest != nullptr) {
            paint(*largest, 1);
        }
    }

    void removeSmall()
    {
        const auto components = componentsOf(1);
        // Not by number: each number is looked for from the first on.
        for (typename Components::ConstIterator at(components); !at.IsAtEnd(); ++at) {
            throwIfStopped(m_stop);
            const Component& component = *at.GetLabelObject();
            if (component.Size() < m_filter.minimumVoxels) {
                paint(component, 0);
            }
        }
    }

    void smooth()
    {
        using Filter = itk::BinaryMedianImageFilter<Picture, Picture>;
        const auto median = Filter::New();
        median->SetInput(picture());
        median->SetForegroundValue(1);
        median->SetBackgroundValue(0);
        median->SetRadius(m_radius);
        update(*median);
        take(*median->GetOutput());
    }

    template <typename Filter>
    void morph(Filter& filter)
    {
        StructuringElement ball;
        ball.SetRadius(m_radius);
        for (itk::SizeValueType n = 0; n < ball.Size(); ++n) {
            const auto offset = ball.GetOffset(n);
            double sum = 0;
            for (unsigned a = 0; a < Dimension; ++a) {
                const double share = m_radius[a] > 0 ? static_cast<double>(offset[a])
                                                           / static_cast<double>(m_radius[a])
                                                     : 0.0;
                sum += share * share;
            }
            ball[n] = sum <= 1;
        }
        filter.SetInput(picture());
        filter.SetKernel(ball);
        update(filter);
        take(*filter.GetOutput());
    }

    void take(const Picture& result)
    {
        const std::uint8_t* voxels = result.GetBufferPointer();
        std::copy(voxels, voxels + m_block.voxels.size(), m_block.voxels.begin());
    }

    Block& m_block;
    const LabelFilter& m_filter;
    const ProgressFn& m_progress;
    const StopToken& m_stop;
    typename Picture::SizeType m_size{};
    typename Picture::SizeType m_radius{};
};

} // namespace

void filterBlock(Block& block, const LabelFilter& filter, const std::array<int, 3>& radius,
                 const ProgressFn& progress, const StopToken& stop)
{
    prepareThreads();
    try {
        if (!filter.slicesAcross) {
            return BlockFilter<3>(block, filter, radius, {0, 1, 2}, progress, stop).run();
        }
        const auto across = static_cast<std::size_t>(*filter.slicesAcross);
        const std::array<std::size_t, 2> axes{across == 0 ? std::size_t{1} : 0,
                                              across == 2 ? std::size_t{1} : 2};
        BlockFilter<2>(block, filter, radius, axes, progress, stop).run();
    } catch (const itk::ProcessAborted&) {
        throw Error(ErrorCode::Cancelled, "The filter was stopped.");
    } catch (const itk::MemoryAllocationError&) {
        throw std::bad_alloc();
    } catch (const itk::ExceptionObject& error) {
        throw Error(ErrorCode::Internal,
                    std::string("The filter failed: ") + error.GetDescription());
    }
}

} // namespace halftone::image::detail
