#include "hardware/camera/camera.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>

namespace hardware::camera {
namespace {
/// Frees what GLib and GStreamer hand out.
struct Release {
    void operator()(GstElement* element) const { gst_object_unref(element); }
    void operator()(GstBus* bus) const { gst_object_unref(bus); }
    void operator()(GstSample* sample) const { gst_sample_unref(sample); }
    void operator()(GError* error) const { g_error_free(error); }
    void operator()(char* text) const { g_free(text); }
};
template <typename T>
using Owned = std::unique_ptr<T, Release>;

void initialise_once()
{
    static std::once_flag once;
    std::call_once(once, [] { gst_init(nullptr, nullptr); });
}

EndReason reason_of(const GError& error)
{
    if (error.domain != GST_RESOURCE_ERROR) return EndReason::failed;
    if (error.code == GST_RESOURCE_ERROR_NOT_FOUND) return EndReason::not_found;
    if (error.code == GST_RESOURCE_ERROR_BUSY) return EndReason::busy;
    return EndReason::failed;
}

CameraEnd end_of(GstMessage* message)
{
    GError* raw_error = nullptr;
    gst_message_parse_error(message, &raw_error, nullptr);
    const Owned<GError> error{raw_error};
    return {reason_of(*error), error->message};
}

/// Source of the weights: ITU-R BT.601, in 1/1024.
std::uint8_t luminance(const std::uint8_t* rgb)
{
    return static_cast<std::uint8_t>((306U * rgb[0] + 601U * rgb[1] + 117U * rgb[2] + 512U) >> 10U);
}

std::optional<CameraFrame> frame_of(GstSample* sample)
{
    GstVideoInfo info;
    GstVideoFrame mapped;
    if (!gst_video_info_from_caps(&info, gst_sample_get_caps(sample)) ||
        !gst_video_frame_map(&mapped, &info, gst_sample_get_buffer(sample), GST_MAP_READ))
        return std::nullopt;
    const auto width = static_cast<unsigned>(GST_VIDEO_FRAME_WIDTH(&mapped));
    const auto height = static_cast<unsigned>(GST_VIDEO_FRAME_HEIGHT(&mapped));
    const auto stride = static_cast<std::size_t>(GST_VIDEO_FRAME_PLANE_STRIDE(&mapped, 0));
    const auto* data = static_cast<const std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(&mapped, 0));
    CameraFrame frame{optics::blank_frame(width, height), {width, height, {}}};
    frame.preview.rgb.reserve(std::size_t{3} * width * height);
    for (unsigned y = 0; y < height; ++y) {
        const auto* row = data + y * stride;
        frame.preview.rgb.insert(frame.preview.rgb.end(), row, row + std::size_t{3} * width);
        const auto grey = frame.grey.row(y);
        for (unsigned x = 0; x < width; ++x)
            grey[x] = luminance(row + std::size_t{3} * x);
    }
    gst_video_frame_unmap(&mapped);
    return frame;
}

/// What GStreamer's threads leave for the camera's own: the newest sample, and how it ended.
class Mailbox {
public:
    struct Letter {
        Owned<GstSample> sample;
        std::optional<CameraEnd> end;
    };

    void put(Owned<GstSample> sample)
    {
        {
            const std::scoped_lock lock{mutex_};
            newest_.swap(sample);
        }
        changed_.notify_one();
    }
    /// The first end counts: what follows an error only repeats it.
    void end(CameraEnd end)
    {
        {
            const std::scoped_lock lock{mutex_};
            if (!end_) end_ = std::move(end);
        }
        changed_.notify_one();
    }
    void close()
    {
        {
            const std::scoped_lock lock{mutex_};
            closed_ = true;
        }
        changed_.notify_one();
    }
    /// Waits for a sample or the end, samples first. Both empty: closed.
    Letter next()
    {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return newest_ || end_ || closed_; });
        if (closed_) return {};
        if (newest_) return {std::exchange(newest_, nullptr), std::nullopt};
        return {nullptr, end_};
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    Owned<GstSample> newest_;
    std::optional<CameraEnd> end_;
    bool closed_ = false;
};

GstFlowReturn keep_sample(GstAppSink* sink, gpointer mailbox)
{
    Owned<GstSample> sample{gst_app_sink_pull_sample(sink)};
    if (sample) static_cast<Mailbox*>(mailbox)->put(std::move(sample));
    return GST_FLOW_OK;
}

GstBusSyncReply keep_end(GstBus*, GstMessage* message, gpointer mailbox)
{
    auto& box = *static_cast<Mailbox*>(mailbox);
    if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) box.end(end_of(message));
    if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_EOS) box.end({EndReason::end_of_stream, {}});
    gst_message_unref(message);
    return GST_BUS_DROP;
}

/// A pipeline that fills the mailbox while it lives.
class Pipeline {
public:
    Pipeline(const std::string& source, Mailbox& mailbox)
    {
        // The size is bounded so that a mistaken source cannot fill the memory.
        const auto description = source + " ! videoconvert ! video/x-raw,format=RGB,width=[1,4096],height=[1,4096]"
                                          " ! appsink name=gishe max-buffers=1 drop=true";
        GError* raw_error = nullptr;
        pipeline_.reset(gst_parse_launch_full(description.c_str(), nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &raw_error));
        const Owned<GError> error{raw_error};
        Owned<GstElement> sink{pipeline_ && GST_IS_BIN(pipeline_.get())
                                   ? gst_bin_get_by_name(GST_BIN(pipeline_.get()), "gishe")
                                   : nullptr};
        if (error || !sink) {
            mailbox.end({EndReason::bad_source, error ? error->message : "not a pipeline"});
            pipeline_.reset();
            return;
        }
        GstAppSinkCallbacks callbacks{};
        callbacks.new_sample = keep_sample;
        gst_app_sink_set_callbacks(GST_APP_SINK(sink.get()), &callbacks, &mailbox, nullptr);
        const Owned<GstBus> bus{gst_element_get_bus(pipeline_.get())};
        gst_bus_set_sync_handler(bus.get(), keep_end, &mailbox, nullptr);
        if (gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE)
            mailbox.end({EndReason::failed, "the pipeline does not start"}); // second to the error on the bus
    }
    ~Pipeline()
    {
        if (pipeline_) gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
    }
    Pipeline(Pipeline&&) = delete;

private:
    Owned<GstElement> pipeline_;
};
} // namespace

/// From one start to its stop.
class Camera::Run {
public:
    Run(std::string source, std::shared_ptr<const Callbacks> callbacks)
        : source_{std::move(source)}, callbacks_{std::move(callbacks)}, thread_{[this] { work(); }}
    {
    }
    ~Run()
    {
        mailbox_.close();
        thread_.join();
    }
    Run(Run&&) = delete;

private:
    void work()
    {
        initialise_once();
        std::optional<Pipeline> pipeline{std::in_place, source_, mailbox_};
        bool any_frame = false;
        for (;;) {
            auto letter = mailbox_.next();
            if (letter.sample) {
                auto frame = frame_of(letter.sample.get());
                letter.sample.reset();
                any_frame = true;
                if (frame && callbacks_->frame) callbacks_->frame(std::move(*frame));
            } else {
                if (letter.end && letter.end->reason == EndReason::end_of_stream && !any_frame)
                    letter.end = CameraEnd{EndReason::failed, "the source ended without a picture"};
                pipeline.reset(); // the device is free before anybody is told that it ended
                if (letter.end && callbacks_->ended) callbacks_->ended(std::move(*letter.end));
                return;
            }
        }
    }

    std::string source_;
    std::shared_ptr<const Callbacks> callbacks_;
    Mailbox mailbox_;
    std::thread thread_; // last: it uses the others
};

Camera::Camera(std::string source, Callbacks callbacks)
    : source_{std::move(source)}, callbacks_{std::make_shared<const Callbacks>(std::move(callbacks))}
{
}

Camera::~Camera() = default;

void Camera::start()
{
    run_.reset();
    run_ = std::make_unique<Run>(source_, callbacks_);
}

void Camera::stop()
{
    run_.reset();
}
} // namespace hardware::camera
