#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <sys/inotify.h>

#include "hardware/descriptor.hpp"

namespace tests {
/// Which files of a folder are opened, by whatever program, as long as this lives.
class OpenedNames {
public:
    explicit OpenedNames(const std::filesystem::path& folder)
    {
        // Of two events alike, one right behind the other, the kernel tells one: the closing comes between.
        if (::inotify_add_watch(events_.number(), folder.c_str(), IN_OPEN | IN_CLOSE) < 0)
            throw std::runtime_error{"inotify"};
    }

    /// Of every opening up to now that was not told yet, sorted; a folder that was opened itself is none.
    std::vector<std::string> all() const
    {
        std::vector<std::string> names;
        alignas(inotify_event) std::array<char, 4096> buffer{};
        for (ssize_t size = 0; (size = ::read(events_.number(), buffer.data(), buffer.size())) > 0;)
            for (ssize_t at = 0; at < size;) {
                const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
                if (event->len > 0 && (event->mask & IN_OPEN) != 0) names.emplace_back(event->name);
                at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
            }
        std::ranges::sort(names);
        return names;
    }

private:
    hardware::Descriptor events_{::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)};
};
} // namespace tests
