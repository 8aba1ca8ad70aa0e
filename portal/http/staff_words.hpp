#pragma once

#include <string>

#include "portal/contract/wire.hpp"
#include "portal/http/site.hpp"

namespace portal::http {
/// The codes that records, receipts and refusals carry, in the reader's words. A code that is not known here, of a
/// newer kiosk or policy, is shown as it is.
class StaffWords {
public:
    explicit StaffWords(const Visit& visit);
    std::string operator()(const std::string& code) const;
    /// Security features of a document, one after the other; empty where there are none.
    std::string of_features(const std::vector<std::string>& codes) const;

private:
    const Visit& visit_;
    contract::Policy policy_; ///< reasons of refusal and security features are its data
};
} // namespace portal::http
