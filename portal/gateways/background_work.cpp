#include "portal/gateways/background_work.hpp"

#include "config/log.hpp"
#include "portal/domain/housekeeping.hpp"
#include "portal/domain/reminders.hpp"

namespace portal::gateways {
namespace {
constexpr unsigned kMailsInARow = 20; ///< then the house is looked after again
constexpr std::chrono::hours kHousekeepingEvery{1};
} // namespace

BackgroundWork::BackgroundWork(const domain::Context& context, const domain::MailWriter& writer,
                               domain::MailGateway& gateway)
    : context_{context}, thread_{[this, &writer, &gateway](const std::function<bool()>& go_on) {
          keep_house_if_due();
          return domain::send_due_mail(context_, writer, gateway, kMailsInARow, go_on) > 0;
      }}
{
}

void BackgroundWork::keep_house_if_due()
{
    const auto now = context_.clock.now();
    const bool clock_was_set_back = now < housekept_;
    if (now - housekept_ < kHousekeepingEvery && !clock_was_set_back) return;
    housekept_ = now; // even if it fails: mail must go on
    domain::keep_house(context_);
    if (const auto reminders = domain::remind(context_); reminders > 0)
        config::log::info("reminders", {{"queued", static_cast<long long>(reminders)}});
}
} // namespace portal::gateways
