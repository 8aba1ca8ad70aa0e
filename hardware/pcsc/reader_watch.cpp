#include "hardware/pcsc/reader_watch.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "hardware/pcsc/context.hpp"

namespace hardware::pcsc {
namespace {
/// The pseudo reader whose event is "a reader came or went".
constexpr const char* kPlugAndPlay = "\\\\?PnP?\\Notification";

std::vector<std::string> reader_names(SCARDCONTEXT context)
{
    DWORD size = 0;
    const auto code = SCardListReaders(context, nullptr, nullptr, &size);
    if (code == SCARD_E_NO_READERS_AVAILABLE) return {};
    check(code, "SCardListReaders");
    std::vector<char> list(size);
    const auto again = SCardListReaders(context, nullptr, list.data(), &size);
    if (again == SCARD_E_NO_READERS_AVAILABLE || again == SCARD_E_INSUFFICIENT_BUFFER) return {};
    check(again, "SCardListReaders");
    std::vector<std::string> names;
    for (const char* name = list.data(); name < list.data() + size && *name != '\0'; name += names.back().size() + 1)
        names.emplace_back(name);
    return names;
}

ReaderState state_of(const SCARD_READERSTATE& raw)
{
    ReaderState state{
        raw.szReader, (raw.dwEventState & SCARD_STATE_PRESENT) != 0, (raw.dwEventState & SCARD_STATE_MUTE) != 0, {}};
    if (state.card_present) state.atr.assign(raw.rgbAtr, raw.rgbAtr + raw.cbAtr);
    return state;
}

/// Readers as PC/SC wants them for waiting; the pseudo reader is the last.
class WaitList {
public:
    explicit WaitList(SCARDCONTEXT context) : context_{context}, names_{reader_names(context)}
    {
        for (const auto& name : names_) {
            SCARD_READERSTATE state{};
            state.szReader = name.c_str();
            state.dwCurrentState = SCARD_STATE_UNAWARE;
            states_.push_back(state);
        }
        SCARD_READERSTATE plug_and_play{};
        plug_and_play.szReader = kPlugAndPlay;
        // The upper half counts readers, so that none is missed between listing and waiting.
        plug_and_play.dwCurrentState = static_cast<DWORD>(names_.size()) << 16;
        states_.push_back(plug_and_play);
    }

    /// Waits for a change. False where the list of readers is no longer the right one.
    bool wait(DWORD timeout)
    {
        const auto code = SCardGetStatusChange(context_, timeout, states_.data(), static_cast<DWORD>(states_.size()));
        if (code == SCARD_E_TIMEOUT || code == SCARD_E_CANCELLED) return true;
        if (code == SCARD_E_UNKNOWN_READER || code == SCARD_E_READER_UNAVAILABLE) return false;
        check(code, "SCardGetStatusChange");
        for (auto& state : states_) {
            const bool gone = (state.dwEventState & (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE)) != 0;
            const bool readers_changed = &state == &states_.back() && (state.dwEventState & SCARD_STATE_CHANGED) != 0;
            if (gone || readers_changed) return false;
            state.dwCurrentState = state.dwEventState & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
        }
        return true;
    }

    std::vector<ReaderState> readers() const
    {
        std::vector<ReaderState> readers;
        for (std::size_t i = 0; i < names_.size(); ++i)
            readers.push_back(state_of(states_[i]));
        return readers;
    }

private:
    SCARDCONTEXT context_;
    std::vector<std::string> names_;
    std::vector<SCARD_READERSTATE> states_;
};
} // namespace

class ReaderWatch::Worker {
public:
    explicit Worker(Callback callback) : callback_{std::move(callback)}, thread_{[this] { run(); }} {}

    ~Worker()
    {
        {
            const std::lock_guard lock{mutex_};
            stopping_ = true;
            if (context_ != nullptr) SCardCancel(context_->handle());
        }
        wake_.notify_all();
        thread_.join();
    }

private:
    void run()
    {
        while (!stopping_) {
            try {
                const Context context;
                enter(&context);
                watch(context);
                enter(nullptr);
            } catch (const Error&) {
                enter(nullptr);
                tell({}); // the service does not run, or went: no readers until it is back
                pause();
            }
        }
    }

    void watch(const Context& context)
    {
        while (!stopping_) {
            WaitList list{context.handle()};
            bool known = list.wait(0);
            while (known && !stopping_) {
                tell(list.readers());
                known = list.wait(kLongestWait);
            }
        }
    }

    /// A cancel that comes just before the wait is lost, so no wait is endless.
    static constexpr DWORD kLongestWait = 2'000;

    void enter(const Context* context)
    {
        const std::lock_guard lock{mutex_};
        context_ = context;
    }

    void pause()
    {
        std::unique_lock lock{mutex_};
        wake_.wait_for(lock, std::chrono::seconds{1}, [this] { return stopping_.load(); });
    }

    void tell(std::vector<ReaderState> readers)
    {
        if (stopping_ || told_ == readers) return;
        told_ = std::move(readers);
        callback_(*told_);
    }

    Callback callback_;
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::condition_variable wake_;
    const Context* context_ = nullptr;
    std::optional<std::vector<ReaderState>> told_;
    std::thread thread_; // last: it uses all the others
};

ReaderWatch::ReaderWatch(Callback callback) : worker_{std::make_unique<Worker>(std::move(callback))} {}

ReaderWatch::~ReaderWatch() = default;

std::vector<ReaderState> readers_now()
{
    const Context context;
    WaitList list{context.handle()};
    list.wait(0);
    return list.readers();
}
} // namespace hardware::pcsc
