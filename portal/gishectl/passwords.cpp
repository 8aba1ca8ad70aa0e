#include <iostream>

#include <nlohmann/json.hpp>

#include "portal/gishectl/breached_list.hpp"
#include "portal/gishectl/commands.hpp"

namespace gishectl {
void build_passwords(const Office& office, const PasswordLists& lists)
{
    const auto size = build_breached_list(lists.hashes, lists.words, lists.output);
    if (office.json)
        std::cout << nlohmann::json{{"passwords", size}, {"list", lists.output.string()}}.dump() << "\n";
    else
        std::cout << lists.output.string() << ": " << size << " passwords\n";
}
} // namespace gishectl
