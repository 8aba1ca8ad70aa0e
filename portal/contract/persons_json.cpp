#include "portal/contract/persons_json.hpp"

namespace portal::contract {
strict::Json json_of(const PersonNames& names)
{
    return {{"given", names.given}, {"fathers", names.fathers}, {"family", names.family}};
}

PersonNames read_names(strict::Object object)
{
    PersonNames names;
    names.given = object.text("given", kLongestName);
    names.fathers = object.text("fathers", kLongestName);
    names.family = object.text("family", kLongestName);
    object.finish();
    return names;
}
} // namespace portal::contract
