#pragma once

#include <string>

#include "portal/domain/audit.hpp"
#include "portal/http/site.hpp"
#include "portal/http/staff_words.hpp"

namespace portal::http {
/// Events of an account's audit log as its owner reads them.
class ActivityWords {
public:
    explicit ActivityWords(const Visit& visit) : visit_{visit}, codes_{visit} {}
    /// What was done: `A clerk looked the account up by its username`.
    std::string act(const domain::AuditEvent& event) const;
    /// Who did it, and where.
    std::string actor(const domain::PlacedEvent& placed) const;

private:
    std::string detail(const domain::AuditEvent& event, const std::string& name) const;

    const Visit& visit_;
    StaffWords codes_;
};

/// Enough of an address to know one's own network by: `192.0.*.*`, `2001:db8:*`. Empty for what is no address.
std::string hidden_network(std::string_view address);
} // namespace portal::http
