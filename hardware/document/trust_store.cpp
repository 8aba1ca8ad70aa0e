#include "hardware/document/trust_store.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string_view>

#include <openssl/err.h>
#include <openssl/pem.h>

#include "hardware/document/master_list.hpp"
#include "hardware/error.hpp"

namespace hardware::document {
namespace {
constexpr std::size_t kLargestFile = 16u << 20;

struct PemObject {
    std::string label;
    Bytes der;
};

/// Every object of a PEM text; none where it is no PEM.
std::vector<PemObject> read_pem(const Bytes& text)
{
    std::vector<PemObject> objects;
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size())),
                                                            BIO_free_all};
    char* label = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    while (PEM_read_bio(bio.get(), &label, &header, &data, &size) == 1) {
        objects.push_back({label, {data, data + size}});
        OPENSSL_free(label);
        OPENSSL_free(header);
        OPENSSL_free(data);
    }
    ERR_clear_error();
    return objects;
}
} // namespace

bool is_trust_file(const std::filesystem::path& file)
{
    static constexpr std::array<std::string_view, 6> kExtensions{".der", ".cer", ".crt", ".pem", ".crl", ".ml"};
    return std::ranges::find(kExtensions, file.extension().string()) != kExtensions.end();
}

Bytes read_trust_file(const std::filesystem::path& file)
{
    std::error_code failure;
    if (std::filesystem::file_size(file, failure) == 0 || failure)
        throw Error{"is empty or no file"}; // such as in /proc
    std::ifstream stream{file, std::ios::binary};
    std::array<char, 16u << 10> part{};
    Bytes bytes;
    while (stream && bytes.size() <= kLargestFile) {
        stream.read(part.data(), part.size());
        bytes.insert(bytes.end(), part.begin(), part.begin() + stream.gcount());
    }
    if (!stream.is_open() || stream.bad()) throw Error{"cannot be read"};
    if (bytes.size() > kLargestFile) throw Error{"is too large"};
    return bytes;
}

TrustStore TrustStore::from_folder(const std::filesystem::path& folder)
{
    TrustStore store;
    std::error_code failure;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder, failure})
        if (is_trust_file(entry.path())) files.push_back(entry.path());
    if (failure) throw Error{"trust folder " + folder.string() + ": " + failure.message()};
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        try {
            store.add_file(file.filename().string(), read_trust_file(file));
            store.taken_.push_back(file.filename().string());
        } catch (const std::exception& error) {
            store.refused_.push_back({file.filename().string(), error.what()});
        }
    }
    return store;
}

void TrustStore::add_file(const std::string& name, const Bytes& bytes)
{
    const std::filesystem::path file{name};
    if (!is_trust_file(file)) throw ProtocolViolation{"neither a certificate nor a list by its name"};
    if (file.extension() == ".ml") return add_master_list(bytes);
    const auto objects = read_pem(bytes);
    if (objects.empty()) {
        if (file.extension() == ".crl")
            add_revocation_list(bytes);
        else
            add_certificate(bytes);
        return;
    }
    TrustStore whole; // of a file with one bad object nothing counts
    for (const auto& object : objects) {
        if (object.label == PEM_STRING_X509_CRL)
            whole.add_revocation_list(object.der);
        else
            whole.add_certificate(object.der);
    }
    std::move(whole.authorities_.begin(), whole.authorities_.end(), std::back_inserter(authorities_));
    std::move(whole.revocation_lists_.begin(), whole.revocation_lists_.end(), std::back_inserter(revocation_lists_));
}

void TrustStore::add_certificate(ByteView der)
{
    authorities_.emplace_back(der);
}

void TrustStore::add_master_list(ByteView der)
{
    for (auto& authority : read_master_list(der).authorities)
        authorities_.push_back(std::move(authority));
}

void TrustStore::add_revocation_list(ByteView der)
{
    revocation_lists_.emplace_back(der);
}
} // namespace hardware::document
