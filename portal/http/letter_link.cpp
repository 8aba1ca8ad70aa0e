#include "portal/http/letter_link.hpp"

namespace portal::http {
namespace {
const char* word_of(domain::LinkRefusal refusal)
{
    switch (refusal) {
    case domain::LinkRefusal::unknown:
        return "unknown";
    case domain::LinkRefusal::expired:
        return "expired";
    case domain::LinkRefusal::used:
        return "used";
    }
    throw std::logic_error{"a refusal without a word"};
}
} // namespace

Response kept_from_others(Response response)
{
    response.set("Referrer-Policy", "no-referrer");
    return response;
}

Response link_page(CitizenVisit& visit, std::string_view name, const std::string& title, PageData data)
{
    data.set("token", std::string{visit.request().query.get("token")});
    data.set("csrf", visit.csrf());
    return kept_from_others(visit.page(name, title, std::move(data)));
}

std::string title_of_refusal(const Visit& visit, bool done)
{
    return done ? visit.text("This is done already") : visit.text("This link cannot be used");
}

Response refused_link(CitizenVisit& visit, std::string_view name, const std::string& reason, bool done)
{
    PageData data;
    data.set(reason, true);
    data.set("done", done);
    return kept_from_others(visit.page(name, title_of_refusal(visit, done), std::move(data), 410));
}

Response refused_link(CitizenVisit& visit, std::string_view name, domain::LinkRefusal refusal)
{
    return refused_link(visit, name, word_of(refusal), refusal == domain::LinkRefusal::used);
}
} // namespace portal::http
