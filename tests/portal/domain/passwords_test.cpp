#include <future>

#include <doctest/doctest.h>

#include "portal/domain/passwords.hpp"
#include "portal/domain/types.hpp"

using namespace portal::domain;

namespace {
const SecretKey kPepper{"pepper-1", Bytes(32, 1)};
constexpr PasswordCost kCheapest{8, 1, 2, 20};

PasswordHash hashed(PasswordHasher& hasher, const std::string& password)
{
    return std::get<PasswordHash>(hasher.hash(password));
}
bool matches(PasswordHasher& hasher, const std::string& password, const std::optional<PasswordHash>& stored)
{
    return std::get<bool>(hasher.verify(password, stored));
}
} // namespace

TEST_CASE("a password is kept as Argon2id with the id of its pepper")
{
    PasswordHasher hasher{kPepper, kCheapest};
    const auto stored = hashed(hasher, "една дълга парола");
    CHECK(stored.phc.starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
    CHECK(stored.pepper == "pepper-1");
    CHECK(matches(hasher, "една дълга парола", stored));
    CHECK_FALSE(matches(hasher, "друга дълга парола", stored));
    CHECK(hashed(hasher, "една дълга парола").phc != stored.phc);
}

TEST_CASE("without the pepper the hash is worth nothing")
{
    PasswordHasher hasher{kPepper, kCheapest};
    PasswordHasher thief{{"pepper-1", Bytes(32, 2)}, kCheapest};
    CHECK_FALSE(matches(thief, "една дълга парола", hashed(hasher, "една дълга парола")));
}

TEST_CASE("composed and decomposed letters are one password")
{
    PasswordHasher hasher{kPepper, kCheapest};
    CHECK(matches(hasher, "caf\u00e9 noir encore", hashed(hasher, "cafe\u0301 noir encore")));
}

TEST_CASE("every character of a long password counts")
{
    PasswordHasher hasher{kPepper, kCheapest};
    const std::string long_one(128, 'x');
    const auto stored = hashed(hasher, long_one);
    CHECK(matches(hasher, long_one, stored));
    CHECK_FALSE(matches(hasher, long_one.substr(0, 127), stored));
}

TEST_CASE("nobody's password is never right")
{
    PasswordHasher hasher{kPepper, kCheapest};
    CHECK_FALSE(matches(hasher, "една дълга парола", std::nullopt));
}

TEST_CASE("the hash of no password costs what the others do, and nothing matches it")
{
    PasswordHasher hasher{kPepper, kCheapest};
    const auto none = hasher.of_no_password();
    CHECK(none.phc.starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
    CHECK_FALSE(hasher.outdated(none));
    CHECK_FALSE(matches(hasher, "", none));
    CHECK_FALSE(matches(hasher, none.phc, none));
}

TEST_CASE("a hash with other parameters is outdated")
{
    PasswordHasher weak{kPepper, kCheapest};
    PasswordHasher strong{kPepper, {16, 2, 2, 20}};
    const auto stored = hashed(weak, "една дълга парола");
    CHECK_FALSE(weak.outdated(stored));
    CHECK(strong.outdated(stored));
    CHECK(matches(strong, "една дълга парола", stored));
}

TEST_CASE("where nobody may wait the answer is busy at once")
{
    PasswordHasher full{kPepper, {8, 1, 0, 0}};
    CHECK(std::holds_alternative<Busy>(full.hash("една дълга парола")));
    CHECK(std::holds_alternative<Busy>(full.verify("една дълга парола", std::nullopt)));
}

TEST_CASE("everybody in the queue is served, one after the other")
{
    PasswordHasher hasher{kPepper, {8, 1, 1, 20}};
    const auto stored = hashed(hasher, "една дълга парола");
    std::vector<std::future<bool>> callers;
    callers.reserve(16);
    for (int i = 0; i < 16; ++i)
        callers.push_back(std::async(std::launch::async, [&] { return matches(hasher, "една дълга парола", stored); }));
    for (auto& caller : callers)
        CHECK(caller.get());
}
