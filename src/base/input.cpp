// SPDX-License-Identifier: MIT
// Inputs that read the bytes of a file or pipe and unpack gzip and zstd.
#include "base/input.h"

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/bound_error.h"
#include "base/narrow.h"
#include "base/platform.h"
#include "base/sizes.h"
#include "base/text.h"
#include "heapgraph/error.h"

namespace heapgraph {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t packed_buffer = std::size_t{1} << 16U;
constexpr std::string_view gzip_magic = "\x1f\x8b";
constexpr std::string_view zstd_magic = "\x28\xb5\x2f\xfd";
constexpr const char* advice_for_packed = "copy or make it again";

struct Closer {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

[[noreturn]] void cannot_read(const std::string& name, int error) {
  throw Error(FilePlace{name}, fmt::format("cannot be read: {}", system_reason(error)),
              "check the path and its permissions");
}

/// Reads the bytes of a file or pipe as they are.
class FileInput : public Input {
 public:
  FileInput(const std::string& path, Progress* progress) : name_(input_name(path)), progress_(progress) {
    if (path == "-") {
      file_.reset(stdin);
    } else {
      std::error_code ignored;
      const fs::path file = to_path(path);
      if (fs::is_directory(file, ignored)) {
        throw Error(FilePlace{name_}, "is a directory", "name the dump in it");
      }
      errno = 0;
      file_.reset(open_file(path, "rb"));
      if (!file_) cannot_read(name_, errno);
      // Reads are large and go straight to their destination, so a buffer would only copy.
      std::setvbuf(file_.get(), nullptr, _IONBF, 0);
      const bool has_size = progress_ != nullptr && fs::is_regular_file(file, ignored);
      if (has_size) progress_->bytes_total += fs::file_size(file, ignored);
    }
    // The first bytes tell the format. They are kept here and given out again by `read`.
    while (peeked_ < peek_.size()) {
      const std::size_t got = read_from_file(peek_.data() + peeked_, peek_.size() - peeked_);
      if (got == 0) break;
      peeked_ += got;
    }
  }

  bool begins_with(std::string_view magic) const {
    return std::string_view(peek_.data(), peeked_).starts_with(magic);
  }
  const std::string& name() const { return name_; }

  std::size_t read(char* to, std::size_t size) override {
    if (given_ == peeked_) return read_from_file(to, size);
    const std::size_t count = std::min(size, peeked_ - given_);
    std::memcpy(to, peek_.data() + given_, count);
    given_ += count;
    return count;
  }

  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  std::size_t read_from_file(char* to, std::size_t size) {
    errno = 0;
    const std::size_t got = std::fread(to, 1, size, file_.get());
    if (got == 0 && std::ferror(file_.get()) != 0) cannot_read(name_, errno);
    if (progress_ != nullptr) progress_->bytes_read += got;
    bytes_read_ += got;
    return got;
  }

  std::string name_;
  Progress* progress_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::array<char, 4> peek_{};
  std::size_t peeked_ = 0;
  std::size_t given_ = 0;
  std::uint64_t bytes_read_ = 0;
};

/// Counts the bytes of a text and compares them with the bounds and with the bytes of the file.
class BoundedInput : public Input {
 public:
  BoundedInput(std::unique_ptr<Input> input, const FileInput& file, const Bounds& bounds)
      : input_(std::move(input)), file_(file), bounds_(bounds) {}

  std::size_t read(char* to, std::size_t size) override {
    const std::size_t got = input_->read(to, size);
    bytes_ += got;
    if (bytes_ > bounds_.unpacked_bytes) {
      throw beyond_bound(FilePlace{file_.name()},
                         fmt::format("is more than {}", size_for_people(bounds_.unpacked_bytes)), "unpacked");
    }
    const std::uint64_t beyond = bytes_ - std::min(bytes_, Bounds::small_text);
    if (beyond / bounds_.unpacked_ratio > file_.bytes_read()) {
      throw beyond_bound(FilePlace{file_.name()},
                         fmt::format("unpacks to more than {} bytes for each of its own",
                                     group_digits(bounds_.unpacked_ratio)),
                         "ratio");
    }
    return got;
  }

 private:
  std::unique_ptr<Input> input_;
  const FileInput& file_;  ///< owned by `input_`, or the same
  Bounds bounds_;
  std::uint64_t bytes_ = 0;
};

/// The common part of both packed formats: the buffer of packed bytes and the errors.
class PackedInput : public Input {
 public:
  explicit PackedInput(std::unique_ptr<FileInput> source)
      : source_(std::move(source)), buffer_(packed_buffer) {}

 protected:
  std::size_t refill() { return source_->read(buffer_.data(), buffer_.size()); }
  char* buffer() { return buffer_.data(); }

  [[noreturn]] void fail_truncated() const {
    throw Error(FilePlace{source_->name()}, "the archive ends in the middle: it was cut short",
                advice_for_packed);
  }
  [[noreturn]] void fail_corrupt(std::string_view reason) const {
    throw Error(FilePlace{source_->name()}, fmt::format("the archive is damaged: {}", reason),
                advice_for_packed);
  }

 private:
  std::unique_ptr<FileInput> source_;
  std::vector<char> buffer_;
};

class GzipInput : public PackedInput {
 public:
  explicit GzipInput(std::unique_ptr<FileInput> source) : PackedInput(std::move(source)) {
    constexpr int gzip_only = 16;
    if (inflateInit2(&stream_, gzip_only + MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  GzipInput(const GzipInput&) = delete;
  GzipInput& operator=(const GzipInput&) = delete;
  GzipInput(GzipInput&&) = delete;
  GzipInput& operator=(GzipInput&&) = delete;
  ~GzipInput() override { inflateEnd(&stream_); }

  std::size_t read(char* to, std::size_t size) override {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    const auto most = as_much_as_fits<uInt>(size);
    stream_.avail_out = most;
    while (stream_.avail_out == most) {
      if (stream_.avail_in == 0) {
        stream_.avail_in = static_cast<uInt>(refill());  // at most `packed_buffer`
        stream_.next_in = reinterpret_cast<Bytef*>(buffer());
        if (stream_.avail_in == 0) {
          if (!between_members_) fail_truncated();
          return 0;
        }
      }
      // A member is followed by another one or by zeros as padding.
      if (between_members_ && skip_padding()) continue;
      between_members_ = false;
      const int state = inflate(&stream_, Z_NO_FLUSH);
      if (state == Z_STREAM_END) {
        between_members_ = true;
        inflateReset(&stream_);
      } else if (state != Z_OK && state != Z_BUF_ERROR) {
        fail_corrupt(stream_.msg != nullptr ? stream_.msg : "invalid data");
      }
    }
    return most - stream_.avail_out;
  }

 private:
  bool skip_padding() {
    while (stream_.avail_in != 0 && *stream_.next_in == 0) {
      --stream_.avail_in;
      ++stream_.next_in;
    }
    return stream_.avail_in == 0;
  }

  z_stream stream_{};
  bool between_members_ = false;
};

class ZstdInput : public PackedInput {
 public:
  explicit ZstdInput(std::unique_ptr<FileInput> source)
      : PackedInput(std::move(source)), stream_(ZSTD_createDStream()) {
    if (!stream_) throw std::bad_alloc();
  }

  std::size_t read(char* to, std::size_t size) override {
    ZSTD_outBuffer out = {to, size, 0};
    while (out.pos == 0) {
      if (in_.pos == in_.size) {
        in_ = {buffer(), refill(), 0};
        if (in_.size == 0) {
          if (wants_ != 0) fail_truncated();
          return 0;
        }
      }
      wants_ = ZSTD_decompressStream(stream_.get(), &out, &in_);
      if (ZSTD_isError(wants_) != 0) fail_corrupt(ZSTD_getErrorName(wants_));
    }
    return out.pos;
  }

 private:
  struct Freer {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  std::unique_ptr<ZSTD_DStream, Freer> stream_;
  ZSTD_inBuffer in_{};
  std::size_t wants_ = 1;  // what zstd expects next; 0 between frames
};

}  // namespace

std::string input_name(const std::string& path) {
  return path == "-" ? "standard input" : path;
}

std::unique_ptr<Input> open_input(const std::string& path, Progress* progress, const Bounds& bounds) {
  auto file = std::make_unique<FileInput>(path, progress);
  const FileInput& packed = *file;
  std::unique_ptr<Input> input;
  if (file->begins_with(gzip_magic)) {
    input = std::make_unique<GzipInput>(std::move(file));
  } else if (file->begins_with(zstd_magic)) {
    input = std::make_unique<ZstdInput>(std::move(file));
  } else {
    input = std::move(file);
  }
  return std::make_unique<BoundedInput>(std::move(input), packed, bounds);
}

std::uint64_t plain_size(const std::string& path) {
  std::error_code error;
  const fs::path file = to_path(path);
  if (path == "-" || !fs::is_regular_file(file, error)) return 0;
  const std::uint64_t size = fs::file_size(file, error);
  return error ? 0 : size;
}

}  // namespace heapgraph
