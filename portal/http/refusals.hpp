#pragma once

#include <optional>
#include <type_traits>
#include <variant>

#include "portal/domain/context.hpp"
#include "portal/http/exchange.hpp"

/// Refusals that many use cases share.
namespace portal::http {
/// Whether `Answer`, a variant, can be a `Refusal`.
template <class Refusal, class Answer>
constexpr bool kMayBe = false;
template <class Refusal, class... Answers>
constexpr bool kMayBe<Refusal, std::variant<Answers...>> = (std::is_same_v<Refusal, Answers> || ...);

[[noreturn]] inline void refuse_for_now(const domain::TooMany& many)
{
    throw HttpError{429, "too_many_requests", many.wait};
}
/// The error of an answer that asks to come again later: `TooMany`, `Busy`. Empty: it asks for nothing like that.
template <class Answer>
std::optional<HttpError> asks_for_later(const Answer& answer)
{
    constexpr bool kMayBeTooMany = kMayBe<domain::TooMany, Answer>;
    constexpr bool kMayBeBusy = kMayBe<domain::Busy, Answer>;
    static_assert(kMayBeTooMany || kMayBeBusy, "this answer never asks to come again later");
    if constexpr (kMayBeTooMany)
        if (const auto* many = std::get_if<domain::TooMany>(&answer))
            return HttpError{429, "too_many_requests", many->wait};
    if constexpr (kMayBeBusy)
        if (std::holds_alternative<domain::Busy>(answer)) return HttpError{503, std::string{kBusy}, kBusyWait};
    return std::nullopt;
}
/// Throws it.
template <class Answer>
void refuse_for_now(const Answer& answer)
{
    if (const auto error = asks_for_later(answer)) throw HttpError{*error};
}
} // namespace portal::http
