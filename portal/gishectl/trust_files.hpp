#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "hardware/document/master_list.hpp"
#include "hardware/document/trust_store.hpp"
#include "portal/contract/wire.hpp"

/// The files that kiosks trust, and what is in them.
namespace gishectl {
using TrustFile = portal::contract::Changes::TrustFile;

/// One of them, taken apart once: the signature of a list and its hundreds of certificates take their time.
struct OpenedFile {
    TrustFile file;
    std::vector<hardware::document::Certificate> authorities; ///< those of a master list too
    std::vector<hardware::document::RevocationList> revocation_lists;
    std::optional<hardware::document::MasterList> master_list;

    const std::string& name() const { return file.name; }
};
using OpenedFiles = std::vector<OpenedFile>;

/// Throws `hardware::Error` where it holds nothing of ours.
OpenedFile opened(TrustFile file);

/// All that is in the files. Throws `hardware::Error` where that is more than a kiosk takes.
hardware::document::TrustStore store_of(const OpenedFiles& files);

/// Of `files`, master lists whose signer a revocation list of these files or of `others` revokes that counts on this
/// day: kiosks refuse them.
std::vector<std::string> revoked_among(const OpenedFiles& files, const OpenedFiles& others, std::chrono::sys_days day);

std::string day_of(std::chrono::sys_seconds time);    ///< as 2026-11-26
std::string moment_of(std::chrono::sys_seconds time); ///< as 2026-11-26 14:05:00 UTC
/// `BG  CN=CSCA Bulgaria,C=BG  SHA-256 5A1F…`
std::string portrayed(const hardware::document::Certificate& certificate);
bool is_among(const std::vector<hardware::document::Certificate>& authorities,
              const hardware::document::Certificate& wanted);
} // namespace gishectl
