#include "portal/domain/proof_of_work.hpp"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
using namespace std::chrono_literals;

constexpr std::size_t kSaltBytes = 12;
constexpr std::size_t kLongestPayload = 2048;
constexpr auto kLife = 30min;  ///< a person may write for long before they press the button
constexpr unsigned kSteps = 8; ///< the work grows in the first half, the waiting time in the second
constexpr auto kFirstWait = 5s;

struct Effort {
    unsigned work_doubled{}; ///< so many times
    std::chrono::seconds wait{};
};

/// `asked`: of at most `most` challenges within the window.
Effort effort_of(unsigned asked, unsigned most)
{
    const unsigned step = std::min(kSteps - 1, asked * kSteps / most);
    constexpr unsigned kHalf = kSteps / 2;
    if (step < kHalf) return {step, 0s};
    return {kHalf, kFirstWait * (1U << (step - kHalf))};
}

/// Both in one: nobody moves digits from the salt into the number.
std::string signature_of(const PortalKeys& keys, std::string_view salt, std::string_view challenge)
{
    const auto text = std::string{salt} + "\n" + std::string{challenge};
    return contract::to_hex(keyed_hash(keys.lookup, "proof-of-work", text).bytes);
}

std::string challenge_of(std::string_view salt, std::int64_t number)
{
    return contract::to_hex(contract::sha256(contract::bytes_of(std::string{salt} + std::to_string(number))));
}

bool same(std::string_view one, std::string_view other)
{
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

/// Of a salt that is ours: `…?expires=1795005000&from=1795003200&`.
Instant time_in(std::string_view salt, std::string_view name)
{
    const auto at = salt.find(std::string{name} + "=");
    std::int64_t seconds = 0;
    const auto text = salt.substr(at + name.size() + 1);
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return Instant{std::chrono::seconds{seconds}};
}

struct Payload {
    std::string salt;
    std::string challenge;
    std::string signature;
    std::int64_t number{};
};

std::optional<Payload> opened(std::string_view payload)
{
    if (payload.size() > kLongestPayload) return std::nullopt;
    try {
        const auto bytes = contract::from_base64(payload);
        const auto json = nlohmann::json::parse(bytes.begin(), bytes.end());
        return Payload{json.at("salt"), json.at("challenge"), json.at("signature"), json.at("number")};
    } catch (const contract::Malformed&) {
        return std::nullopt;
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}
} // namespace

std::variant<Challenge, TooMany> make_challenge(const Context& context, std::string_view network)
{
    const auto now = context.clock.now();
    const auto most = context.rules.challenges_per_network;
    const auto transaction = context.database.begin();
    const auto of_network = count(*transaction, context, "challenge", network_of(network));
    auto of_site = count(*transaction, context, "challenge-site", site_of(network));
    transaction->commit();
    of_site.count = (of_site.count + kNetworksOfSite - 1) / kNetworksOfSite;
    const auto& tries = of_site.count > of_network.count ? of_site : of_network;
    if (tries.count > most) return TooMany{std::max(tries.window_ends - now, std::chrono::seconds{1})};

    const auto [doubled, wait] = effort_of(tries.count - 1, most);
    Challenge challenge;
    challenge.largest = context.rules.proof_of_work << doubled;
    challenge.wait = wait;
    challenge.salt = contract::to_hex(contract::random_bytes(kSaltBytes)) +
                     "?expires=" + std::to_string((now + kLife).time_since_epoch().count()) +
                     "&from=" + std::to_string((now + wait).time_since_epoch().count()) + "&";
    challenge.challenge = challenge_of(challenge.salt, randombytes_uniform(challenge.largest + 1));
    challenge.signature = signature_of(context.keys, challenge.salt, challenge.challenge);
    return challenge;
}

std::optional<Solution> read_solution(const PortalKeys& keys, std::string_view payload)
{
    const auto solved = opened(payload);
    if (!solved || !same(solved->signature, signature_of(keys, solved->salt, solved->challenge)) ||
        !same(solved->challenge, challenge_of(solved->salt, solved->number)))
        return std::nullopt;
    return Solution{solved->challenge, time_in(solved->salt, "from"), time_in(solved->salt, "expires")};
}

Proof take_proof(const Context& context, std::string_view payload)
{
    const auto solution = read_solution(context.keys, payload);
    if (!solution) return Proof::none;
    const auto now = context.clock.now();
    if (now >= solution->expires || now < solution->from) return Proof::again;
    const auto transaction = context.database.begin();
    const auto uses = count(*transaction, context, "proof", solution->challenge, solution->expires - now);
    transaction->commit();
    return uses.count == 1 ? Proof::good : Proof::again;
}
} // namespace portal::domain
