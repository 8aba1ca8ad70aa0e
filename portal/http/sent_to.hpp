#pragma once

#include <string_view>

#include "portal/http/site.hpp"

/// Where a letter went, told to the page after the form: by a cookie, since no address belongs into a URL.
/// It is sealed: others who look into the browser read no address there.
namespace portal::http {
/// To a page of ours that shows it, within an hour.
Response letter_sent(const Visit& visit, std::string_view local_path, std::string_view email);
/// `{{#address}}{{email}}{{/address}}`; empty where it is not known. Shown once: the next person here need not see it.
Response page_of_letter(CitizenVisit& visit, std::string_view name, const std::string& title, PageData data = {});
} // namespace portal::http
