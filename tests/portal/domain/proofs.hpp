#pragma once

#include <nlohmann/json.hpp>

#include "portal/contract/types.hpp"
#include "portal/domain/proof_of_work.hpp"

namespace tests {
/// What a browser finds.
inline nlohmann::json solved(const portal::domain::Challenge& challenge)
{
    for (unsigned number = 0; number <= challenge.largest; ++number) {
        const auto text = challenge.salt + std::to_string(number);
        if (portal::contract::to_hex(portal::contract::sha256(portal::contract::bytes_of(text))) == challenge.challenge)
            return {{"algorithm", "SHA-256"}, {"challenge", challenge.challenge}, {"number", number},
                    {"salt", challenge.salt}, {"signature", challenge.signature}, {"took", 7}};
    }
    throw std::logic_error{"a challenge without a solution"};
}

/// And how it sends it.
inline std::string as_sent(const nlohmann::json& solution)
{
    const auto text = solution.dump();
    return portal::contract::to_base64(portal::contract::bytes_of(text));
}
} // namespace tests
