#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace portal::domain {
/// Who asks for something costly.
struct Caller {
    enum class Rank {
        staff,
        known, ///< in a browser that the owner of the account has signed in with before
        citizen,
        doubtful, ///< of a network that guesses: served only where nobody would have to wait for it
    } rank{Rank::citizen};
    std::string network{}; ///< empty: has no share that could be used up
};

/// Costly work, little of it at once. Whoever comes meanwhile waits in one of three bounded lines: the line of staff
/// goes first, that of known browsers next, but for each third of the two, which is another citizen's. Of the places to
/// wait in, known browsers and other citizens have a quarter each that the others cannot take. At work and in the lines
/// no network has more than its share, a quarter of a citizen's places, counted by rank: those who guess take
/// nothing of the share of their neighbours. Nobody waits for ever. Thread-safe.
class Turns {
public:
    /// `longest`: that anybody waits.
    Turns(unsigned at_once, unsigned waiting, unsigned waiting_staff,
          std::chrono::milliseconds longest = std::chrono::seconds{12});

    /// Runs `work` in this thread when it is its turn. False: there was no place to wait in, or no turn came.
    bool take(const Caller& caller, const std::function<void()>& work);
    std::size_t waiting() const; ///< in all lines

private:
    using Line = std::deque<bool*>; ///< of those who wait: set when they are called
    using Share = std::pair<Caller::Rank, std::string>;
    bool has_place(const Caller& caller) const;
    Line& line_of(Caller::Rank rank);
    Line& next_line();
    void call_next();
    void leave(const Share& share);
    void give_place_back(const Share& share);

    const unsigned at_once_;
    const unsigned most_citizens_; ///< known ones among them
    const unsigned most_staff_;
    const unsigned share_;
    const std::chrono::milliseconds longest_;
    mutable std::mutex mutex_;
    std::condition_variable turn_;
    unsigned running_{0};
    Line staff_;
    Line known_;
    Line citizens_;
    unsigned overtaken_{0};            ///< so many known browsers in a row were called while other citizens waited
    std::map<Share, unsigned> places_; ///< of each network, at work and in the lines
};
} // namespace portal::domain
