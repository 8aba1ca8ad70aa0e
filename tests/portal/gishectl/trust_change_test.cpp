#include "portal/gishectl/trust_change.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/portal/gishectl/trust_words.hpp"

namespace {
using namespace gishectl;
using hardware::virtual_card::DemoAuthority;

constexpr std::chrono::sys_days kToday{std::chrono::year{2026} / 11 / 26};

OpenedFile file_of(const std::string& name, const hardware::Bytes& content)
{
    return opened({name, content});
}

std::vector<std::string> gone(const OpenedFiles& before, const OpenedFiles& after)
{
    std::vector<std::string> fingerprints;
    for (const auto& authority : change_between(before, after, after, kToday).trusted_no_more)
        fingerprints.push_back(hardware::to_hex(authority.fingerprint()));
    return fingerprints;
}
} // namespace

TEST_CASE("the authority over a list is trusted on when its link certificate comes to stand over it as well")
{
    const auto former = tests::authority_of("DE", "CSCA 1");
    const auto present = tests::authority_of("DE", "CSCA 2");
    const auto list = file_of("de.ml", present.master_list({present.certificate()}));
    const auto link = file_of("link.cer", former.link_to(present));
    CHECK(gone({list}, {list, link}).empty());
}

TEST_CASE("a key that a renewed list of its successor still holds is trusted on")
{
    const auto former = tests::authority_of("DE", "CSCA 1");
    const auto present = tests::authority_of("DE", "CSCA 2");
    const auto before = file_of("de.ml", former.master_list({former.certificate()}));
    const auto after =
        file_of("de.ml", present.master_list({former.certificate(), present.certificate(), former.link_to(present)}));
    CHECK(gone({before}, {after}).empty());
    CHECK(gone({file_of("de.cer", former.certificate()), before}, {after}).empty());
}

TEST_CASE("an authority that a renewed list holds no more is named, once, also where its state has another one")
{
    const auto state = tests::authority_of("DE");
    const auto one = tests::authority_of("FR", "CSCA of passports");
    const auto other = tests::authority_of("FR", "CSCA of residence permits");
    const auto with_both =
        file_of("de.ml", state.master_list({state.certificate(), one.certificate(), other.certificate()}));
    const auto with_one = file_of("de.ml", state.master_list({state.certificate(), one.certificate()}));
    const auto copy = file_of("fr.cer", other.certificate());
    const std::vector<std::string> expected{tests::fingerprint_of(other)};
    CHECK(gone({with_both}, {with_one}) == expected);
    CHECK(gone({with_both, copy}, {with_one}) == expected);
    CHECK(gone({with_both, copy}, {with_one, copy}).empty());
    CHECK(change_between({with_both}, {with_one}, {with_one}, kToday).states_lost.empty());
}

TEST_CASE("of two lists of one day the hour is told too, in words and in JSON")
{
    const auto state = tests::authority_of("DE");
    const auto list_of = [&](const std::string& name, std::chrono::hours hour) {
        return file_of(name, state.revocation_list(false, kToday + std::chrono::days{30}, {.issued = kToday + hour}));
    };
    const auto known = file_of("de.cer", state.certificate());
    const auto morning = list_of("morning.crl", std::chrono::hours{8});
    const auto evening = list_of("evening.crl", std::chrono::hours{17});
    const auto change = change_between({known, morning, evening}, {known, morning}, {}, kToday);
    CHECK(in_words(change).find("of 2026-11-26 08:00:00 UTC in morning.crl in place of 2026-11-26 17:00:00 UTC in "
                                "evening.crl") != std::string::npos);
    const auto shown = as_json(change).at("lists_older").at(0);
    CHECK(shown.at("of") == "2026-11-26T17:00:00Z");
    CHECK(shown.at("other_of") == "2026-11-26T08:00:00Z");
}
