#include "portal/domain/normal_form.hpp"

#include <unicode/normalizer2.h>

#include "portal/domain/types.hpp"

namespace portal::domain {
namespace {
const icu::Normalizer2& nfkc(bool fold_case)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer =
        fold_case ? icu::Normalizer2::getNFKCCasefoldInstance(status) : icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) throw Fault{"ICU has no NFKC"};
    return *normalizer;
}
} // namespace

icu::UnicodeString normal_form(std::string_view text, bool fold_case)
{
    UErrorCode status = U_ZERO_ERROR;
    auto result = nfkc(fold_case).normalize(
        icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}), status);
    if (U_FAILURE(status)) throw Fault{"ICU could not normalise a text"};
    return result;
}
} // namespace portal::domain
