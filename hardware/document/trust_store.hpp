#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "hardware/document/master_list.hpp"

namespace hardware::document {
/// Whether the name ends as certificates (`.der`, `.cer`, `.crt`, `.pem`), revocation lists (`.crl`) and master lists
/// (`.ml`) do, in small letters or capitals; whatever else lies beside them is nobody's, and so is what a leading dot
/// hides.
bool is_trust_file(const std::filesystem::path& file);
bool is_master_list(const std::filesystem::path& file); ///< by its name

/// The bytes of such a file, at most 16 MiB. Throws `Error` where it cannot be read, is larger, or is none to be read
/// without waiting, such as a pipe.
Bytes read_trust_file(const std::filesystem::path& file);

/// A file that was left out.
struct RefusedFile {
    std::string name;
    std::string reason; ///< for the log
    bool operator==(const RefusedFile&) const = default;
};

/// What lies in a trust folder, each file read once, in the order of names.
struct TrustFolderFiles {
    struct File {
        std::string name;
        Bytes bytes;
    };
    std::vector<File> files;
    std::vector<RefusedFile> refused; ///< cannot be read, or go beyond the bounds of `TrustStore`
    std::vector<std::string> others;  ///< are no trust files by their names
};

/// Throws `Error` or `std::filesystem::filesystem_error` where the folder itself cannot be read.
TrustFolderFiles read_trust_folder(const std::filesystem::path& folder);

/// The country signing authorities that we trust, their link certificates and revocation lists. Several of one name are
/// common: an authority is known by its key alone. There is an end to all of it, since every document is looked up in
/// it: the signed lists of several states and what is beside them stay well below.
class TrustStore {
public:
    static constexpr std::size_t kMostFiles = 2000;
    static constexpr std::size_t kLargestFolder = 32U << 20U; ///< bytes
    static constexpr std::size_t kMostAuthorities = 4096;
    static constexpr std::size_t kMostLists = 1024;

    /// Master lists go by every revocation list, of whatever day.
    TrustStore() = default;
    /// They go by those that count on this day, as `counts_on` says.
    explicit TrustStore(std::chrono::sys_days day) : day_{day} {}

    /// Reads every trust file of `folder`, DER or PEM. A file that holds no certificate, no list, or a master list
    /// whose signature is wrong or whose signer is revoked is named in `refused()` and does no harm, and so is a file
    /// beyond the bounds above.
    /// Throws `Error` or `std::filesystem::filesystem_error` where the folder itself cannot be read.
    static TrustStore from_folder(const std::filesystem::path& folder, std::chrono::sys_days day);

    /// Throws `ProtocolViolation` unless it is the DER of one, and this and the next where there are too many.
    void add_certificate(ByteView der);
    void add_revocation_list(ByteView der);
    /// Every authority in it, unless its signer is revoked by a list that is here or comes later. Throws
    /// `ProtocolViolation` unless it is signed as `read_master_list` asks.
    void add_master_list(ByteView der);

    /// What was read already: all of it, or nothing and a `ProtocolViolation` where that is too much.
    void add(std::vector<Certificate> authorities, std::vector<RevocationList> lists);

    /// What a file of this name holds. Throws `ProtocolViolation` where that is nothing of ours, or where its name ends
    /// otherwise.
    void add_file(const std::string& name, const Bytes& bytes);

    bool empty() const { return authorities_.empty(); }
    const std::vector<Certificate>& authorities() const { return authorities_; }
    const std::vector<RevocationList>& revocation_lists() const { return revocation_lists_; }
    /// Names of files that were read.
    const std::vector<std::string>& taken() const { return taken_; }
    /// Files that were left out, in the order of names.
    const std::vector<RefusedFile>& refused() const { return refused_; }

private:
    /// A master list, and the file that it came in.
    struct Listed {
        std::string name;
        MasterList list;
        bool revoked{};
    };

    void put_file(const std::string& name, const Bytes& bytes);
    void put_master_list(const std::string& name, ByteView der);
    void put(std::vector<Certificate> authorities, std::vector<RevocationList> lists);
    void check_bounds(std::size_t authorities, std::size_t lists) const;
    std::vector<Certificate> all_authorities() const;
    void settle();

    std::chrono::sys_days day_{std::chrono::year{9999} / 12 / 31}; ///< none can be of a later one
    std::vector<Certificate> alone_;                               ///< in no master list
    std::vector<Listed> lists_;                                    ///< revoked ones too
    std::vector<Certificate> authorities_;                         ///< of both, without those of revoked lists
    std::vector<RevocationList> revocation_lists_;
    std::vector<std::string> taken_;
    std::vector<RefusedFile> refused_;
};
} // namespace hardware::document
