#pragma once

#include <string_view>

namespace portal::domain {
/// Whether mail programs could make a link of this username: it begins with `www.`, or a top-level domain follows one
/// of its full stops, up to the end or to the next `.`, `_` or `-`. Letters of ours go to addresses that anybody may
/// type, and would carry a link of the sender's choice there. Throws `Fault` where libpsl comes without its list.
/// Source: publicsuffix.org.
bool like_site(std::string_view username);
} // namespace portal::domain
