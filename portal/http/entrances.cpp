#include "portal/http/entrances.hpp"

#include "portal/http/account.hpp"
#include "portal/http/activity.hpp"
#include "portal/http/alarm.hpp"
#include "portal/http/closed_entrance.hpp"
#include "portal/http/closing.hpp"
#include "portal/http/counter_pass.hpp"
#include "portal/http/email_confirmation.hpp"
#include "portal/http/error_answers.hpp"
#include "portal/http/information.hpp"
#include "portal/http/kiosk_api.hpp"
#include "portal/http/log_in.hpp"
#include "portal/http/names.hpp"
#include "portal/http/new_address.hpp"
#include "portal/http/notices.hpp"
#include "portal/http/number_change.hpp"
#include "portal/http/own_data.hpp"
#include "portal/http/own_sessions.hpp"
#include "portal/http/password_change.hpp"
#include "portal/http/payments.hpp"
#include "portal/http/personal_number.hpp"
#include "portal/http/phone.hpp"
#include "portal/http/profile.hpp"
#include "portal/http/recovery.hpp"
#include "portal/http/registration.hpp"
#include "portal/http/second_factor.hpp"
#include "portal/http/security_headers.hpp"
#include "portal/http/sign_in_code.hpp"
#include "portal/http/staff_cases.hpp"
#include "portal/http/staff_log_in.hpp"
#include "portal/http/staff_reports.hpp"

namespace portal::http {
namespace {
void finish(const Request&, Response& response)
{
    add_security_headers(response);
}
} // namespace

void add_citizens_pages(Router& router, const Site& site)
{
    add_information_routes(router, site);
    add_registration_routes(router, site);
    add_email_confirmation_routes(router, site);
    add_account_routes(router, site);
    add_profile_routes(router, site);
    add_names_routes(router, site);
    add_new_address_routes(router, site);
    add_notice_routes(router, site);
    add_number_change_routes(router, site);
    add_phone_routes(router, site);
    add_second_factor_routes(router, site);
    add_personal_number_routes(router, site);
    add_counter_pass_routes(router, site);
    add_payment_routes(router, site);
    add_recovery_routes(router, site);
    add_closed_entrance_routes(router, site);
    add_password_change_routes(router, site);
    add_alarm_routes(router, site);
    add_own_session_routes(router, site);
    add_activity_routes(router, site);
    add_own_data_routes(router, site);
    add_closing_routes(router, site);
    const auto pages = std::make_shared<const Router>(router); // all that a sign-in may lead to
    add_log_in_routes(router, site, pages);
    add_sign_in_code_routes(router, site, pages);
}

std::unique_ptr<Server> citizens_entrance(ServerOptions options, const Site& site, const StaticFiles& files)
{
    Router router;
    files.add_routes(router);
    add_citizens_pages(router, site);
    return std::make_unique<Server>(std::move(options), std::move(router), page_errors(site, kSessionCookie), finish);
}

std::unique_ptr<Server> staff_entrance(ServerOptions options, const Site& site, const StaticFiles& files)
{
    Router router;
    files.add_routes(router);
    add_staff_log_in_routes(router, site);
    add_staff_report_routes(router, site);
    add_staff_case_routes(router, site);
    return std::make_unique<Server>(std::move(options), std::move(router), page_errors(site, kStaffCookie), finish);
}

std::unique_ptr<Server> kiosk_entrance(ServerOptions options, const domain::Context& context,
                                       const KioskIdentity& identity, domain::KioskAuthority& authority,
                                       std::size_t largest_body)
{
    Router router;
    add_kiosk_api_routes(router, context, identity, authority, largest_body);
    return std::make_unique<Server>(std::move(options), std::move(router), problem_errors(), finish);
}
} // namespace portal::http
