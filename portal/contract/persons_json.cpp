#include "portal/contract/persons_json.hpp"

namespace portal::contract {
strict::Json json_of(const PersonNames& names)
{
    strict::Writer members;
    members_of(members, names);
    return members.json();
}

PersonNames read_names(strict::Object object)
{
    PersonNames names;
    strict::Reader members{std::move(object)};
    members_of(members, names);
    members.finish();
    return names;
}
} // namespace portal::contract
