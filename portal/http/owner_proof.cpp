#include "portal/http/owner_proof.hpp"

#include "portal/domain/second_factor.hpp"

namespace portal::http {
domain::OwnerProof owner_proof(const Visit& visit)
{
    const auto& request = visit.request();
    return {std::string{request.form.get("password")}, request.client, std::string{request.cookie(kBrowserCookie)},
            std::string{request.form.get("code")}};
}

void ask_owner_proof(FormPage& page, PageData& data, const CitizenVisit& visit, const domain::Account& account)
{
    page.value("password", "");
    page.value("code", "");
    data.set("with_code", domain::second_factor_of(visit.site().context, account.id).has_value());
}
} // namespace portal::http
