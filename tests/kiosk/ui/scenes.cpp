#include "tests/kiosk/ui/scenes.hpp"

#include <utility>

#include "tests/kiosk/ui/scene_parts.hpp"

namespace gallery {
std::vector<Scene> scenes()
{
    std::vector<Scene> all;
    const Add add = [&](std::string name, kiosk::View view) { all.push_back({std::move(name), std::move(view)}); };
    add_scenes_to_document(add);
    add_scenes_from_comparison(add);
    return all;
}
} // namespace gallery
