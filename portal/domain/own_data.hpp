#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "portal/domain/password_again.hpp"

/// All that is kept of an account, for its owner to read and take along.
namespace portal::domain {
/// One kind of data: `sessions`, `verifications`, …
struct OwnTable {
    std::string name;
    /// Names and values in their order; times in RFC 3339, details of an act as a JSON object. What is empty is left
    /// out.
    std::vector<std::vector<std::pair<std::string, std::string>>> rows;
};
/// Of what is kept beside, and why it is not given out.
struct LeftOut {
    std::string table;
    std::string column;
    std::string why;
};
struct OwnData {
    std::vector<OwnTable> tables;
    std::string json; ///< the same, with what is left out
};

/// A paused account gives nothing out: whoever reads its owner's mailbox could have entered it.
using OwnDataAnswer = std::variant<OwnData, AccountPaused, WrongPassword, TooMany, Busy>;
/// After the password again; an audit event.
OwnDataAnswer take_own_data(const Context& context, const Account& account, const PasswordGiven& given);

/// A table with its rows, each a JSON object with its columns in their order.
struct StoredTable {
    std::string name;
    std::vector<std::string> rows;
};
/// Reads what stands under an account, whichever store wrote it.
struct OwnDataStore {
    virtual ~OwnDataStore() = default;
    virtual std::vector<StoredTable> read(AccountId account) = 0;
    virtual std::vector<LeftOut> left_out() const = 0;
};
} // namespace portal::domain
