#include <cctype>

#include "tests/portal/gishectl/operator.hpp"
#include "tests/portal/gishectl/trust_words.hpp"

using tests::authority_of;
using tests::fingerprint_of;
using tests::Operator;

/// What an operator says and hears where an authority comes in.
namespace {
/// As `ED:3B:…`, or with another sign between the bytes.
std::string parted(const std::string& digits, char sign)
{
    std::string text;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        text += (i == 0 ? "" : std::string(1, sign)) + digits.substr(i, 2);
    return text;
}

std::string with_accept(std::string command, const std::string& form)
{
    return command.append(" --accept '").append(form).append("'");
}

std::string small(std::string text)
{
    for (auto& letter : text)
        letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return text;
}
} // namespace

TEST_CASE_FIXTURE(Operator, "a fingerprint is taken in the forms in which openssl, states and this program print it")
{
    set_up();
    const auto bulgarian = authority_of("BG");
    const auto digits = fingerprint_of(bulgarian);
    const auto import = "trust import " + write("bg.cer", bulgarian.certificate());
    const auto romanian = write("ro.cer", authority_of("RO").certificate()); // one stays, the other comes and goes
    REQUIRE(run("trust import " + romanian + tests::accepting(folder / "ro.cer")).code == 0);
    for (const auto& form : {"sha256 Fingerprint=" + parted(digits, ':'), "SHA256 Fingerprint=" + parted(digits, ':'),
                             parted(digits, ' '), small(digits), small(parted(digits, ':')), "SHA-256 " + digits}) {
        CAPTURE(form);
        CHECK(run(with_accept(import, form)).code == 0);
        REQUIRE(run("trust remove bg.cer").code == 0);
    }
}

TEST_CASE_FIXTURE(Operator, "what is no fingerprint is a wrong command, and the form is named")
{
    set_up();
    const auto bulgarian = authority_of("BG");
    const auto digits = fingerprint_of(bulgarian);
    const auto import = "trust import " + write("bg.cer", bulgarian.certificate());
    for (const auto& form : {digits.substr(2), digits + "00", "sha1 Fingerprint=" + digits.substr(24),
                             "G" + digits.substr(1), std::string{"yes"}}) {
        CAPTURE(form);
        const auto refused = run(with_accept(import, form));
        CHECK(refused.code == 64);
        CHECK(refused.errors.find("--accept: \"" + form + "\" is no SHA-256 fingerprint: that is 64 hexadecimal") !=
              std::string::npos);
    }
    CHECK(run("trust list").out == "kiosks trust no authority\n");
}

TEST_CASE_FIXTURE(Operator, "who imports a folder is told of the command that takes one")
{
    set_up();
    const auto refused = run("trust import '" + folder.string() + "'");
    CHECK(refused.code == 1);
    CHECK(refused.errors.find("a folder; `trust load` takes one") != std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "a damaged authority is called so, offered to nobody, and comes in by no fingerprint")
{
    set_up();
    std::filesystem::create_directory(folder / "trust");
    auto damaged = authority_of("BG").certificate();
    damaged.back() ^= 1; // in its signature
    const auto fingerprint = hardware::to_hex(hardware::document::Certificate{damaged}.fingerprint());
    const auto import = "trust import " + write("bg.cer", damaged);
    write("trust/bg.cer", damaged);
    const auto load = "trust load '" + (folder / "trust").string() + "'";
    for (const auto& command : {import, load, with_accept(import, fingerprint), with_accept(load, fingerprint)}) {
        CAPTURE(command);
        const auto refused = run(command);
        CHECK(refused.code == 1);
        CHECK(refused.errors.find("bg.cer: a certificate that its own key has not signed, so it is damaged") !=
              std::string::npos);
        CHECK(refused.errors.find("then say --accept") == std::string::npos);
    }
    CHECK(run("trust list").out == "kiosks trust no authority\n");
}

TEST_CASE_FIXTURE(Operator,
                  "a link certificate that tells no key of its issuer comes in by the trusted one that signed it")
{
    set_up();
    hardware::virtual_card::AuthorityOptions options;
    options.names_issuer_key = false;
    const auto before = hardware::virtual_card::DemoAuthority::create(options);
    const auto next = hardware::virtual_card::DemoAuthority::create(options);
    const auto import = "trust import " + write("link.cer", before.link_to(next));
    const auto stranger = run(import);
    CHECK(stranger.code == 1);
    CHECK(stranger.errors.find("damaged") == std::string::npos);
    CHECK(stranger.errors.find("another key has signed it; where that one is trusted, it comes in by itself") !=
          std::string::npos);
    const auto first = "trust import " + write("bg.cer", before.certificate());
    CHECK(run(first).errors.find("another key") == std::string::npos);
    REQUIRE(run(with_accept(first, fingerprint_of(before))).code == 0);
    CHECK(run(import).code == 0);
}
