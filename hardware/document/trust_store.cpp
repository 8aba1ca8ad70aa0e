#include "hardware/document/trust_store.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>
#include <string_view>

#include <fcntl.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include "hardware/descriptor.hpp"
#include "hardware/document/pem.hpp"
#include "hardware/document/revocation.hpp"
#include "hardware/error.hpp"

namespace hardware::document {
namespace {
constexpr std::size_t kLargestFile = 16U << 20U;

/// What the file holds, without ever waiting for it: no pipe, no device, nothing of /proc, which is all of size 0.
Bytes read_regular_file(const std::filesystem::path& file, std::size_t most, const char* too_large)
{
    const Descriptor in{::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)};
    struct stat about {};
    if (!in.is_open() || ::fstat(in.number(), &about) != 0) throw Error{"cannot be read: " + system_text(errno)};
    if (!S_ISREG(about.st_mode) || about.st_size == 0) throw Error{"is empty or no file"};
    if (static_cast<std::uintmax_t>(about.st_size) > most) throw Error{too_large};
    Bytes bytes(static_cast<std::size_t>(about.st_size));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto count = ::read(in.number(), bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw Error{"cannot be read: " + system_text(errno)};
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    bytes.resize(done);
    return bytes;
}

std::string ending_of(const std::filesystem::path& file)
{
    auto ending = file.extension().string();
    for (char& letter : ending)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return ending;
}
} // namespace

bool is_trust_file(const std::filesystem::path& file)
{
    static constexpr std::array<std::string_view, 6> kEndings{".der", ".cer", ".crt", ".pem", ".crl", ".ml"};
    return !file.filename().string().starts_with('.') && std::ranges::find(kEndings, ending_of(file)) != kEndings.end();
}

bool is_master_list(const std::filesystem::path& file)
{
    return ending_of(file) == ".ml";
}

Bytes read_trust_file(const std::filesystem::path& file)
{
    return read_regular_file(file, kLargestFile, "is too large");
}

TrustFolderFiles read_trust_folder(const std::filesystem::path& folder)
{
    TrustFolderFiles found;
    std::error_code failure;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator{folder, failure}) {
        if (is_trust_file(entry.path()))
            paths.push_back(entry.path());
        else
            found.others.push_back(entry.path().filename().string());
    }
    if (failure) throw Error{"trust folder " + folder.string() + ": " + failure.message()};
    std::ranges::sort(paths);
    std::ranges::sort(found.others);
    auto left = TrustStore::kLargestFolder;
    for (const auto& path : paths) {
        const auto name = path.filename().string();
        if (found.files.size() + found.refused.size() == TrustStore::kMostFiles) {
            found.refused.push_back({name, "it and all behind it are more files than are read"});
            break;
        }
        try {
            auto bytes = left < kLargestFile ? read_regular_file(path, left, "is too large beside those before it")
                                             : read_trust_file(path);
            left -= bytes.size();
            found.files.push_back({name, std::move(bytes)});
        } catch (const std::exception& error) {
            found.refused.push_back({name, error.what()});
        }
    }
    return found;
}

TrustStore TrustStore::from_folder(const std::filesystem::path& folder, std::chrono::sys_days day)
{
    auto found = read_trust_folder(folder);
    TrustStore store{day};
    store.refused_ = std::move(found.refused);
    for (const auto& file : found.files) {
        try {
            store.put_file(file.name, file.bytes);
            store.taken_.push_back(file.name);
        } catch (const std::exception& error) {
            store.refused_.push_back({file.name, error.what()});
        }
    }
    store.settle();
    for (const auto& listed : store.lists_) {
        if (!listed.revoked) continue;
        std::erase(store.taken_, listed.name);
        store.refused_.push_back({listed.name, kRevokedSigner});
    }
    std::ranges::sort(store.refused_, {}, &RefusedFile::name);
    return store;
}

void TrustStore::add_file(const std::string& name, const Bytes& bytes)
{
    put_file(name, bytes);
    settle();
}

void TrustStore::add_certificate(ByteView der)
{
    add({Certificate{der}}, {});
}

void TrustStore::add_master_list(ByteView der)
{
    put_master_list({}, der);
    settle();
}

void TrustStore::add_revocation_list(ByteView der)
{
    add({}, {RevocationList{der}});
}

void TrustStore::add(std::vector<Certificate> authorities, std::vector<RevocationList> lists)
{
    put(std::move(authorities), std::move(lists));
    settle();
}

void TrustStore::put_file(const std::string& name, const Bytes& bytes)
{
    const std::filesystem::path file{name};
    if (!is_trust_file(file))
        throw ProtocolViolation{
            "neither a certificate nor a list by its name, which ends in .der, .cer, .crt, .pem, .crl or .ml"};
    if (is_master_list(file)) return put_master_list(name, bytes);
    const auto objects = read_pem(bytes, kMostAuthorities);
    if (objects.empty()) {
        if (ending_of(file) == ".crl") return put({}, {RevocationList{bytes}});
        return put({Certificate{bytes}}, {});
    }
    if (objects.size() > kMostAuthorities) throw ProtocolViolation{"more certificates and lists than are taken"};
    std::vector<Certificate> authorities; // of a file with one bad object nothing counts
    std::vector<RevocationList> lists;
    for (const auto& object : objects) {
        if (object.is_signed_data()) throw ProtocolViolation{"a master list; its name has to end in .ml"};
        if (object.label == PEM_STRING_X509_CRL)
            lists.emplace_back(object.der);
        else
            authorities.emplace_back(object.der);
    }
    put(std::move(authorities), std::move(lists));
}

void TrustStore::put_master_list(const std::string& name, ByteView der)
{
    auto list = read_master_list(der);
    check_bounds(list.authorities.size(), 0);
    lists_.push_back({name, std::move(list)});
}

void TrustStore::put(std::vector<Certificate> authorities, std::vector<RevocationList> lists)
{
    check_bounds(authorities.size(), lists.size());
    std::ranges::move(authorities, std::back_inserter(alone_));
    std::ranges::move(lists, std::back_inserter(revocation_lists_));
}

/// For so many more.
void TrustStore::check_bounds(std::size_t authorities, std::size_t lists) const
{
    auto count = alone_.size() + authorities;
    for (const auto& listed : lists_)
        count += listed.list.authorities.size();
    if (count > kMostAuthorities) throw ProtocolViolation{"more certificates than are taken"};
    if (revocation_lists_.size() + lists > kMostLists) throw ProtocolViolation{"more revocation lists than are taken"};
}

std::vector<Certificate> TrustStore::all_authorities() const
{
    auto all = alone_;
    for (const auto& listed : lists_)
        all.insert(all.end(), listed.list.authorities.begin(), listed.list.authorities.end());
    return all;
}

/// Who is trusted of all that is here. Lists are judged by all of it, so that no order in which it came matters.
void TrustStore::settle()
{
    const auto all = all_authorities();
    authorities_ = alone_;
    for (auto& listed : lists_) {
        listed.revoked = is_revoked(listed.list, all, revocation_lists_, day_);
        const auto& listed_authorities = listed.list.authorities;
        if (!listed.revoked)
            authorities_.insert(authorities_.end(), listed_authorities.begin(), listed_authorities.end());
    }
}
} // namespace hardware::document
