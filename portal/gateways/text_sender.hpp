#pragma once

#include "portal/domain/text_outbox.hpp"
#include "portal/gateways/repeating_thread.hpp"

namespace portal::gateways {
/// A thread that sends the queued text messages as they fall due, beside that of the mail: neither waits for the other.
class TextSender {
public:
    /// All must outlive the thread; `gateway` is used by its thread only.
    TextSender(const domain::Context& context, const domain::TextWriter& writer, domain::TextGateway& gateway);

private:
    RepeatingThread thread_;
};
} // namespace portal::gateways
