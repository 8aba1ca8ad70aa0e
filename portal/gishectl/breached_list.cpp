#include "portal/gishectl/breached_list.hpp"

#include <algorithm>
#include <fstream>

#include "portal/contract/types.hpp"

namespace gishectl {
namespace {
using portal::domain::PasswordSha1;
constexpr std::size_t kDigits = 40;

bool only_digits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view without_return(std::string_view line)
{
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

/// Lines of a file, with their numbers.
class Lines {
public:
    explicit Lines(const std::filesystem::path& file) : path_{file}, stream_{file}
    {
        if (!stream_ || std::filesystem::is_directory(file)) throw ListError{file.string() + ": cannot be read"};
    }

    /// The next one that is not empty; empty at the end.
    std::optional<std::string_view> next()
    {
        while (std::getline(stream_, line_)) {
            ++number_;
            if (const auto line = without_return(line_); !line.empty()) return line;
        }
        if (stream_.bad()) throw ListError{path_.string() + ": cannot be read"};
        return std::nullopt;
    }

    [[noreturn]] void refuse(const char* why) const
    {
        throw ListError{path_.string() + ":" + std::to_string(number_) + ": " + why};
    }

private:
    std::filesystem::path path_;
    std::ifstream stream_;
    std::string line_;
    std::uint64_t number_{};
};

/// Hashes in ascending order, one after the other.
struct Source {
    virtual ~Source() = default;
    std::optional<PasswordSha1> first; ///< empty: there are no more
    virtual void advance() = 0;
};

class Published final : public Source {
public:
    explicit Published(const std::filesystem::path& file) : lines_{file} { advance(); }

    void advance() override
    {
        const auto line = lines_.next();
        if (!line) return first.reset();
        const auto hash = hash_of_line(*line);
        if (!hash) lines_.refuse("expected 40 hexadecimal digits, a colon and a count");
        if (first && *hash < *first) lines_.refuse("not in ascending order; sort the file first: LC_ALL=C sort");
        first = hash;
    }

private:
    Lines lines_;
};

class Words final : public Source {
public:
    explicit Words(const std::vector<std::filesystem::path>& files)
    {
        for (const auto& file : files) {
            Lines lines{file};
            while (const auto word = lines.next())
                hashes_.push_back(portal::domain::sha1_of_password(*word));
        }
        std::ranges::sort(hashes_, std::greater<>{});
        advance();
    }

    void advance() override
    {
        if (hashes_.empty()) return first.reset();
        first = hashes_.back();
        hashes_.pop_back();
    }

private:
    std::vector<PasswordSha1> hashes_; ///< the last one comes next
};

/// With the smallest hash; null where all have ended.
Source* smallest(const std::vector<std::unique_ptr<Source>>& sources)
{
    Source* found = nullptr;
    for (const auto& source : sources)
        if (source->first && (!found || *source->first < *found->first)) found = source.get();
    return found;
}
} // namespace

std::optional<PasswordSha1> hash_of_line(std::string_view line)
{
    line = without_return(line);
    if (line.size() < kDigits) return std::nullopt;
    const auto rest = line.substr(kDigits);
    if (!rest.empty() && (rest.front() != ':' || !only_digits(rest.substr(1)))) return std::nullopt;
    std::string digits{line.substr(0, kDigits)};
    std::ranges::transform(digits, digits.begin(),
                           [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + ('a' - 'A')) : c; });
    PasswordSha1 hash{};
    try {
        std::ranges::copy(portal::contract::from_hex(digits), hash.begin());
    } catch (const portal::contract::Malformed&) {
        return std::nullopt;
    }
    return hash;
}

std::uint64_t build_breached_list(const std::vector<std::filesystem::path>& hashes,
                                  const std::vector<std::filesystem::path>& words, const std::filesystem::path& to)
{
    std::vector<std::unique_ptr<Source>> sources;
    sources.push_back(std::make_unique<Words>(words));
    for (const auto& file : hashes)
        sources.push_back(std::make_unique<Published>(file));
    auto growing = to;
    growing += ".new";
    try {
        portal::domain::BreachedPasswordsWriter list{growing};
        for (auto* source = smallest(sources); source; source = smallest(sources)) {
            list.add(*source->first);
            source->advance();
        }
        const auto size = list.finish();
        if (size == 0) throw ListError{"no password is in these files"};
        std::filesystem::rename(growing, to);
        return size;
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(growing, ignored);
        throw;
    }
}
} // namespace gishectl
