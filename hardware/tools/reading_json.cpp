#include "hardware/tools/reading_json.hpp"

#include <algorithm>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "hardware/card/cipher.hpp"

namespace hardware::tools {
namespace {
using namespace document;
using nlohmann::ordered_json;

const char* name(Outcome outcome)
{
    switch (outcome) {
    case Outcome::genuine:
        return "genuine";
    case Outcome::unproven:
        return "unproven";
    case Outcome::not_genuine:
        return "not_genuine";
    case Outcome::unreadable:
        return "unreadable";
    }
    return "";
}

const char* name(Mapping mapping)
{
    switch (mapping) {
    case Mapping::generic:
        return "GM";
    case Mapping::integrated:
        return "IM";
    case Mapping::chip_authentication:
        return "CAM";
    }
    return "";
}

const char* name(Cipher cipher)
{
    switch (cipher) {
    case Cipher::tdes:
        return "3DES";
    case Cipher::aes_128:
        return "AES-128";
    case Cipher::aes_192:
        return "AES-192";
    case Cipher::aes_256:
        return "AES-256";
    }
    return "";
}

const char* name(CheckResult result)
{
    switch (result) {
    case CheckResult::passed:
        return "passed";
    case CheckResult::failed:
        return "failed";
    case CheckResult::not_possible:
        return "not_possible";
    }
    return "";
}

const char* name(ReadError error)
{
    switch (error) {
    case ReadError::no_reader:
        return "no_reader";
    case ReadError::no_card:
        return "no_card";
    case ReadError::card_removed:
        return "card_removed";
    case ReadError::wrong_secret:
        return "wrong_secret";
    case ReadError::blocked:
        return "blocked";
    case ReadError::not_a_travel_document:
        return "not_a_travel_document";
    case ReadError::protocol_violation:
        return "protocol_violation";
    case ReadError::timeout:
        return "timeout";
    case ReadError::unsupported:
        return "unsupported";
    case ReadError::stopped:
        return "stopped";
    }
    return "";
}

/// As ICAO 9303-11 §9.5.1 and SEC 2 name the curves, where OpenSSL has the older names of X9.62.
std::string standard_name(const std::string& parameters)
{
    if (parameters == "prime256v1") return "secp256r1";
    if (parameters == "prime192v1") return "secp192r1";
    return parameters;
}

ordered_json json_of(const Access& access)
{
    const bool pace = access.protocol == AccessProtocol::pace;
    return {{"protocol", pace ? "PACE" : "BAC"},
            {"mapping", access.mapping ? ordered_json(name(*access.mapping)) : ordered_json()},
            {"cipher", name(access.cipher)},
            {"parameters", access.parameters.empty() ? ordered_json() : ordered_json(standard_name(access.parameters))},
            {"secret", access.secret == SecretKind::can ? "CAN" : "MRZ"},
            {"downgraded", access.downgraded}};
}

ordered_json json_of(const Mrz& mrz)
{
    const ordered_json sex = mrz.sex == Sex::female ? ordered_json("F")
                             : mrz.sex == Sex::male ? ordered_json("M")
                                                    : ordered_json();
    const auto birth = to_iso(mrz.birth_date);
    return {{"type", mrz.document_code},
            {"issuer", mrz.issuer},
            {"number", mrz.document_number},
            {"nationality", mrz.nationality},
            {"surname", mrz.surname},
            {"given_names", mrz.given_names},
            {"birth_date", birth.empty() ? ordered_json() : ordered_json(birth)},
            {"expiry_date", mrz.expiry_date ? ordered_json(to_iso(*mrz.expiry_date)) : ordered_json()},
            {"sex", sex},
            {"personal_number", mrz.personal_number ? ordered_json(*mrz.personal_number) : ordered_json()}};
}

ordered_json json_of(const NativeDetails& native)
{
    return {{"name", native.name.empty() ? ordered_json() : ordered_json(native.name)},
            {"personal_number", native.personal_number ? ordered_json(*native.personal_number) : ordered_json()}};
}

ordered_json json_of(const Portrait& portrait)
{
    auto hash = to_hex(card::digest("SHA256", portrait.data));
    std::transform(hash.begin(), hash.end(), hash.begin(),
                   [](char digit) { return digit >= 'A' ? static_cast<char>(digit + 32) : digit; });
    return {{"format", portrait.format == PortraitFormat::jpeg ? "jpeg" : "jpeg2000"},
            {"bytes", portrait.data.size()},
            {"sha256", hash}};
}

template <typename T>
ordered_json optional(const std::optional<T>& value)
{
    return value ? json_of(*value) : ordered_json();
}
} // namespace

const char* name(document::CheckId id)
{
    switch (id) {
    case CheckId::access:
        return "access";
    case CheckId::card_access:
        return "card_access";
    case CheckId::sod_signature:
        return "sod_signature";
    case CheckId::data_group_hashes:
        return "data_group_hashes";
    case CheckId::signer_chain:
        return "signer_chain";
    case CheckId::signer_validity:
        return "signer_validity";
    case CheckId::revocation:
        return "revocation";
    case CheckId::chip:
        return "chip";
    case CheckId::mrz:
        return "mrz";
    case CheckId::document_validity:
        return "document_validity";
    }
    return "";
}

std::string to_json(const Reading& reading, std::string_view advice)
{
    ordered_json checks = ordered_json::array();
    for (const auto& check : reading.checks)
        checks.push_back({{"id", name(check.id)}, {"result", name(check.result)}, {"reason", check.reason}});
    ordered_json error;
    if (reading.error) error = {{"code", name(*reading.error)}, {"message", advice}};
    const ordered_json object{{"outcome", name(reading.outcome)},
                              {"access", optional(reading.access)},
                              {"document", optional(reading.mrz)},
                              {"native", optional(reading.native)},
                              {"photo", optional(reading.portrait)},
                              {"checks", checks},
                              {"transport",
                               {{"exchanges", reading.transport.exchanges},
                                {"bytes", reading.transport.bytes},
                                {"milliseconds", reading.transport.elapsed.count()}}},
                              {"error", error}};
    return object.dump();
}

const char* advice(ReadError error)
{
    switch (error) {
    case ReadError::no_reader:
        return "No reader answers: check its cable and the PC/SC service.";
    case ReadError::no_card:
        return "No card lies on the reader: put the document on it.";
    case ReadError::card_removed:
        return "The card left the reader: put it back and let it lie still.";
    case ReadError::wrong_secret:
        return "The chip does not open: compare the access number or the zone with the card.";
    case ReadError::blocked:
        return "The chip is blocked: check the document without it.";
    case ReadError::not_a_travel_document:
        return "The chip holds no travel document, as on many identity cards: scan the lines on the card, or ask for "
               "another document.";
    case ReadError::protocol_violation:
        return "The chip breaks the rules of travel documents: treat it as suspicious.";
    case ReadError::timeout:
        return "The chip does not answer in time: lift the card and put it down again.";
    case ReadError::unsupported:
        return "The chip asks for something this program does not speak: try the other way to open it.";
    case ReadError::stopped:
        return "The reading was stopped.";
    }
    return "";
}
} // namespace hardware::tools
