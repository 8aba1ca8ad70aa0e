#include "portal/domain/turns.hpp"

#include <algorithm>
#include <stdexcept>

namespace portal::domain {
namespace {
constexpr unsigned kSmallestShare = 2;
constexpr unsigned kNetworks = 4; ///< so many fill all places
} // namespace

Turns::Turns(unsigned at_once, unsigned waiting, unsigned waiting_staff)
    : at_once_{at_once}, most_citizens_{waiting},
      most_staff_{waiting_staff}, share_{std::max(kSmallestShare, (at_once + waiting) / kNetworks)}
{
}

bool Turns::take(const Caller& caller, const std::function<void()>& work)
{
    {
        std::unique_lock lock{mutex_};
        if (!has_place(caller)) return false;
        auto& line = caller.rank == Caller::Rank::staff ? staff_ : citizens_;
        const auto ticket = ++tickets_;
        line.push_back(ticket);
        ++places_[caller.network];
        turn_.wait(lock, [&] { return may_start(line, ticket); });
        line.pop_front();
        ++running_;
    }
    turn_.notify_all(); // there may be room for the next one, too
    const struct Leave {
        Turns& turns;
        const std::string& network;
        ~Leave() { turns.leave(network); }
    } leave{*this, caller.network};
    work();
    return true;
}

std::size_t Turns::waiting() const
{
    const std::lock_guard lock{mutex_};
    return staff_.size() + citizens_.size();
}

bool Turns::has_place(const Caller& caller) const
{
    const auto mine = places_.find(caller.network);
    if (!caller.network.empty() && mine != places_.end() && mine->second >= share_) return false;
    if (running_ + staff_.size() + citizens_.size() < at_once_) return true;
    switch (caller.rank) {
    case Caller::Rank::staff:
        return staff_.size() < most_staff_;
    case Caller::Rank::citizen:
        return citizens_.size() < most_citizens_;
    case Caller::Rank::doubtful:
        return false;
    }
    throw std::logic_error{"unknown rank"};
}

bool Turns::may_start(const Line& line, std::uint64_t ticket) const
{
    return running_ < at_once_ && line.front() == ticket && (&line == &staff_ || staff_.empty());
}

void Turns::leave(const std::string& network)
{
    {
        const std::lock_guard lock{mutex_};
        --running_;
        const auto mine = places_.find(network);
        if (--mine->second == 0) places_.erase(mine);
    }
    turn_.notify_all();
}
} // namespace portal::domain
