#include "portal/domain/site_names.hpp"

#include <string>

#include <libpsl.h>

#include "portal/domain/types.hpp"

namespace portal::domain {
namespace {
bool top_level(std::string_view name)
{
    const auto* const list = psl_builtin();
    if (!list) throw Fault{"libpsl was built without the list of public suffixes"};
    // Without the star rule: by that one whatever is not listed would be a top-level domain.
    return psl_is_public_suffix2(list, std::string{name}.c_str(), PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) == 1;
}

/// Up to the end of `label` or to one of its hyphens, since some top-level domains have hyphens themselves
/// (`xn--90ae`).
bool begins_top_level(std::string_view label)
{
    for (auto end = label.find('-'); end != std::string_view::npos; end = label.find('-', end + 1))
        if (top_level(label.substr(0, end))) return true;
    return top_level(label);
}
} // namespace

bool like_site(std::string_view username)
{
    if (username.starts_with("www.")) return true;
    for (auto stop = username.find('.'); stop != std::string_view::npos; stop = username.find('.', stop + 1)) {
        const auto rest = username.substr(stop + 1);
        if (begins_top_level(rest.substr(0, rest.find_first_of("._")))) return true;
    }
    return false;
}
} // namespace portal::domain
