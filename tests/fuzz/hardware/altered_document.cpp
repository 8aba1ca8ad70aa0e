#include "tests/fuzz/hardware/altered_document.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

#include "hardware/card/card.hpp"
#include "hardware/card/tlv.hpp"
#include "hardware/error.hpp"

namespace hardware::virtual_card {
using document::CheckId;
using document::CheckResult;
using document::Outcome;

/// Tells the document in which form each command came.
class AlteredCard final : public Card {
public:
    explicit AlteredCard(AlteredDocument& document) : document_{document} { document_.reset(); }
    Bytes transmit(ByteView command) override
    {
        document_.is_protected_ = (command[0] & 0x0C) == 0x0C;
        return document_.answer(command);
    }
    Bytes atr() const override { return document_.atr(); }

private:
    AlteredDocument& document_;
};

namespace {
enum Kind : unsigned {
    overwrite,
    replace,
    status,
    cut,
    insert,
    bare_status,
    end_session,
    shorten,
    dynamic_data,
    kinds
};

/// What `Outcome` promises, from the checks alone.
Outcome outcome_of(const document::Reading& reading)
{
    constexpr std::array kProofs{CheckId::sod_signature, CheckId::data_group_hashes, CheckId::signer_chain,
                                 CheckId::chip};
    const bool has_zone =
        reading.mrz || std::any_of(reading.checks.begin(), reading.checks.end(), [](const auto& check) {
            return check.id == CheckId::mrz && check.result == CheckResult::failed;
        });
    if (!has_zone) return Outcome::unreadable;
    for (const auto& check : reading.checks)
        if (check.id != CheckId::document_validity && check.result == CheckResult::failed) return Outcome::not_genuine;
    const bool proven =
        std::all_of(kProofs.begin(), kProofs.end(), [&](CheckId id) { return has_passed(reading, id); });
    return proven && !reading.error ? Outcome::genuine : Outcome::unproven;
}

/// A detail that only an exception of the standard library has: a mistake of ours that a card found.
bool is_own_mistake(const std::string& detail)
{
    constexpr std::array kOfTheLibrary{"std::", "vector::", "basic_string::", "map::", "bad ", "stoi"};
    return std::any_of(kOfTheLibrary.begin(), kOfTheLibrary.end(),
                       [&](const char* head) { return detail.starts_with(head); });
}

/// What passes for a portrait until it is decoded.
class PortraitFile {
public:
    explicit PortraitFile(std::size_t size)
    {
        std::ofstream{path_, std::ios::binary} << "\xFF\xD8\xFF\xE0" << std::string(size, '.');
    }
    ~PortraitFile() { std::filesystem::remove(path_); }
    PortraitFile(PortraitFile&&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / ("gishe-fuzz-" + to_hex(card::random_bytes(8)) + ".jpg");
};
} // namespace

Changes::Changes(ByteView script) : script_{script}
{
    plan_next();
}

void Changes::plan_next()
{
    planned_ = !script_.empty();
    const auto head = take();
    kind_ = (head >> 4) % kinds;
    left_alone_ = head & 0x0F;
}

void Changes::apply(card::Response& response)
{
    if (response.data.size() > longest_) response.data.resize(longest_);
    if (!planned_ || left_alone_-- > 0) return;
    alter(response);
    plan_next();
}

void Changes::alter(card::Response& response)
{
    auto& data = response.data;
    const auto at = [&] { return data.begin() + static_cast<std::ptrdiff_t>(take_place() % (data.size() + 1)); };
    switch (kind_) {
    case overwrite: {
        const auto from = at();
        const auto bytes = take_bytes();
        const auto count = std::min<std::ptrdiff_t>(data.end() - from, static_cast<std::ptrdiff_t>(bytes.size()));
        std::copy_n(bytes.begin(), count, from);
        break;
    }
    case replace:
        response = {take_bytes(), 0x9000};
        break;
    case status:
        response.sw = static_cast<std::uint16_t>(take_place());
        break;
    case cut:
        data.erase(at(), data.end());
        break;
    case insert: {
        const auto from = at();
        const auto bytes = take_bytes();
        data.insert(from, bytes.begin(), bytes.end());
        break;
    }
    case bare_status:
        response = {{}, static_cast<std::uint16_t>(take_place())};
        break;
    case end_session:
        plan_next();
        throw Error{"session ended"};
    case shorten:
        longest_ = std::size_t{64} + take();
        break;
    default: {
        const auto tag = take();
        response = {card::make_tlv(0x7C, card::make_tlv(tag == 0 ? 0x80 : tag & 0xDF, take_bytes())), 0x9000};
    }
    }
}

std::uint8_t Changes::take()
{
    if (script_.empty()) return 0;
    const auto byte = script_[0];
    script_ = script_.subspan(1);
    return byte;
}

std::size_t Changes::take_place()
{
    const std::size_t high = take();
    return high << 8 | take();
}

Bytes Changes::take_bytes()
{
    const auto wanted = take_place();
    const auto count = std::min(wanted, script_.size());
    const auto bytes = script_.first(count);
    script_ = script_.subspan(count);
    return {bytes.begin(), bytes.end()};
}

AlteredDocument::AlteredDocument(Description description, const DemoAuthority& authority, Filter filter)
    : VirtualDocument{std::move(description), authority}, filter_{filter}
{
}

card::Response AlteredDocument::execute(const card::Command& command)
{
    auto response = VirtualDocument::execute(command);
    if (filter_(command, is_protected_)) changes_.apply(response);
    return response;
}

document::Reading AlteredDocument::read(ByteView script, const document::TrustStore& trust,
                                        const document::ReadOptions& options)
{
    constexpr unsigned kMostExchanges = 1000; ///< the longest file has 33 kB, the shortest answers 64 bytes
    changes_ = Changes{script};
    AlteredCard card{*this};
    auto reading = document::read_travel_document(card, trust, options);
    require(reading.outcome == outcome_of(reading));
    require(reading.checks.size() == 10);
    require(reading.transport.exchanges <= kMostExchanges + script.size());
    require(!is_own_mistake(reading.error_detail));
    require(reading.outcome != Outcome::unreadable || reading.error);
    return reading;
}

Description small_document()
{
    using std::chrono::year;
    static const PortraitFile kPortrait{32};
    Description description;
    description.document_number = "AA1234566";
    description.surname = "KONSTANTINOVA";
    description.given_names = "VIKTORIYA LYUBOMIROVA";
    description.native_surname = "КОНСТАНТИНОВА";
    description.native_given_names = "ВИКТОРИЯ ЛЮБОМИРОВА";
    description.birth_date = year{1985} / 6 / 15;
    description.expiry_date = year{2033} / 2 / 28;
    description.sex = document::Sex::female;
    description.personal_number = "8506156591";
    description.authority = "МВР София";
    description.issue_date = year{2023} / 2 / 28;
    description.can = kCan;
    description.portrait = kPortrait.path();
    description.cipher = card::Cipher::aes_128;
    description.parameters = 12;
    return description;
}

Description long_document()
{
    static const PortraitFile kPortrait{33'000};
    auto description = small_document();
    description.portrait = kPortrait.path();
    return description;
}

void require(bool holds)
{
    if (!holds) std::abort();
}

bool is_same_document(const document::Reading& a, const document::Reading& b)
{
    const auto zone = [](const document::Reading& reading) {
        const auto& mrz = *reading.mrz;
        return mrz_information(mrz) + '|' + mrz.document_code + '|' + mrz.issuer + '|' + mrz.nationality + '|' +
               mrz.surname + '|' + mrz.given_names + '|' + mrz.optional_data_1 + '|' + mrz.optional_data_2;
    };
    const auto native = [](const document::Reading& reading) {
        return reading.native ? reading.native->name + '|' + reading.native->personal_number.value_or("") : "";
    };
    const auto issue = [](const document::Reading& reading) {
        return reading.issue ? std::pair{reading.issue->authority, reading.issue->date}
                             : std::pair{std::string{}, std::optional<std::chrono::year_month_day>{}};
    };
    const auto portrait = [](const document::Reading& reading) {
        return reading.portrait ? reading.portrait->data : Bytes{};
    };
    return zone(a) == zone(b) && native(a) == native(b) && issue(a) == issue(b) && portrait(a) == portrait(b);
}

bool has_passed(const document::Reading& reading, CheckId id)
{
    return std::any_of(reading.checks.begin(), reading.checks.end(),
                       [&](const auto& check) { return check.id == id && check.result == CheckResult::passed; });
}
} // namespace hardware::virtual_card
