#include "portal/gateways/text_sender.hpp"

namespace portal::gateways {
namespace {
constexpr unsigned kTextsInARow = 20;
}

TextSender::TextSender(const domain::Context& context, const domain::TextWriter& writer, domain::TextGateway& gateway)
    : thread_{[&context, &writer, &gateway](const std::function<bool()>& go_on) {
          return domain::send_due_texts(context, writer, gateway, kTextsInARow, go_on) > 0;
      }}
{
}
} // namespace portal::gateways
