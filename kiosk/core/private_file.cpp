#include "kiosk/core/private_file.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "hardware/descriptor.hpp"

namespace kiosk {
namespace {
[[noreturn]] void fail(const char* call)
{
    throw std::system_error{errno, std::generic_category(), call};
}

hardware::Descriptor opened(const std::filesystem::path& path, int flags)
{
    hardware::Descriptor file{::open(path.c_str(), flags | O_CLOEXEC, 0600)};
    if (!file.is_open()) fail("open");
    return file;
}

void write(const hardware::Descriptor& file, portal::contract::ByteView bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("write");
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

void sync(const hardware::Descriptor& file)
{
    if (::fsync(file.number()) != 0) fail("fsync");
}

/// The new content beside the file, on disk; gone again unless it takes the file's place.
class Half {
public:
    Half(std::filesystem::path file, portal::contract::ByteView content) : file_{std::move(file)}, half_{file_}
    {
        half_ += ".new";
        std::filesystem::remove(half_);
        const auto out = opened(half_, O_WRONLY | O_CREAT | O_EXCL);
        try {
            write(out, content);
            sync(out);
        } catch (...) {
            discard();
            throw;
        }
    }
    ~Half() { discard(); }
    Half(Half&& other) noexcept : file_{std::move(other.file_)}, half_{std::exchange(other.half_, {})} {}
    Half& operator=(Half&&) = delete;

    void take_its_place()
    {
        std::filesystem::rename(half_, file_);
        half_.clear();
    }

private:
    void discard()
    {
        std::error_code ignored;
        if (!half_.empty()) std::filesystem::remove(half_, ignored);
    }

    std::filesystem::path file_;
    std::filesystem::path half_;
};
} // namespace

void write_private_file(const std::filesystem::path& file, portal::contract::ByteView content)
{
    write_private_files({{file, content}});
}

void write_private_files(const std::vector<std::pair<std::filesystem::path, portal::contract::ByteView>>& files)
{
    std::vector<Half> halves;
    halves.reserve(files.size());
    for (const auto& [file, content] : files)
        halves.emplace_back(file, content);
    for (auto& half : halves)
        half.take_its_place();
    for (const auto& [file, content] : files)
        sync(opened(file.parent_path(), O_RDONLY | O_DIRECTORY));
}

std::optional<portal::contract::Bytes> read_file(const std::filesystem::path& file)
{
    if (!std::filesystem::exists(file)) return std::nullopt;
    std::ifstream in{file, std::ios::binary};
    portal::contract::Bytes content{std::istreambuf_iterator<char>{in}, {}};
    if (!in) throw std::runtime_error{"cannot read " + file.string()};
    return content;
}
} // namespace kiosk
