-- wrk calls this once at the end: one JSON object behind its own words.
done = function(summary, latency, requests)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    local form = '\n{"requests": %d, "duration_us": %d, "bytes": %d, "failed": %d, "p50_us": %d, "p99_us": %d}\n'
    io.write(string.format(form, summary.requests, summary.duration, summary.bytes, failed,
        latency:percentile(50), latency:percentile(99)))
end
