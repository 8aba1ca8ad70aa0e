#include "kiosk/core/worker.hpp"

#include <algorithm>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

using kiosk::Worker;

TEST_CASE("A worker does its jobs in order, on one thread of its own")
{
    Worker worker{"test"};
    std::vector<int> done;
    std::promise<std::thread::id> last;
    for (int job = 0; job < 100; ++job)
        worker.post([&done, job] { done.push_back(job); });
    worker.post([&last] { last.set_value(std::this_thread::get_id()); });
    CHECK(last.get_future().get() != std::this_thread::get_id());
    REQUIRE(done.size() == 100);
    CHECK(std::is_sorted(done.begin(), done.end()));
}

TEST_CASE("A fault in one job does not keep a worker from the next")
{
    Worker worker{"test"};
    std::promise<void> next;
    worker.post([] { throw std::runtime_error{"test"}; });
    worker.post([&next] { next.set_value(); });
    next.get_future().wait();
}

TEST_CASE("A worker that ends waits for the job that runs")
{
    bool ended = false;
    {
        std::promise<void> begun;
        std::promise<void> may_end;
        Worker worker{"test"};
        worker.post([&] {
            begun.set_value();
            may_end.get_future().wait();
            ended = true;
        });
        begun.get_future().wait();
        may_end.set_value();
    }
    CHECK(ended);
}
