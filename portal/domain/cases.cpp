#include "portal/domain/cases.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
constexpr unsigned kMost = 500;
}

std::vector<Case> list_cases(const Context& context, StaffId reader)
{
    const auto transaction = context.database.begin();
    auto cases = transaction->cases().open_cases(kMost);
    transaction->audit().add({"cases.read", context.clock.now(), ActorKind::supervisor, reader, {}, {}, {}, {}});
    transaction->commit();
    return cases;
}
} // namespace portal::domain
