#pragma once

#include "hardware/card/apdu.hpp"
#include "hardware/card/secure_messaging.hpp"
#include "tests/hardware/card/vectors.hpp"

/// The vectors of secure messaging, for either end.
namespace hardware::card {
/// Keys and counter of a vector, in the end of the conversation that is tested.
template <typename Messaging>
Messaging session_of(const nlohmann::json& vector)
{
    const auto secret = [&](const char* field) {
        const auto bytes = hex(vector, field);
        return SecretBytes{bytes.begin(), bytes.end()};
    };
    const auto cipher = vector.at("cipher") == "3DES" ? Cipher::tdes : Cipher::aes_128;
    return {{cipher, secret("ks_enc"), secret("ks_mac")}, hex(vector, "ssc_start")};
}

inline std::uint8_t byte(const nlohmann::json& plain, const char* field)
{
    if (!plain.contains(field)) return 0;
    const auto& value = plain.at(field);
    return value.is_number() ? value.get<std::uint8_t>()
                             : from_hex(value.get<std::string>().size() == 1 ? "0" + value.get<std::string>()
                                                                             : value.get<std::string>())
                                   .at(0);
}

inline Command command_of(const nlohmann::json& plain)
{
    Command command{byte(plain, "cla"), byte(plain, "ins"), byte(plain, "p1"), byte(plain, "p2"), {}, {}};
    if (plain.contains("data")) command.data = hex(plain, "data");
    if (plain.contains("le")) command.le = plain.at("le").get<std::size_t>();
    return command;
}

inline Response response_of(const nlohmann::json& plain)
{
    const auto sw = hex(plain, "sw");
    return {hex(plain, "response_data"), static_cast<std::uint16_t>(sw[0] << 8 | sw[1])};
}

inline const nlohmann::json& messaging_vectors()
{
    static const auto kVectors = vectors("emrtd_secure_messaging_synthetic.json");
    return kVectors;
}
} // namespace hardware::card
