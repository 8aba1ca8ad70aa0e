#include <doctest/doctest.h>

#include "hardware/card/apdu.hpp"
#include "hardware/card/file_reader.hpp"
#include "hardware/card/group.hpp"
#include "hardware/document/security_object.hpp"
#include "hardware/error.hpp"
#include "tests/hardware/document/reading_fixture.hpp"

using namespace hardware;
using namespace hardware::document;
using virtual_card::Fault;

TEST_CASE("a genuine identity card is read whole and proven genuine")
{
    const auto reading = read(specimen(), with_can());
    CHECK(reading.outcome == Outcome::genuine);
    CHECK_FALSE(reading.error);
    REQUIRE(reading.access);
    CHECK(reading.access->protocol == AccessProtocol::pace);
    CHECK(reading.access->parameters == "brainpoolP256r1");
    CHECK(reading.access->cipher == Cipher::aes_256);
    CHECK(reading.access->secret == SecretKind::can);
    REQUIRE(reading.mrz);
    CHECK(reading.mrz->document_number == "AA1234566");
    CHECK(reading.mrz->surname == "KONSTANTINOVA");
    CHECK(reading.mrz->given_names == "VIKTORIYA LYUBO"); // thirty letters are all that a card has
    CHECK(reading.mrz->names_truncated);
    CHECK(reading.mrz->personal_number == "8506156591");
    REQUIRE(reading.native);
    CHECK(reading.native->name == "КОНСТАНТИНОВА ВИКТОРИЯ ЛЮБОМИРОВА");
    CHECK(reading.native->surname == "КОНСТАНТИНОВА");
    CHECK(reading.native->given_names == "ВИКТОРИЯ ЛЮБОМИРОВА");
    CHECK(reading.native->personal_number == "8506156591");
    REQUIRE(reading.portrait);
    CHECK(reading.portrait->format == PortraitFormat::jpeg);
    CHECK(reading.portrait->data.size() > 12'000);
    CHECK(reading.checks.size() == 10);
    for (const auto& check : reading.checks) {
        CAPTURE(static_cast<int>(check.id));
        CAPTURE(check.reason);
        const bool without_list = check.id == CheckId::revocation;
        CHECK(check.result == (without_list ? CheckResult::not_possible : CheckResult::passed));
    }
}

TEST_CASE("a whole reading takes at most 22 exchanges with extended length and 105 without")
{
    auto description = specimen();
    description.cipher = card::Cipher::aes_128;
    const auto extended = read(description, with_can());
    CHECK(extended.outcome == Outcome::genuine);
    CHECK(extended.transport.exchanges <= 22);
    description.extended_length = false;
    const auto short_only = read(description, with_can());
    CHECK(short_only.outcome == Outcome::genuine);
    CHECK(short_only.transport.exchanges <= 105);
    CHECK(short_only.portrait->data == extended.portrait->data);
}

TEST_CASE("the machine readable zone opens by PACE and by BAC")
{
    auto description = specimen();
    virtual_card::VirtualDocument document{description, demo_authority()};
    const ReadOptions options{MrzKey{document.mrz_information()}, kToday, {}, {}};
    const auto pace = read(description, options);
    CHECK(pace.outcome == Outcome::genuine);
    CHECK(pace.access->secret == SecretKind::mrz);
    description.pace = false;
    description.bac = true;
    const auto bac = read(description, options);
    CHECK(bac.outcome == Outcome::genuine);
    CHECK(bac.access->protocol == AccessProtocol::bac);
    CHECK_FALSE(bac.access->downgraded);
    CHECK(check_of(bac, CheckId::card_access).reason == "no_card_access");
}

TEST_CASE("a passport is read as well as a card")
{
    auto description = specimen();
    description.format = MrzFormat::td3;
    description.document_code = "P";
    const auto reading = read(description, with_can());
    CHECK(reading.outcome == Outcome::genuine);
    CHECK(reading.mrz->format == MrzFormat::td3);
    CHECK(reading.mrz->personal_number == "8506156591");
}

TEST_CASE("a card without a chip key is unproven, since it may be a copy")
{
    auto description = specimen();
    description.chip_authentication = false;
    const auto reading = read(description, with_can());
    CHECK(reading.outcome == Outcome::unproven);
    CHECK(check_of(reading, CheckId::chip).reason == "no_chip_key");
}

TEST_CASE("that a chip has a key which its issuer did not sign proves nothing")
{
    for (const auto fault : {Fault::forged_sod, Fault::impersonated_authority, Fault::changed_dg14}) {
        CAPTURE(static_cast<int>(fault));
        auto description = specimen();
        description.faults = {fault};
        const auto reading = read(description, with_can());
        CHECK(reading.outcome == Outcome::not_genuine);
        CHECK(check_of(reading, CheckId::chip).result == CheckResult::not_possible);
        CHECK(check_of(reading, CheckId::chip).reason == "signature_not_proven");
    }
}

TEST_CASE("an expired card is genuine and expired")
{
    auto description = specimen();
    description.expiry_date = std::chrono::year{2026} / 1 / 31;
    const auto reading = read(description, with_can());
    CHECK(reading.outcome == Outcome::genuine);
    CHECK(check_of(reading, CheckId::document_validity).reason == "expired");
}

TEST_CASE("a card is valid on its last day")
{
    auto description = specimen();
    description.expiry_date = std::chrono::year_month_day{kToday};
    CHECK(passed(read(description, with_can()), CheckId::document_validity));
}

TEST_CASE("a document of a bearer whose birth date or surname is not known is genuine")
{
    auto description = specimen();
    description.surname.clear();
    for (const auto* birth : {"85<<<<", "8506<<", "850000", "<<<<<<"}) {
        CAPTURE(birth);
        description.birth_field = birth;
        virtual_card::VirtualDocument document{description, demo_authority()};
        for (const auto& secret : {Secret{Can{kCan}}, Secret{MrzKey{document.mrz_information()}}}) {
            const auto reading = read(description, {secret, kToday, {}, {}});
            CHECK(reading.outcome == Outcome::genuine);
            REQUIRE(reading.mrz);
            CHECK(reading.mrz->birth_field == birth);
            CHECK(reading.mrz->given_names == "VIKTORIYA LYUBOMIROVA");
        }
    }
}

TEST_CASE("a birth that no calendar has, signed by the issuer, proves no forgery")
{
    auto description = specimen();
    description.birth_field = "850230";
    const auto reading = read(description, with_can());
    CHECK(reading.outcome == Outcome::genuine);
    CHECK(check_of(reading, CheckId::mrz).result == CheckResult::not_possible);
    CHECK(check_of(reading, CheckId::mrz).reason == "wrong_date_birth_date");
    REQUIRE(reading.mrz);
    CHECK(reading.mrz->birth_date == BirthDate{});
}

TEST_CASE("a chip that says something else than the printed zone, wherever it is, lies in a foreign card")
{
    const auto description = specimen();
    auto options = with_can();
    options.printed = read(description, options).mrz;
    CHECK(read(description, options).outcome == Outcome::genuine);
    options.printed->nationality = "SRB"; // neither number nor dates
    const auto reading = read(description, options);
    CHECK(reading.outcome == Outcome::not_genuine);
    CHECK(check_of(reading, CheckId::mrz).reason == "differs_from_printed");
}

TEST_CASE("a wrong access number is told from every other trouble")
{
    const auto reading = read(specimen(), with_can("000000"));
    CHECK(reading.outcome == Outcome::unreadable);
    CHECK(reading.error == ReadError::wrong_secret);
    CHECK(check_of(reading, CheckId::access).reason == "wrong_secret");
    CHECK_FALSE(reading.mrz);
}

TEST_CASE("a wrong zone is told likewise, over PACE and over BAC")
{
    auto description = specimen();
    const ReadOptions options{MrzKey{"AA1234567085061543302285"}, kToday, {}, {}};
    CHECK(read(description, options).error == ReadError::wrong_secret);
    description.pace = false;
    description.bac = true;
    CHECK(read(description, options).error == ReadError::wrong_secret);
}

TEST_CASE("a chip that only opens by its zone says so when an access number is given")
{
    auto description = specimen();
    description.pace = false;
    description.bac = true;
    CHECK(read(description, with_can()).error == ReadError::unsupported);
}

TEST_CASE("a card of another kind is no travel document")
{
    auto description = specimen();
    description.faults = {Fault::no_application};
    CHECK(read(description, with_can()).error == ReadError::not_a_travel_document);
    description.pace = false;
    CHECK(read(description, with_can()).error == ReadError::not_a_travel_document);
}

namespace {
/// Gives up after some commands: the card was pulled, the reader went, the chip fell silent.
template <typename Fault>
class InterruptedCard final : public Card {
public:
    InterruptedCard(Card& card, unsigned commands) : card_{card}, left_{commands} {}
    Bytes transmit(ByteView command) override
    {
        if (left_ == 0) throw Fault{"interrupted"};
        --left_;
        return card_.transmit(command);
    }
    Bytes atr() const override { return card_.atr(); }

private:
    Card& card_;
    unsigned left_;
};

template <typename Fault>
Reading read_interrupted(unsigned commands)
{
    virtual_card::VirtualDocument document{specimen(), demo_authority()};
    virtual_card::InProcessCard inner{document};
    InterruptedCard<Fault> card{inner, commands};
    return read_travel_document(card, trust_in(demo_authority()), with_can());
}
} // namespace

TEST_CASE("a card pulled after any command is reported as removed, and what was read stays")
{
    virtual_card::VirtualDocument document{specimen(), demo_authority()};
    virtual_card::InProcessCard whole{document};
    const auto all = read_travel_document(whole, trust_in(demo_authority()), with_can()).transport.exchanges;
    for (unsigned commands = 0; commands < all; ++commands) {
        CAPTURE(commands);
        const auto reading = read_interrupted<CardRemoved>(commands);
        CHECK(reading.error == ReadError::card_removed);
        CHECK(reading.outcome == (reading.mrz ? Outcome::unproven : Outcome::unreadable));
    }
}

TEST_CASE("a reader that leaves and a chip that falls silent have their own names")
{
    CHECK(read_interrupted<ReaderGone>(9).error == ReadError::no_reader);
    CHECK(read_interrupted<TimedOut>(9).error == ReadError::timeout);
}

TEST_CASE("a fault of the reader or of the air makes no chip suspicious")
{
    for (unsigned commands = 0; commands < 20; ++commands) {
        const auto reading = read_interrupted<Error>(commands);
        CHECK(reading.error == ReadError::timeout);
        CHECK(reading.outcome == (reading.mrz ? Outcome::unproven : Outcome::unreadable));
    }
}

TEST_CASE("a mistake of the program is not told of the chip")
{
    CHECK_THROWS_AS(read_interrupted<std::logic_error>(9), std::logic_error);
}

TEST_CASE("the caller may stop between any two commands")
{
    auto options = with_can();
    options.stop = [left = 9]() mutable { return left-- == 0; };
    const auto reading = read(specimen(), options);
    CHECK(reading.error == ReadError::stopped);
}

TEST_CASE("the zone is told before the portrait is read, and the stages come in order")
{
    std::vector<Stage> stages;
    bool zone_before_portrait = false;
    auto options = with_can();
    options.progress = [&](const Progress& progress) {
        stages.push_back(progress.stage);
        if (progress.stage == Stage::data && progress.mrz != nullptr) zone_before_portrait = true;
        if (progress.stage == Stage::portrait && progress.total > 0) CHECK(progress.done <= progress.total);
    };
    read(specimen(), options);
    CHECK(zone_before_portrait);
    CHECK(std::is_sorted(stages.begin(), stages.end()));
    CHECK(stages.front() == Stage::opening);
    CHECK(stages.back() == Stage::chip);
}

TEST_CASE("a reading that fails tells of no stage that it did not reach")
{
    const auto last_stage_of = [](const virtual_card::Description& description, const char* can) {
        auto last = Stage::opening;
        auto options = with_can(can);
        options.progress = [&](const Progress& progress) { last = progress.stage; };
        read(description, options);
        return last;
    };
    CHECK(last_stage_of(specimen(), "000000") == Stage::opening);
    auto other_card = specimen();
    other_card.faults = {Fault::no_application};
    CHECK(last_stage_of(other_card, kCan) == Stage::opening);
}

TEST_CASE("a portrait beyond 32 and 64 kB is read with the odd instruction, in long and in short blocks")
{
    auto description = specimen();
    description.portrait = std::filesystem::temp_directory_path() / ("gishe-large-" + to_hex(card::random_bytes(8)));
    for (const std::size_t size : {45'000U, 90'000U}) {
        auto picture = virtual_card::draw_portrait(1);
        picture.resize(size, 0x5A);
        picture.back() = 0xD9; // a file that begins anew behind 64 kB would end otherwise
        std::ofstream{description.portrait, std::ios::binary}.write(reinterpret_cast<const char*>(picture.data()),
                                                                    static_cast<std::streamsize>(picture.size()));
        for (const bool extended : {true, false}) {
            description.extended_length = extended;
            const auto reading = read(description, with_can());
            CAPTURE(reading.error_detail);
            CHECK(reading.outcome == Outcome::genuine);
            REQUIRE(reading.portrait);
            CHECK(reading.portrait->data == picture);
        }
    }
    std::filesystem::remove(description.portrait);
}

namespace {
/// Notes what is asked of it.
class WatchedDocument final : public virtual_card::VirtualDocument {
public:
    using VirtualDocument::VirtualDocument;
    std::vector<unsigned> files; ///< by their short identifiers, in the order in which they were asked for

    /// The status word to whoever asks for a file in the session of before.
    unsigned status_of(int group)
    {
        const auto p1 = static_cast<std::uint8_t>(0x80 | card::data_group(group).short_id);
        return VirtualDocument::execute({0x00, 0xB0, p1, 0x00, {}, 4}).sw;
    }

protected:
    card::Response execute(const card::Command& command) override
    {
        constexpr unsigned kSelect = 0xA4;
        constexpr unsigned kReadBinary = 0xB0;
        constexpr unsigned kShort = 0x80; // in P1: the rest of it names a file
        constexpr unsigned kIdentifier = 0x1F;
        constexpr unsigned kByFile = 0x02;
        if (command.ins == kSelect && command.p1 == kByFile && command.data.size() == 2)
            files.push_back(command.data[1] & kIdentifier);
        if ((command.ins | 1U) == (kReadBinary | 1U) && (command.p1 & kShort) != 0)
            files.push_back(command.p1 & kIdentifier);
        return VirtualDocument::execute(command);
    }
};
} // namespace

TEST_CASE("fingerprints and irises are never asked for, though the card lists and the issuer signs them")
{
    constexpr int kFingerprints = 3;
    constexpr int kIrises = 4;
    auto description = specimen();
    description.closed_groups = true;
    const auto files = virtual_card::make_files(description, demo_authority()).files;
    const auto hashes = read_security_object(files.at(card::kSecurityObject.id)).hashes;
    REQUIRE(hashes.contains(kFingerprints));
    REQUIRE(hashes.contains(kIrises));
    CHECK(to_hex(files.at(card::kCommon.id)).ends_with("5C06617563766B6E"));
    WatchedDocument document{description, demo_authority()};
    virtual_card::InProcessCard card{document};
    const auto reading = read_travel_document(card, trust_in(demo_authority()), with_can());
    CHECK(reading.outcome == Outcome::genuine);
    CHECK(document.status_of(1) == 0x9000);
    CHECK(document.status_of(kFingerprints) == 0x6982);
    CHECK(document.status_of(kIrises) == 0x6982);
    CHECK(std::ranges::count(document.files, 1U) > 0);
    CHECK(std::ranges::count(document.files, 2U) > 0);
    CHECK(std::ranges::count(document.files, static_cast<unsigned>(kFingerprints)) == 0);
    CHECK(std::ranges::count(document.files, static_cast<unsigned>(kIrises)) == 0);
}
