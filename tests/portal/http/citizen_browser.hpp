#pragma once

#include "tests/portal/http/citizen_site.hpp"

namespace tests {
/// The citizens' pages as one browser gets them that keeps the cookies it is given.
struct CitizenBrowser : CitizenSite {
    portal::http::Response get(const std::string& address, const std::map<std::string, std::string>& query = {})
    {
        return kept(CitizenSite::get(address, query));
    }
    portal::http::Response post(const std::string& path, const std::map<std::string, std::string>& fields = {})
    {
        return kept(CitizenSite::post(path, fields));
    }

private:
    portal::http::Response kept(portal::http::Response response)
    {
        const auto [first, last] = response.headers.equal_range("Set-Cookie");
        for (auto header = first; header != last; ++header) {
            const auto& text = header->second;
            const auto name = text.substr(0, text.find('='));
            if (text.find("Max-Age=0") != std::string::npos)
                place_of(name).clear();
            else
                place_of(name) = text.substr(name.size() + 1, text.find(';') - name.size() - 1);
        }
        return response;
    }
    std::string& place_of(const std::string& cookie)
    {
        if (cookie == portal::http::kSessionCookie) return session;
        if (cookie == portal::http::kLanguageCookie) return language;
        return others[cookie];
    }
};
} // namespace tests
