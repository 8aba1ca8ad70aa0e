#include "portal/http/request_body.hpp"

#include <charconv>

#include "portal/http/form.hpp"

namespace portal::http {
namespace {
constexpr std::size_t kUrlencodedLimit = 8 * 1024;
constexpr std::size_t kLongestDrain = 64 << 20; ///< the largest body that any configuration lets through

/// Takes bytes up to a limit and remembers that there were more.
class CountingReader {
public:
    CountingReader(const httplib::Request& request, std::size_t limit) : limit_{limit}
    {
        const auto text = header_of(request, "Content-Length");
        std::size_t declared = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), declared);
        if (text.empty()) return;
        if (error != std::errc{} || end != text.data() + text.size()) throw HttpError{400, "bad_length", {}};
        if (declared > limit_) throw HttpError{413, "too_large", {}};
    }

    bool take(std::size_t length)
    {
        count_ += length;
        return count_ <= limit_;
    }
    /// Throws what a reading that ended early means.
    void finish(bool complete) const
    {
        if (count_ > limit_) throw HttpError{413, "too_large", {}};
        if (!complete) throw HttpError{400, "incomplete_body", {}};
    }

private:
    std::size_t limit_;
    std::size_t count_{0};
};

std::string read_plain(Body& from, std::size_t limit)
{
    CountingReader counter{from.request(), limit};
    std::string body;
    const bool complete = from.read([&](const char* data, std::size_t length) {
        if (!counter.take(length)) return false;
        body.append(data, length);
        return true;
    });
    counter.finish(complete);
    return body;
}

Fields read_multipart(Body& from, std::size_t limit)
{
    CountingReader counter{from.request(), limit};
    std::vector<std::pair<std::string, std::string>> parts;
    const bool complete = from.read(
        [&](const httplib::MultipartFormData& part) {
            parts.emplace_back(part.name, "");
            return counter.take(part.name.size());
        },
        [&](const char* data, std::size_t length) {
            if (parts.empty() || !counter.take(length)) return false;
            parts.back().second.append(data, length);
            return true;
        });
    counter.finish(complete);
    Fields fields;
    for (auto& [name, value] : parts)
        fields.add(std::move(name), std::move(value));
    return fields;
}
} // namespace

std::string_view header_of(const httplib::Request& request, const std::string& name)
{
    const auto found = request.headers.find(name);
    return found == request.headers.end() ? std::string_view{} : found->second;
}

bool says_it_has_a_body(const httplib::Request& request)
{
    const auto length = header_of(request, "Content-Length");
    return request.has_header("Transfer-Encoding") || (!length.empty() && length != "0");
}

void refuse_broken_text(const Fields& fields)
{
    for (const auto& [name, value] : fields.all())
        if (!is_utf8(name) || !is_utf8(value) || value.find('\0') != std::string::npos)
            throw HttpError{400, "not_utf8", {}};
}

void Body::drain()
{
    if (begun_ || !says_it_has_a_body(request_)) return;
    std::size_t taken = 0;
    const auto take = [&](const char*, std::size_t length) { return (taken += length) <= kLongestDrain; };
    if (request_.is_multipart_form_data())
        read([](const httplib::MultipartFormData&) { return true; }, take);
    else
        read(take);
}

void read_body(Body& from, const BodyRule& rule, Request& to)
{
    if (!says_it_has_a_body(from.request())) return;
    const auto type = header_of(from.request(), "Content-Type");
    if (from.request().is_multipart_form_data())
        to.form = read_multipart(from, rule.limit);
    else if (type.starts_with("application/x-www-form-urlencoded"))
        to.form = parse_urlencoded(read_plain(from, kUrlencodedLimit));
    else
        to.body = read_plain(from, rule.limit);
    refuse_broken_text(to.form);
}
} // namespace portal::http
