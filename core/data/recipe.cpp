// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/recipe.h"

#include "core/base/error.h"
#include "core/data/recipe_parts.h"

namespace halftone::data {

std::span<const Recipe> recipes()
{
    static const std::array<Recipe, 3> s_recipes{
        {detail::emRecipe(), detail::cordRecipe(), detail::pancreasRecipe()}};
    return s_recipes;
}

const Recipe& recipeOf(std::string_view task)
{
    std::string names;
    for (const Recipe& recipe : recipes()) {
        if (recipe.task == task) {
            return recipe;
        }
        names += (names.empty() ? "" : ", ") + std::string(recipe.task);
    }
    throw Error(ErrorCode::InvalidArgument, "There is no task named '" + std::string(task)
                                                + "'; expected one of: " + names + ".");
}

Dataset prepare(std::string_view task, const std::filesystem::path& folder,
                const ProgressFn& progress, const StopToken& stop, const PrepareOptions& options)
{
    Dataset dataset = recipeOf(task).prepare({folder, options, progress, stop});
    reportProgress(progress, 1);
    return dataset;
}

} // namespace halftone::data
