#include "portal/gateways/text_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace portal::gateways {
namespace {
constexpr auto kOwnerAlone = std::filesystem::perms::owner_all;

/// A file that did not become whole is no message.
class PartFile {
public:
    explicit PartFile(std::filesystem::path path)
        : path_{std::move(path)}, file_{::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)}
    {
        if (file_ < 0) fail("open");
    }
    ~PartFile()
    {
        ::close(file_);
        if (!path_.empty()) ::unlink(path_.c_str());
    }
    PartFile(PartFile&&) = delete;

    void write(std::string_view text)
    {
        while (!text.empty()) {
            const auto written = ::write(file_, text.data(), text.size());
            if (written < 0) fail("write");
            text.remove_prefix(static_cast<std::size_t>(written));
        }
        if (::fsync(file_) != 0) fail("fsync");
    }
    void rename_to(const std::filesystem::path& name)
    {
        std::filesystem::rename(path_, name);
        path_.clear();
    }

private:
    [[noreturn]] static void fail(const char* call) { throw std::system_error{errno, std::generic_category(), call}; }
    std::filesystem::path path_;
    int file_;
};

std::string name_of(domain::Instant now)
{
    auto time = contract::to_rfc3339(now);
    std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
    return time + "-" + contract::to_hex(contract::random_bytes(8));
}
} // namespace

TextFolder::TextFolder(std::filesystem::path folder, const domain::Clock& clock)
    : folder_{std::move(folder)}, clock_{clock}
{
    if (std::filesystem::create_directories(folder_)) std::filesystem::permissions(folder_, kOwnerAlone);
}

void TextFolder::send(const std::string& phone, const std::string& words)
{
    const auto name = folder_ / name_of(clock_.now());
    PartFile part{name.string() + ".part"};
    part.write(phone + "\n" + words + "\n");
    part.rename_to(name.string() + ".txt");
}
} // namespace portal::gateways
