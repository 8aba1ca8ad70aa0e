#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "portal/http/router.hpp"

namespace portal::http {
/// Style sheets, typefaces and pictures: read once, served from memory under a path that names their content.
class StaticFiles {
public:
    /// Throws `std::runtime_error` where `folder` cannot be read.
    explicit StaticFiles(const std::filesystem::path& folder);
    ~StaticFiles();

    /// `/static/3f9c…`: changes with any of the files, so that browsers may keep them for a year.
    const std::string& prefix() const;
    void add_routes(Router& router) const;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};
} // namespace portal::http
