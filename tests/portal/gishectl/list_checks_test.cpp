#include "portal/gishectl/list_checks.hpp"

#include <dlfcn.h>
#include <doctest/doctest.h>
#include <openssl/x509.h>

#include "portal/gishectl/commands.hpp"
#include "tests/portal/gishectl/trust_words.hpp"

namespace {
int signatures_checked = 0;
} // namespace

/// In the place of OpenSSL's, which it calls: the linker takes the program's own first.
extern "C" int X509_CRL_verify(X509_CRL* list, EVP_PKEY* key)
{
    ++signatures_checked;
    static const auto kVerify = reinterpret_cast<decltype(&X509_CRL_verify)>(dlsym(RTLD_NEXT, "X509_CRL_verify"));
    return kVerify(list, key);
}

namespace {
using namespace gishectl;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;

constexpr sys_days kToday{year{2026} / 11 / 26};

OpenedFile dated(const hardware::virtual_card::DemoAuthority& authority, const std::string& name, sys_days issued)
{
    return opened({name, authority.revocation_list(false, issued + days{30}, {.issued = issued})});
}

/// A revocation list of the day after so many others.
OpenedFile list_of(const hardware::virtual_card::DemoAuthority& authority, int number)
{
    return dated(authority, "de-" + std::to_string(100 + number) + ".crl", sys_days{year{2024} / 1 / 1} + days{number});
}

/// How many signatures are checked when one more list comes to so many of its authority.
int checked_beside(int lists)
{
    const auto authority = tests::authority_of("DE");
    OpenedFiles before{opened({"de.cer", authority.certificate()})};
    for (int number = 0; number < lists; ++number)
        before.push_back(list_of(authority, number));
    const OpenedFiles added{list_of(authority, lists)};
    auto after = before;
    after.push_back(added.front());
    signatures_checked = 0;
    check_lists(added, before, after, kToday);
    check_lists(after, before, after, kToday);
    check_renewed(before.back(), after, kToday);
    const auto gone = lists_gone(before, after, kToday);
    CHECK(gone.lost.empty());
    CHECK(gone.older.empty());
    return signatures_checked;
}
} // namespace

TEST_CASE("lists of an authority's next key take the place of those before, under another name of the authority too")
{
    const auto former = tests::authority_of("DE");
    const auto present = tests::authority_of("DE", "CSCA 2");
    const OpenedFiles authorities{opened({"1.cer", former.certificate()}), opened({"2.cer", present.certificate()}),
                                  opened({"link.cer", former.link_to(present)})};
    const auto with = [&](const OpenedFiles& lists) {
        auto files = authorities;
        files.insert(files.end(), lists.begin(), lists.end());
        return files;
    };
    const auto older = dated(former, "old.crl", kToday - days{60});
    const auto newer = dated(present, "new.crl", kToday - days{10});
    const auto both = with({older, newer});
    CHECK_NOTHROW(check_lists({newer}, with({older}), both, kToday));
    CHECK_NOTHROW(check_renewed(older, with({newer}), kToday));
    CHECK_THROWS_AS(check_renewed(newer, with({older}), kToday), CommandError);
    CHECK(lists_gone(both, with({newer}), kToday).lost.empty());
    CHECK(lists_gone(both, with({older}), kToday).lost == std::vector<std::string>{"new.crl"});
    CHECK(overdue_lists(both, kToday).empty());
    const auto overdue = overdue_lists(with({older}), kToday);
    REQUIRE(overdue.size() == 1);
    CHECK(overdue.front().file == "old.crl");
}

TEST_CASE("a later list of the key before takes the place of none of the next key, and keeps none out")
{
    const auto former = tests::authority_of("DE");
    const auto present = tests::authority_of("DE", "CSCA 2");
    OpenedFiles files{opened({"1.cer", former.certificate()}), opened({"2.cer", present.certificate()}),
                      opened({"link.cer", former.link_to(present)}), dated(former, "old.crl", kToday - days{10})};
    const auto without = files;
    const auto list = dated(present, "new.crl", kToday - days{60});
    files.push_back(list);
    CHECK_NOTHROW(check_lists({list}, without, files, kToday));
    CHECK(lists_gone(files, without, kToday).lost == std::vector<std::string>{"new.crl"});
    CHECK_THROWS_AS(check_renewed(list, without, kToday), CommandError);
}

TEST_CASE("lists of two authorities of one state that nothing joins do not take each other's place")
{
    const auto one = tests::authority_of("DE");
    const auto other = tests::authority_of("DE", "CSCA 2");
    const auto older = dated(one, "one.crl", kToday - days{60});
    const auto newer = dated(other, "other.crl", kToday - days{10});
    const OpenedFiles left{opened({"1.cer", one.certificate()}), opened({"2.cer", other.certificate()}), newer};
    CHECK_THROWS_AS(check_renewed(older, left, kToday), CommandError);
}

TEST_CASE("a list that says critically whose certificates its entries are of is no partial one")
{
    const auto authority = tests::authority_of("DE");
    const OpenedFiles known{opened({"de.cer", authority.certificate()})};
    const auto check = [&](const hardware::virtual_card::DemoAuthority::ListOptions& options) {
        const auto list = opened({"de.crl", authority.revocation_list(false, kToday + days{30}, options)});
        check_lists({list}, known, {known.front(), list}, kToday);
    };
    for (const bool is_critical : {false, true})
        CHECK_NOTHROW(check({.of_several = true, .entries = {{.issuer = &authority, .is_critical = is_critical}}}));
    CHECK_THROWS_AS(check({.of_authorities_only = true, .of_several = true}), CommandError);
}

TEST_CASE("a folder with an older list that counts for the same signers, under whichever key of the name, is refused")
{
    const auto former = tests::authority_of("DE");
    const auto present = tests::authority_of("DE");
    const OpenedFiles authorities{opened({"1.cer", former.certificate()}), opened({"2.cer", present.certificate()})};
    const auto with = [&](const OpenedFiles& lists) {
        auto files = authorities;
        files.insert(files.end(), lists.begin(), lists.end());
        return files;
    };
    const auto load = [](const OpenedFiles& folder, const OpenedFiles& sent) {
        check_lists(folder, sent, folder, kToday);
    };
    const auto older = dated(former, "former.crl", kToday - days{60});
    const auto newer = dated(present, "present.crl", kToday - days{10});
    CHECK_THROWS_AS(load(with({older}), with({newer})), CommandError);
    CHECK_THROWS_AS(load(with({older}), with({older, newer})), CommandError);
    CHECK_NOTHROW(load(with({newer}), with({older})));
    CHECK_NOTHROW(load(with({older, dated(present, "present.crl", kToday - days{5})}), with({newer})));
    CHECK_NOTHROW(load(with({older}), with({older, dated(present, "present.crl", kToday + days{30})}))); // of no count
    CHECK_NOTHROW(load(with({}), with({newer})));                                                        // it is told
    CHECK_NOTHROW(check_lists({older}, with({newer}), with({newer, older}), kToday)); // which stands beside it
}

TEST_CASE("beside many lists of one authority each is asked for its signature, and not each pair of them")
{
    const int few = checked_beside(10);
    CHECK(few > 0);
    CHECK(checked_beside(40) <= 4 * few);
}
