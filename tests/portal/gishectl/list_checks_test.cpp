#include "portal/gishectl/list_checks.hpp"

#include <dlfcn.h>
#include <doctest/doctest.h>
#include <openssl/x509.h>

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

/// A revocation list of the day after so many others.
OpenedFile list_of(const hardware::virtual_card::DemoAuthority& authority, int number)
{
    const sys_days issued = sys_days{year{2024} / 1 / 1} + days{number};
    return opened({"de-" + std::to_string(100 + number) + ".crl",
                   authority.revocation_list(false, issued + days{30}, {.issued = issued})});
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

TEST_CASE("beside many lists of one authority each is asked for its signature, and not each pair of them")
{
    const int few = checked_beside(10);
    CHECK(few > 0);
    CHECK(checked_beside(40) <= 4 * few);
}
