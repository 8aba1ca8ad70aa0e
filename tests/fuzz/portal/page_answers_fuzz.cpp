#include <cstdint>
#include <cstdlib>

#include "portal/domain/proof_of_work.hpp"
#include "portal/domain/sealed_form.hpp"
#include "tests/fuzz/fuzzer.hpp"

using namespace portal::domain;

namespace {
void require(bool holds)
{
    if (!holds) std::abort();
}
} // namespace

/// Any text as what comes back from a page of ours: a sealed form that we did not seal and a proof that nobody worked
/// for are refused, whatever they look like.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    static const auto keys = generate_keys(Instant{});
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    for (const auto& sealed : {std::string{text}, keys.data.id + "." + std::string{text}})
        require(std::get<SealedFormRefusal>(open_form(keys, "registration", sealed, std::chrono::hours{4}, {})) ==
                SealedFormRefusal::not_ours);
    for (const auto& payload : {std::string{text}, portal::contract::to_base64(portal::contract::bytes_of(text))})
        require(!read_solution(keys, payload));
}
