#include "portal/domain/breached_passwords.hpp"

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "portal/domain/normal_form.hpp"
#include "portal/domain/types.hpp"

namespace portal::domain {
namespace {
constexpr std::string_view kHead = "gishe-breached-1";
constexpr std::uint64_t kEntry = std::tuple_size_v<PasswordSha1>;

/// Whether all of it could be read.
bool read_at(int file, std::uint64_t offset, void* to, std::size_t size)
{
    auto* bytes = static_cast<char*>(to);
    for (std::size_t done = 0; done < size;) {
        const auto count = ::pread(file, bytes + done, size - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        done += static_cast<std::size_t>(count);
    }
    return true;
}
} // namespace

PasswordSha1 sha1_of_password(std::string_view password)
{
    std::string text;
    normal_form(password, false).toUTF8String(text);
    PasswordSha1 hash{};
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), hash.data(), &size, EVP_sha1(), nullptr) != 1 || size != hash.size())
        throw Fault{"OpenSSL has no SHA-1"};
    return hash;
}

BreachedPasswords::BreachedPasswords(const std::filesystem::path& file) : path_{file}
{
    file_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (file_ < 0) damaged(std::strerror(errno));
    struct stat about {};
    std::string head(kHead.size(), '\0');
    const bool read = ::fstat(file_, &about) == 0 && read_at(file_, 0, head.data(), head.size());
    const auto bytes = static_cast<std::uint64_t>(about.st_size);
    if (!read || head != kHead || (bytes - kHead.size()) % kEntry != 0) {
        ::close(file_);
        damaged("is no list of `gishectl passwords build`");
    }
    size_ = (bytes - kHead.size()) / kEntry;
}

BreachedPasswords::~BreachedPasswords()
{
    ::close(file_);
}

void BreachedPasswords::damaged(const char* what) const
{
    throw Fault{path_.string() + ": " + what};
}

PasswordSha1 BreachedPasswords::at(std::uint64_t index) const
{
    PasswordSha1 hash{};
    if (!read_at(file_, kHead.size() + index * kEntry, hash.data(), hash.size())) damaged("ends too early");
    return hash;
}

bool BreachedPasswords::contains(std::string_view password) const
{
    const auto wanted = sha1_of_password(password);
    std::optional<PasswordSha1> below;
    std::optional<PasswordSha1> above;
    for (std::uint64_t from = 0, to = size_; from < to;) {
        const auto middle = from + (to - from) / 2;
        const auto found = at(middle);
        if ((below && found <= *below) || (above && found >= *above)) damaged("is not sorted");
        if (found == wanted) return true;
        if (found < wanted) {
            below = found;
            from = middle + 1;
        } else {
            above = found;
            to = middle;
        }
    }
    return false;
}

BreachedPasswordsWriter::BreachedPasswordsWriter(const std::filesystem::path& file)
    : path_{file}, stream_{file, std::ios::binary | std::ios::trunc}
{
    if (!stream_) throw Fault{path_.string() + ": cannot be written"};
    stream_.write(kHead.data(), kHead.size());
}

void BreachedPasswordsWriter::add(const PasswordSha1& hash)
{
    if (last_ && hash < *last_) throw std::logic_error{"hashes come in ascending order"};
    if (last_ == hash) return;
    stream_.write(reinterpret_cast<const char*>(hash.data()), hash.size());
    last_ = hash;
    ++size_;
}

std::uint64_t BreachedPasswordsWriter::finish()
{
    stream_.close();
    if (!stream_) throw Fault{path_.string() + ": cannot be written"};
    return size_;
}
} // namespace portal::domain
