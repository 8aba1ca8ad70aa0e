#include "portal/gishectl/trust_files.hpp"

#include <algorithm>

#include "hardware/document/revocation.hpp"

namespace gishectl {
using hardware::document::Certificate;
using hardware::document::TrustStore;

OpenedFile opened(TrustFile file)
{
    if (hardware::document::is_master_list(file.name)) {
        auto list = hardware::document::read_master_list(file.content);
        auto authorities = list.authorities;
        return {std::move(file), std::move(authorities), {}, std::move(list)};
    }
    TrustStore alone;
    alone.add_file(file.name, file.content);
    return {std::move(file), alone.authorities(), alone.revocation_lists(), {}};
}

TrustStore store_of(const OpenedFiles& files)
{
    TrustStore store;
    for (const auto& file : files)
        store.add(file.authorities, file.revocation_lists);
    return store;
}

std::vector<std::string> revoked_among(const OpenedFiles& files, const OpenedFiles& others, std::chrono::sys_days day)
{
    std::vector<Certificate> authorities;
    std::vector<hardware::document::RevocationList> lists;
    for (const auto* source : {&files, &others})
        for (const auto& file : *source) {
            authorities.insert(authorities.end(), file.authorities.begin(), file.authorities.end());
            lists.insert(lists.end(), file.revocation_lists.begin(), file.revocation_lists.end());
        }
    std::vector<std::string> names;
    for (const auto& file : files)
        if (file.master_list && hardware::document::is_revoked(*file.master_list, authorities, lists, day))
            names.push_back(file.name());
    return names;
}

std::string day_of(std::chrono::sys_seconds time)
{
    return portal::contract::to_iso(std::chrono::floor<std::chrono::days>(time));
}

std::string moment_of(std::chrono::sys_seconds time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss clock{time - day};
    const auto two = [](auto part) { return (part.count() < 10 ? "0" : "") + std::to_string(part.count()); };
    return day_of(time) + " " + two(clock.hours()) + ":" + two(clock.minutes()) + ":" + two(clock.seconds()) + " UTC";
}

std::string portrayed(const Certificate& certificate)
{
    return certificate.country() + "  " + certificate.subject() + "  SHA-256 " +
           hardware::to_hex(certificate.fingerprint());
}

bool is_among(const std::vector<Certificate>& authorities, const Certificate& wanted)
{
    return std::ranges::any_of(authorities, [fingerprint = wanted.fingerprint()](const Certificate& authority) {
        return authority.fingerprint() == fingerprint;
    });
}
} // namespace gishectl
