#include "portal/gateways/smtp.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>

#include "portal/gateways/mime.hpp"

namespace portal::gateways {
namespace {
struct EasyDeleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// What is left to send.
std::size_t read_some(char* to, std::size_t size, std::size_t count, void* from)
{
    auto& rest = *static_cast<std::string_view*>(from);
    const auto length = std::min(size * count, rest.size());
    std::memcpy(to, rest.data(), length);
    rest.remove_prefix(length);
    return length;
}

std::string make_message_id(std::string_view from)
{
    constexpr std::size_t kBytes = 16;
    const auto address = bare_address(from);
    const auto at = address.find('@');
    return contract::to_hex(contract::random_bytes(kBytes)) +
           (at == std::string::npos ? "@localhost" : address.substr(at));
}
} // namespace

struct Smtp::Impl {
    SmtpOptions options;
    std::unique_ptr<CURL, EasyDeleter> handle{curl_easy_init()};

    template <class Value>
    void set(CURLoption option, Value value)
    {
        const auto code = curl_easy_setopt(handle.get(), option, value);
        if (code != CURLE_OK) throw domain::Fault{std::string{"smtp: "} + curl_easy_strerror(code)};
    }
};

Smtp::Smtp(SmtpOptions options) : impl_{new Impl{std::move(options)}}
{
    if (!impl_->handle) throw domain::Fault{"smtp: libcurl cannot start"};
}

Smtp::~Smtp() = default;

void Smtp::send(const std::string& recipient, const domain::MailText& text)
{
    auto& options = impl_->options;
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto message = mime_message({options.from, recipient, make_message_id(options.from), now}, text);
    std::string_view rest = message;
    const std::string sender = "<" + bare_address(options.from) + ">";
    const std::unique_ptr<curl_slist, ListDeleter> recipients{
        curl_slist_append(nullptr, ("<" + bare_address(recipient) + ">").c_str())};

    curl_easy_reset(impl_->handle.get()); // keeps the connection
    impl_->set(CURLOPT_URL, options.url.c_str());
    impl_->set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    impl_->set(CURLOPT_NOSIGNAL, 1L);
    impl_->set(CURLOPT_TIMEOUT, static_cast<long>(options.timeout.count()));
    if (!options.user.empty()) {
        impl_->set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL)); // a password never travels in clear
        impl_->set(CURLOPT_USERNAME, options.user.c_str());
        impl_->set(CURLOPT_PASSWORD, options.password.c_str());
    } else if (options.url.starts_with("smtp://")) {
        // RFC 7435: a server that offers encryption gets it, whoever vouches for it. Listeners read no links then; who
        // could stand between is kept off by `smtps://` or by a user.
        impl_->set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_TRY));
        impl_->set(CURLOPT_SSL_VERIFYPEER, 0L);
        impl_->set(CURLOPT_SSL_VERIFYHOST, 0L);
    }
    impl_->set(CURLOPT_MAIL_FROM, sender.c_str());
    impl_->set(CURLOPT_MAIL_RCPT, recipients.get());
    impl_->set(CURLOPT_UPLOAD, 1L);
    impl_->set(CURLOPT_READFUNCTION, &read_some);
    impl_->set(CURLOPT_READDATA, static_cast<void*>(&rest));
    const auto code = curl_easy_perform(impl_->handle.get());
    if (code == CURLE_OK) return;
    long reply = 0;
    curl_easy_getinfo(impl_->handle.get(), CURLINFO_RESPONSE_CODE, &reply);
    const std::string what = std::string{"smtp: "} + curl_easy_strerror(code) + ", reply " + std::to_string(reply);
    // RFC 5321 §4.2.1: 5yz is for good. A log-in refused says nothing of the mail.
    if (reply / 100 == 5 && code != CURLE_LOGIN_DENIED) throw domain::DeliveryRefused{what};
    throw domain::Fault{what};
}
} // namespace portal::gateways
