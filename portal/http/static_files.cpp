#include "portal/http/static_files.hpp"

#include <map>
#include <stdexcept>

#include "portal/contract/types.hpp"
#include "portal/http/read_file.hpp"

namespace portal::http {
namespace {
struct File {
    std::string content_type;
    std::string content;
};

std::string type_of(const std::filesystem::path& file)
{
    const auto extension = file.extension();
    if (extension == ".css") return "text/css; charset=utf-8";
    if (extension == ".js") return "text/javascript; charset=utf-8";
    if (extension == ".woff2") return "font/woff2";
    if (extension == ".svg") return "image/svg+xml";
    if (extension == ".txt") return "text/plain; charset=utf-8";
    throw std::runtime_error{"no content type for " + file.string()};
}
} // namespace

struct StaticFiles::Impl {
    std::map<std::string, File, std::less<>> files;
    std::string prefix;
};

StaticFiles::StaticFiles(const std::filesystem::path& folder) : impl_{new Impl}
{
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        impl_->files.emplace(entry.path().filename().string(), File{type_of(entry.path()), read_file(entry.path())});
    std::string all;
    for (const auto& [name, file] : impl_->files)
        all += name + '\0' + file.content;
    constexpr std::size_t kDigits = 16;
    impl_->prefix = "/static/" + contract::to_hex(contract::sha256(contract::bytes_of(all))).substr(0, kDigits);
}

StaticFiles::~StaticFiles() = default;

const std::string& StaticFiles::prefix() const
{
    return impl_->prefix;
}

void StaticFiles::add_routes(Router& router) const
{
    router.get(impl_->prefix + "/{file}", [impl = impl_](const Request& request) {
        const auto found = impl->files.find(request.captured.at("file"));
        if (found == impl->files.end()) throw HttpError{404, "not_found", {}};
        Response response;
        response.content_type = found->second.content_type;
        response.body = found->second.content;
        response.set("Cache-Control", "public, max-age=31536000, immutable");
        return response;
    });
}
} // namespace portal::http
