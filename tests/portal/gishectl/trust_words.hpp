#pragma once

#include <filesystem>
#include <string>

#include "hardware/bytes.hpp"
#include "hardware/document/trust_store.hpp"
#include "hardware/virtual/demo_authority.hpp"

/// What the commands on trust files are told.
namespace tests {
inline std::string fingerprint_of(const hardware::virtual_card::DemoAuthority& authority)
{
    return hardware::to_hex(hardware::document::Certificate{authority.certificate()}.fingerprint());
}

/// The words with which an operator takes the authorities of a file on trust.
inline std::string accepting(const std::filesystem::path& file)
{
    hardware::document::TrustStore store;
    store.add_file(file.filename().string(), hardware::document::read_trust_file(file));
    std::string words;
    for (const auto& authority : store.authorities())
        words += " --accept " + hardware::to_hex(authority.fingerprint());
    return words;
}

inline hardware::virtual_card::DemoAuthority authority_of(const char* country, const std::string& name = {})
{
    hardware::virtual_card::AuthorityOptions options{
        .kind = hardware::virtual_card::KeyKind::ec, .curve = "P-256", .country = country};
    if (!name.empty()) options.name = name;
    return hardware::virtual_card::DemoAuthority::create(options);
}
} // namespace tests
