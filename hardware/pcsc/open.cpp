#include "hardware/pcsc/open.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "hardware/pcsc/context.hpp"

namespace hardware::pcsc {
namespace {
constexpr std::size_t kLargestAnswer = 65'538;
constexpr std::size_t kLargestShortCommand = 261;
constexpr std::chrono::seconds kLongestCommand{10};
constexpr std::chrono::milliseconds kStopIsHeard{100};

/// A connected card under a transaction.
class Connection {
public:
    explicit Connection(std::string reader) : reader_{std::move(reader)}
    {
        check(SCardConnect(context_.handle(), reader_.c_str(), SCARD_SHARE_SHARED,
                           SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card_, &protocol_),
              "SCardConnect");
        try {
            begin();
            events_ = events_of(reader_state(SCARD_STATE_UNAWARE, 0));
        } catch (...) {
            SCardDisconnect(card_, SCARD_LEAVE_CARD);
            throw;
        }
    }

    ~Connection()
    {
        // A session must not stay open for the next program; but resetting a card that left confuses pcscd.
        const DWORD disposition = lost_ ? SCARD_LEAVE_CARD : SCARD_RESET_CARD;
        SCardEndTransaction(card_, disposition);
        SCardDisconnect(card_, disposition);
    }
    Connection(Connection&&) = delete;

    Bytes transmit(ByteView command)
    {
        lost_ = true; // until an answer shows that it is not
        auto answer = exchange(command);
        lost_ = false;
        return answer;
    }

    Bytes atr() const
    {
        Bytes atr(MAX_ATR_SIZE);
        auto size = static_cast<DWORD>(atr.size());
        DWORD state = 0;
        DWORD protocol = 0;
        check(SCardStatus(card_, nullptr, nullptr, &state, &protocol, atr.data(), &size), "SCardStatus");
        atr.resize(size);
        return atr;
    }

private:
    Bytes exchange(ByteView command)
    {
        Bytes answer(kLargestAnswer);
        auto size = static_cast<DWORD>(answer.size());
        const auto* protocol = protocol_ == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
        const auto code = SCardTransmit(card_, protocol, command.data(), static_cast<DWORD>(command.size()), nullptr,
                                        answer.data(), &size);
        const bool extended = command.size() > kLargestShortCommand || (command.size() > 5 && command[4] == 0);
        // A card that left looks at first like one that cannot be reached: the reader notices a little later.
        if (code == SCARD_E_NOT_TRANSACTED && !card_stays()) throw CardRemoved{"SCardTransmit: card left"};
        const bool refused = code == SCARD_E_INVALID_PARAMETER || code == SCARD_E_INSUFFICIENT_BUFFER ||
                             code == SCARD_E_INVALID_VALUE || code == SCARD_E_NOT_TRANSACTED;
        if (extended && refused && card_is_there()) throw LengthRefused{pcsc_stringify_error(code)};
        check(code, "SCardTransmit");
        answer.resize(size);
        // Some drivers report a card that left during a command as an empty success, and notice a little later.
        if (size < 2 && !card_stays()) throw CardRemoved{"SCardTransmit: empty answer, card left"};
        return answer;
    }

    void begin()
    {
        auto code = SCardBeginTransaction(card_);
        if (code == SCARD_W_RESET_CARD) { // another program left it in a fresh state
            check(SCardReconnect(card_, SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, SCARD_LEAVE_CARD,
                                 &protocol_),
                  "SCardReconnect");
            code = SCardBeginTransaction(card_);
        }
        check(code, "SCardBeginTransaction");
    }

    bool card_is_there() { return (reader_state(SCARD_STATE_UNAWARE, 0) & SCARD_STATE_PRESENT) != 0; }

    /// Whether the same card is still there a moment later.
    bool card_stays()
    {
        constexpr DWORD kMoment = 1'000;
        const auto now = reader_state(SCARD_STATE_UNAWARE, 0);
        const auto later = reader_state(now & ~static_cast<DWORD>(SCARD_STATE_CHANGED), kMoment);
        return (later & SCARD_STATE_PRESENT) != 0 && events_of(later) == events_;
    }

    /// How often a card came or went: PC/SC-lite counts in the upper half.
    static DWORD events_of(DWORD state) { return state >> 16 & 0xFFFF; }

    DWORD reader_state(DWORD known, DWORD timeout)
    {
        SCARD_READERSTATE state{};
        state.szReader = reader_.c_str();
        state.dwCurrentState = known;
        const auto code = SCardGetStatusChange(context_.handle(), timeout, &state, 1);
        if (code == SCARD_E_TIMEOUT) return known == SCARD_STATE_UNAWARE ? state.dwEventState : known;
        check(code, "SCardGetStatusChange");
        return state.dwEventState;
    }

    std::string reader_;
    Context context_;
    SCARDHANDLE card_{};
    DWORD protocol_{};
    DWORD events_{};
    bool lost_ = false;
};

} // namespace

/// Between the caller and the thread that waits inside PC/SC. PC/SC cannot break off a call, so a card that never
/// answers, or that another program holds, would keep its caller for ever: the caller goes, and the thread ends
/// whenever the call does.
struct Line {
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<Bytes> command;
    std::optional<Bytes> answer;
    std::exception_ptr fault;
    bool closed = false; ///< by the caller
    bool ended = false;  ///< with the thread
};

namespace {
void answer(Line& line, const std::function<Bytes()>& ask)
{
    std::optional<Bytes> answer;
    std::exception_ptr fault;
    try {
        answer = ask();
    } catch (...) {
        fault = std::current_exception();
    }
    const std::lock_guard lock{line.mutex};
    line.answer = std::move(answer);
    line.fault = fault;
    line.changed.notify_all();
}

/// The first answer is the ATR.
void converse(Line& line, const std::string& reader)
{
    std::unique_ptr<Connection> connection;
    answer(line, [&] {
        connection = std::make_unique<Connection>(reader);
        return connection->atr();
    });
    if (!connection) return;
    while (true) {
        std::unique_lock lock{line.mutex};
        line.changed.wait(lock, [&] { return line.closed || line.command; });
        if (line.closed) return;
        const auto command = std::move(*line.command);
        line.command.reset();
        lock.unlock();
        answer(line, [&] { return connection->transmit(command); });
    }
}

void serve(Line& line, const std::string& reader)
{
    converse(line, reader);
    const std::lock_guard lock{line.mutex};
    line.ended = true;
    line.changed.notify_all();
}

/// Whether `happened` came to be in the time that there is for one call.
bool wait_for(Line& line, std::unique_lock<std::mutex>& lock, const card::Limits& limits,
              const std::function<bool()>& happened)
{
    const auto end = std::min(limits.now() + kLongestCommand, limits.deadline);
    while (!line.changed.wait_for(lock, kStopIsHeard, happened))
        if ((limits.stop && limits.stop()) || limits.now() >= end) return false;
    return true;
}

/// The caller's end of the line.
class Caller {
public:
    Caller(std::shared_ptr<Line> line, const std::string& reader, card::Limits limits)
        : limits_{std::move(limits)}, line_{std::move(line)}, thread_{[line = line_, reader] { serve(*line, reader); }}
    {
    }

    ~Caller()
    {
        {
            const std::lock_guard lock{line_->mutex};
            line_->closed = true;
        }
        line_->changed.notify_all();
        if (silent_)
            thread_.detach();
        else
            thread_.join();
    }
    Caller(Caller&&) = delete;

    /// Waits for what was asked last.
    Bytes await()
    {
        std::unique_lock lock{line_->mutex};
        silent_ = !wait_for(*line_, lock, limits_, [&] { return line_->answer || line_->fault; });
        if (silent_) throw TimedOut{"the card does not answer"};
        if (line_->fault) std::rethrow_exception(line_->fault);
        return std::move(*line_->answer);
    }

    Bytes transmit(ByteView command)
    {
        if (silent_) throw TimedOut{"the card fell silent"};
        {
            const std::lock_guard lock{line_->mutex};
            line_->command = Bytes{command.begin(), command.end()};
            line_->answer.reset();
            line_->fault = nullptr;
        }
        line_->changed.notify_all();
        return await();
    }

private:
    card::Limits limits_;
    std::shared_ptr<Line> line_;
    bool silent_ = false;
    std::thread thread_;
};

class PcscCard final : public Card {
public:
    PcscCard(std::shared_ptr<Line> line, const std::string& reader, card::Limits limits)
        : caller_{std::move(line), reader, std::move(limits)}, atr_{caller_.await()}
    {
    }

    Bytes transmit(ByteView command) override { return caller_.transmit(command); }
    Bytes atr() const override { return atr_; }

private:
    Caller caller_;
    Bytes atr_;
};
} // namespace

std::unique_ptr<Card> Opener::open(const std::string& reader, card::Limits limits)
{
    auto& line = lines_[reader];
    if (line) {
        std::unique_lock lock{line->mutex};
        if (!wait_for(*line, lock, limits, [&] { return line->ended; }))
            throw TimedOut{"the card that was there before does not answer"};
    }
    line = std::make_shared<Line>();
    try {
        return std::make_unique<PcscCard>(line, reader, std::move(limits));
    } catch (const std::system_error&) { // no thread to be had: nobody would end the line
        lines_.erase(reader);
        throw;
    }
}
} // namespace hardware::pcsc
