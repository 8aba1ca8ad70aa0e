#include "portal/http/account.hpp"

#include "portal/domain/obligations.hpp"
#include "portal/domain/phone.hpp"
#include "portal/domain/second_factor.hpp"
#include "portal/http/contested_visit.hpp"
#include "portal/http/pause_notice.hpp"
#include "portal/http/profile.hpp"

namespace portal::http {
namespace {
PageData verification_data(const Visit& visit, const domain::Verification& verification)
{
    PageData data;
    data.set("desk", verification.desk);
    data.set("day", shown_date(verification.renewed));
    data.set("time", shown_time(verification.renewed));
    data.set("since", shown_date(verification.verified));
    data.set("document", document_words(visit, verification));
    const auto& expiry = verification.document_expiry;
    data.set("expiry", expiry ? PageData{"day", shown_date(*expiry)} : PageData{false});
    return data;
}

/// The amount to pay at a glance; nothing while the gate is closed.
PageData payment_data(const Visit& visit, const domain::Account& account)
{
    const auto answer = domain::list_obligations(visit.site().context, account);
    const auto* obligations = std::get_if<std::vector<domain::Obligation>>(&answer);
    if (!obligations) return PageData{false};
    PageData data;
    domain::Cents total = 0;
    for (const auto& obligation : *obligations)
        total += obligation.amount;
    data.set("total", shown_euro(total, visit.language()));
    data.set("any", !obligations->empty());
    data.set("count",
             visit.counted("{n} obligation", "{n} obligations", static_cast<std::int64_t>(obligations->size())));
    if (!obligations->empty()) data.set("due", shown_date(obligations->front().due));
    return data;
}

Response show(CitizenVisit& visit, const domain::Account& account)
{
    const bool confirmed = account.email_confirmed.has_value();
    const bool verified = account.verification.has_value();
    const auto done = 1 + (confirmed ? 1 : 0) + (verified ? 2 : 0);
    PageData data;
    data.set("username", account.username);
    data.set("progress",
             visit.counted("{n} of 4 steps to e-payment is done.", "{n} of 4 steps to e-payment are done.", done));
    data.set("confirmed", confirmed ? PageData{"day", shown_date(*account.email_confirmed)} : PageData{false});
    data.set("confirm_next", !confirmed);
    data.set("verified", verified ? verification_data(visit, *account.verification) : PageData{false});
    data.set("contested", contested_visit(account));
    const bool to_verify = !verified && !account.contested;
    data.set("visit_checked", !verified && account.contested);
    data.set("verify_next", confirmed && to_verify);
    data.set("verify_later", !confirmed && to_verify);
    data.set("has_pass", confirmed && to_verify && account.has_pass);
    data.set("payment", payment_data(visit, account));
    const auto today = domain::sofia_day(visit.site().context.clock.now());
    data.set("expired", domain::payment_gate(account, today) == domain::GateClosed::document_expired);
    data.set("paused", pause_notice(visit, account));
    data.set("names", contract::full_name(account.names));
    data.set("email", account.email);
    data.set("phone", account.phone.empty() ? PageData{false} : PageData{"hidden", hidden_phone(account.phone)});
    const auto& context = visit.site().context;
    data.set("phone_wanted",
             confirmed && context.rules.sends_texts && !domain::phone_of(context, account.id).confirmed);
    data.set("protected", domain::second_factor_of(context, account.id).has_value());
    data.set("number", account.number_masked.empty() ? PageData{false} : PageData{"masked", account.number_masked});
    return visit.page("account", visit.text("My account"), std::move(data));
}
} // namespace

std::string document_words(const Visit& visit, const domain::Verification& verification)
{
    const bool chip = verification.assurance.starts_with("chip");
    if (verification.document_kind == "passport")
        return chip ? visit.text("Passport, chip read") : visit.text("Passport");
    if (verification.document_kind == "residence_permit")
        return chip ? visit.text("Residence permit, chip read") : visit.text("Residence permit");
    return chip ? visit.text("ID card, chip read") : visit.text("ID card");
}

void add_account_routes(Router& router, const Site& site)
{
    router.get("/account", for_citizen(site, show));
}
} // namespace portal::http
