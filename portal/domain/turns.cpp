#include "portal/domain/turns.hpp"

#include <algorithm>
#include <stdexcept>

namespace portal::domain {
namespace {
constexpr unsigned kSmallestShare = 2;
constexpr unsigned kNetworks = 4; ///< so many fill all places
constexpr unsigned kKept = 4;     ///< one of so many places is for known browsers alone, and one for other citizens
constexpr unsigned kOvertakers = 2;
} // namespace

Turns::Turns(unsigned at_once, unsigned waiting, unsigned waiting_staff, std::chrono::milliseconds longest)
    : at_once_{at_once}, most_citizens_{waiting},
      most_staff_{waiting_staff}, share_{std::max(kSmallestShare, (at_once + waiting) / kNetworks)}, longest_{longest}
{
}

bool Turns::take(const Caller& caller, const std::function<void()>& work)
{
    const Share share{caller.rank, caller.network};
    {
        std::unique_lock lock{mutex_};
        if (!has_place(caller)) return false;
        bool called = false;
        line_of(caller.rank).push_back(&called);
        ++places_[share];
        call_next();
        if (!turn_.wait_for(lock, longest_, [&] { return called; })) {
            std::erase(line_of(caller.rank), &called);
            give_place_back(share);
            return false;
        }
    }
    const struct Leave {
        Turns& turns;
        const Share& share;
        ~Leave() { turns.leave(share); }
    } leave{*this, share};
    work();
    return true;
}

std::size_t Turns::waiting() const
{
    const std::lock_guard lock{mutex_};
    return staff_.size() + known_.size() + citizens_.size();
}

bool Turns::has_place(const Caller& caller) const
{
    const auto mine = places_.find({caller.rank, caller.network});
    if (!caller.network.empty() && mine != places_.end() && mine->second >= share_) return false;
    const auto citizens = known_.size() + citizens_.size();
    const auto most_of_a_kind = most_citizens_ - most_citizens_ / kKept;
    if (running_ + staff_.size() + citizens < at_once_) return true;
    switch (caller.rank) {
    case Caller::Rank::staff:
        return staff_.size() < most_staff_;
    case Caller::Rank::known:
        return citizens < most_citizens_ && known_.size() < most_of_a_kind;
    case Caller::Rank::citizen:
        return citizens < most_citizens_ && citizens_.size() < most_of_a_kind;
    case Caller::Rank::doubtful:
        return false;
    }
    throw std::logic_error{"unknown rank"};
}

Turns::Line& Turns::line_of(Caller::Rank rank)
{
    switch (rank) {
    case Caller::Rank::staff:
        return staff_;
    case Caller::Rank::known:
        return known_;
    case Caller::Rank::citizen:
    case Caller::Rank::doubtful:
        return citizens_;
    }
    throw std::logic_error{"unknown rank"};
}

/// Of somebody, where anybody waits.
Turns::Line& Turns::next_line()
{
    if (!staff_.empty()) return staff_;
    if (citizens_.empty()) return known_;
    if (known_.empty() || overtaken_ == kOvertakers) {
        overtaken_ = 0;
        return citizens_;
    }
    ++overtaken_;
    return known_;
}

void Turns::call_next()
{
    while (running_ < at_once_) {
        auto& line = next_line();
        if (line.empty()) return;
        *line.front() = true;
        line.pop_front();
        ++running_;
    }
}

void Turns::leave(const Share& share)
{
    {
        const std::lock_guard lock{mutex_};
        --running_;
        give_place_back(share);
        call_next(); // here, not by whom it wakes: who comes meanwhile finds the place in the line free
    }
    turn_.notify_all();
}

void Turns::give_place_back(const Share& share)
{
    const auto mine = places_.find(share);
    if (--mine->second == 0) places_.erase(mine);
}
} // namespace portal::domain
