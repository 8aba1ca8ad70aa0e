#pragma once

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "portal/domain/owner_proof.hpp"

/// All that is kept of an account, for its owner to read and take along.
namespace portal::domain {
constexpr std::size_t kMostShown = 1000; ///< rows of a table on a page
/// One kind of data: `sessions`, `verifications`, …
struct OwnTable {
    std::string name;
    /// Names and values in their order; times in RFC 3339, details of an act as a JSON object. What is empty is left
    /// out.
    std::deque<std::vector<std::pair<std::string, std::string>>> rows;
    std::size_t older{}; ///< rows that the file has beside these, the newest
};
/// To be read on a page.
struct OwnPage {
    std::vector<OwnTable> tables;
};
/// To be taken along: one JSON object with every row, and with what is left out and why.
struct OwnFile {
    std::string json;
};

/// A paused account gives nothing out: whoever reads its owner's mailbox could have entered it.
template <class Given>
using OwnDataAnswer = std::variant<Given, AccountPaused, WrongPassword, WrongCode, TooMany, Busy>;
/// An audit event, and a letter.
OwnDataAnswer<OwnPage> show_own_data(const Context& context, const Account& account, const OwnerProof& proof);
OwnDataAnswer<OwnFile> take_own_data(const Context& context, const Account& account, const OwnerProof& proof);

/// Of what is kept beside, and why it is not given out.
struct LeftOut {
    std::string table;
    std::string column;
    std::string why;
};
/// Reads what stands under an account, whichever store wrote it.
struct OwnDataStore {
    virtual ~OwnDataStore() = default;
    /// A row of this table, a JSON object with its columns in their order.
    using EachRow = std::function<void(const std::string& row)>;
    virtual std::vector<std::string> tables() const = 0;
    /// The oldest first, a thousand of them in memory at a time; as they all stood when the first was read.
    virtual void read(const std::string& table, AccountId account, const EachRow& each) = 0;
    virtual std::vector<LeftOut> left_out() const = 0;
};
} // namespace portal::domain
