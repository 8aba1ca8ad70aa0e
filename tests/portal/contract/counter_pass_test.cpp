#include "portal/contract/counter_pass.hpp"

#include <random>
#include <set>

#include <doctest/doctest.h>

#include "portal/contract/pass_digits.hpp"
#include "portal/contract/signing.hpp"

using namespace portal::contract;
using namespace std::chrono_literals;

namespace {
struct Week {
    Ed25519Pair pair = generate_ed25519();
    PassEpochKey epoch{47, random_bytes(32), pair.open};

    std::string seal(const CounterPass& pass) const { return seal_pass(pass, epoch, pair.secret); }
};

CounterPass viktoria()
{
    CounterPass pass;
    for (std::size_t i = 0; i < pass.id.size(); ++i)
        pass.id[i] = static_cast<std::uint8_t>(i + 1);
    pass.epoch = 47;
    pass.expires = instant_from_rfc3339("2026-11-25T08:47:00Z");
    pass.content = {"viki.konstantinova", {"Виктория", "Любомирова", "Константинова"}, Bytes(16, 0x5a)};
    return pass;
}

PassFault fault_of(const std::variant<CounterPass, PassFault>& answer)
{
    return std::get<PassFault>(answer);
}
PassFault fault_of(const std::variant<PassHeader, PassFault>& answer)
{
    return std::get<PassFault>(answer);
}
} // namespace

TEST_CASE("a sealed pass opens with its week's key and says what was put in")
{
    const Week week;
    const auto pass = viktoria();
    const auto opened = open_pass(week.seal(pass), week.epoch);
    REQUIRE(std::holds_alternative<CounterPass>(opened));
    const auto& read = std::get<CounterPass>(opened);
    CHECK(read.id == pass.id);
    CHECK(read.epoch == 47);
    CHECK(read.expires == pass.expires);
    CHECK(read.content.username == pass.content.username);
    CHECK(read.content.names == pass.content.names);
    CHECK(read.content.number_hash == pass.content.number_hash);
}

TEST_CASE("a pass without a personal number opens without one")
{
    const Week week;
    auto pass = viktoria();
    pass.content.number_hash.reset();
    pass.content.names.fathers.clear();
    const auto opened = std::get<CounterPass>(open_pass(week.seal(pass), week.epoch));
    CHECK_FALSE(opened.content.number_hash);
    CHECK(opened.content.names == pass.content.names);
}

TEST_CASE("a pass is digits only and stays short enough for a QR")
{
    const Week week;
    const auto digits = week.seal(viktoria());
    CHECK(digits.find_first_not_of("0123456789") == std::string::npos);
    CHECK(digits.size() < 700);

    auto longest = viktoria();
    std::string name;
    for (int i = 0; i < 60; ++i)
        name += "ж";
    longest.content = {std::string(32, 'a'), {name, name, name}, Bytes(16)};
    CHECK(week.seal(longest).size() < 1500);
}

TEST_CASE("the clear part of a pass is read without a key")
{
    const Week week;
    const auto header = std::get<PassHeader>(read_pass_header(week.seal(viktoria())));
    CHECK(header.id == viktoria().id);
    CHECK(header.epoch == 47);
    CHECK(header.expires == viktoria().expires);
}

TEST_CASE("expiry is kept to the minute, downwards")
{
    const Week week;
    auto pass = viktoria();
    pass.expires += 59s;
    CHECK(std::get<PassHeader>(read_pass_header(week.seal(pass))).expires == viktoria().expires);
}

TEST_CASE("a pass gives neither username nor names away in clear")
{
    const Week week;
    const auto bytes = bytes_of_digits(week.seal(viktoria())).value();
    const std::string text{bytes.begin(), bytes.end()};
    CHECK(text.find("viki") == std::string::npos);
    CHECK(text.find("Виктория") == std::string::npos);
    CHECK(text.find(std::string(16, 0x5a)) == std::string::npos);
}

TEST_CASE("a pass sealed again with another content shares no key stream with the one before")
{
    const Week week;
    auto pass = viktoria();
    const auto before = bytes_of_digits(week.seal(pass)).value();
    CHECK(bytes_of_digits(week.seal(pass)).value() == before);
    pass.content.number_hash = Bytes(16, 0xa5);
    const auto after = bytes_of_digits(week.seal(pass)).value();
    REQUIRE(before.size() == after.size());
    // Username and names are the same text: under one nonce they would be the same bytes.
    constexpr std::size_t kHeader = 23;
    const auto sealed_size = before.size() - kHeader - 64;
    std::size_t same = 0;
    for (std::size_t i = kHeader; i < kHeader + sealed_size; ++i)
        same += before[i] == after[i] ? 1u : 0u;
    CHECK(same < sealed_size / 4);
}

TEST_CASE("a pass with any bit changed is refused")
{
    const Week week;
    const auto bytes = bytes_of_digits(week.seal(viktoria())).value();
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        auto changed = bytes;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        CAPTURE(bit);
        CHECK(std::holds_alternative<PassFault>(open_pass(digits_of(changed), week.epoch)));
    }
}

TEST_CASE("a pass cut short or made longer is refused")
{
    const Week week;
    const auto bytes = bytes_of_digits(week.seal(viktoria())).value();
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK(std::holds_alternative<PassFault>(open_pass(digits_of(ByteView{bytes}.first(size)), week.epoch)));
    auto longer = bytes;
    longer.push_back(0);
    CHECK(fault_of(open_pass(digits_of(longer), week.epoch)) == PassFault::bad_signature);
}

TEST_CASE("a pass signed by somebody else is refused for its signature")
{
    const Week week;
    const auto forged = seal_pass(viktoria(), week.epoch, generate_ed25519().secret);
    CHECK(fault_of(open_pass(forged, week.epoch)) == PassFault::bad_signature);
}

TEST_CASE("a pass whose bytes were signed under another label is refused")
{
    const Week week;
    auto bytes = bytes_of_digits(week.seal(viktoria())).value();
    bytes.resize(bytes.size() - 64);
    const auto foreign = sign_ed25519(week.pair.secret, "gishe-receipt-v1", bytes);
    bytes.insert(bytes.end(), foreign.begin(), foreign.end());
    CHECK(fault_of(open_pass(digits_of(bytes), week.epoch)) == PassFault::bad_signature);
}

TEST_CASE("a pass of another week asks for that week's key")
{
    const Week week;
    auto next = week.epoch;
    next.number = 48;
    CHECK(fault_of(open_pass(week.seal(viktoria()), next)) == PassFault::unknown_epoch);
}

TEST_CASE("a pass that another key sealed is damaged, though rightly signed")
{
    const Week week;
    auto other = week.epoch;
    other.key = random_bytes(32);
    CHECK(fault_of(open_pass(week.seal(viktoria()), other)) == PassFault::damaged);
}

TEST_CASE("a pass of a later version is known as such")
{
    const Week week;
    auto bytes = bytes_of_digits(week.seal(viktoria())).value();
    bytes[0] = 2;
    CHECK(fault_of(read_pass_header(digits_of(bytes))) == PassFault::unknown_version);
    bytes[0] = 0;
    CHECK(fault_of(read_pass_header(digits_of(bytes))) == PassFault::not_a_pass);
    bytes[0] = 200;
    CHECK(fault_of(read_pass_header(digits_of(bytes))) == PassFault::not_a_pass);
}

TEST_CASE("a QR of something else is not a pass")
{
    for (const char* text : {"", "1", "https://example.com/", "4821093755601170", "\xff", "000"}) {
        CAPTURE(text);
        CHECK(fault_of(read_pass_header(text)) == PassFault::not_a_pass);
    }
    CHECK(fault_of(read_pass_header(std::string(400, '9'))) == PassFault::not_a_pass);
    CHECK(fault_of(read_pass_header(std::string(100'000, '0'))) == PassFault::not_a_pass);
}

TEST_CASE("what a scanner puts around a pass is ignored")
{
    const Week week;
    CHECK(std::holds_alternative<CounterPass>(open_pass("\x02" + week.seal(viktoria()) + "\x03\r\n", week.epoch)));
}

TEST_CASE("a field too long for a pass, or a foreign key, is refused before sealing")
{
    const Week week;
    auto pass = viktoria();
    pass.content.names.given = std::string(256, 'a');
    CHECK_THROWS_AS(week.seal(pass), std::invalid_argument);
    pass = viktoria();
    pass.epoch = 46;
    CHECK_THROWS_AS(week.seal(pass), std::invalid_argument);
}

TEST_CASE("the number hash tells numbers, kinds, passes and weeks apart")
{
    const Week week;
    const Week other;
    const PersonalNumber number{PersonalNumberKind::egn, "6847096301"};
    const PersonalNumber same_digits{PersonalNumberKind::lnch, "6847096301"};
    const PassId id = viktoria().id;
    const auto hash = pass_number_hash(week.epoch, id, number);
    CHECK(hash.size() == 16);
    CHECK(hash == pass_number_hash(week.epoch, id, number));
    CHECK(hash != pass_number_hash(week.epoch, id, same_digits));
    CHECK(hash != pass_number_hash(week.epoch, PassId{}, number));
    CHECK(hash != pass_number_hash(other.epoch, id, number));
}

TEST_CASE("bytes of every length survive their digits")
{
    std::mt19937 random{47};
    for (std::size_t size = 0; size < 200; ++size) {
        Bytes bytes(size);
        for (auto& byte : bytes)
            byte = static_cast<std::uint8_t>(random());
        CHECK(bytes_of_digits(digits_of(bytes)) == bytes);
        const Bytes full(size, 0xff);
        CHECK(bytes_of_digits(digits_of(full)) == full);
        const Bytes empty(size, 0);
        CHECK(bytes_of_digits(digits_of(empty)) == empty);
    }
}

TEST_CASE("digits that no bytes make are refused")
{
    for (const char* digits :
         {"1", "12", "256", "999", "65536", "1234", "72057594037927936", "99999999999999999", "00a"}) {
        CAPTURE(digits);
        CHECK_FALSE(bytes_of_digits(digits));
    }
    CHECK(bytes_of_digits("255") == Bytes{255});
    CHECK(bytes_of_digits("72057594037927935") == Bytes(7, 0xff));
}

TEST_CASE("a pass code agrees with the Luhn examples and is grouped in fours")
{
    CHECK(parse_pass_code("4111 1111 1111 1111") == "4111111111111111");
    CHECK(parse_pass_code("5500-0000-0000-0004\r\n") == "5500000000000004");
    CHECK_FALSE(parse_pass_code("4111111111111112"));
    CHECK_FALSE(parse_pass_code("411111111111111"));
    CHECK_FALSE(parse_pass_code("41111111111111111"));
    CHECK_FALSE(parse_pass_code("4111x11111111111"));
    CHECK_FALSE(parse_pass_code(""));
    CHECK(grouped_pass_code("4821093755601170") == "4821 0937 5560 1170");
}

TEST_CASE("made pass codes are valid and differ")
{
    std::set<std::string> codes;
    for (int i = 0; i < 200; ++i) {
        const auto code = make_pass_code();
        CHECK(parse_pass_code(code) == code);
        codes.insert(code);
    }
    CHECK(codes.size() == 200);
}

TEST_CASE("one wrong digit in a pass code is always seen")
{
    const auto code = make_pass_code();
    for (std::size_t at = 0; at < code.size(); ++at)
        for (char digit = '0'; digit <= '9'; ++digit) {
            auto changed = code;
            changed[at] = digit;
            CHECK(parse_pass_code(changed).has_value() == (changed == code));
        }
}
