#include "hardware/virtual/fault.hpp"
#include "tests/portal/gishectl/operator.hpp"
#include "tests/portal/gishectl/trust_words.hpp"

using hardware::virtual_card::Fault;
using tests::accepting;
using tests::authority_of;
using tests::fingerprint_of;
using tests::Operator;

/// Which lists the commands on trust files take.
namespace {
hardware::Bytes list_of(const hardware::virtual_card::DemoAuthority& authority, int year)
{
    const std::chrono::sys_days issued{std::chrono::year{year} / 1 / 1};
    return authority.revocation_list(false, issued + std::chrono::days{365}, {.issued = issued});
}
} // namespace

TEST_CASE_FIXTURE(Operator, "a list of a day that has not come is refused, by import and in a folder")
{
    set_up();
    std::filesystem::create_directory(folder / "trust");
    const auto bulgarian = authority_of("BG");
    const auto load = "trust load '" + (folder / "trust").string() + "' --accept " + fingerprint_of(bulgarian);
    write("trust/bg.cer", bulgarian.certificate());
    REQUIRE(run(load).code == 0);
    const auto stood = run("trust list").out;

    const auto revocation = list_of(bulgarian, 2041);
    const auto master = bulgarian.master_list({bulgarian.certificate()}, {Fault::future_signature});
    const std::string revocation_words = "this revocation list of BG is of 2041-01-01, which has not come yet";
    const std::string master_words = "this master list of BG is of 2041-06-01, which has not come yet";
    CHECK(run("trust import " + write("bg.crl", revocation)).errors.find("bg.crl: " + revocation_words) !=
          std::string::npos);
    CHECK(run("trust import " + write("bg.ml", master)).errors.find("bg.ml: " + master_words) != std::string::npos);
    write("trust/bg.crl", revocation);
    CHECK(run(load).errors.find(revocation_words) != std::string::npos);
    std::filesystem::remove(folder / "trust/bg.crl");
    write("trust/bg.ml", master);
    CHECK(run(load).errors.find(master_words) != std::string::npos);
    CHECK(run("trust list").out == stood);
}

TEST_CASE_FIXTURE(Operator, "a stored list of a day that has not come stands in the way of no right one")
{
    set_up();
    const auto bulgarian = authority_of("BG");
    const auto authority = write("bg.cer", bulgarian.certificate());
    REQUIRE(run("trust import " + authority + accepting(folder / "bg.cer")).code == 0);
    store("ahead.crl", list_of(bulgarian, 2041));
    store("ahead.ml", bulgarian.master_list({bulgarian.certificate()}, {Fault::future_signature}));
    CHECK(run("trust import " + write("bg.crl", list_of(bulgarian, 2024))).code == 0);
    CHECK(run("trust import " + write("bg.ml", bulgarian.master_list({bulgarian.certificate()}))).code == 0);
}
