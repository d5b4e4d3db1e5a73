// SPDX-License-Identifier: MIT
// Benchmark of the JSON libraries alone, which visits every value of dumps: `visit simdjson FILE…` reads
// with simdjson On-Demand, `visit nlohmann FILE…` with nlohmann/json's SAX parser. Prints the number of
// values.
#include <simdjson.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace {

namespace ondemand = simdjson::ondemand;

/// The depth of dumps is four, so this may recurse.
std::uint64_t visit(ondemand::value value) {
  switch (value.type()) {
    case ondemand::json_type::object: {
      std::uint64_t count = 1;
      for (ondemand::field field : value.get_object()) count += visit(field.value());
      return count;
    }
    case ondemand::json_type::array: {
      std::uint64_t count = 1;
      for (ondemand::value item : value.get_array()) count += visit(item);
      return count;
    }
    case ondemand::json_type::string: {
      const std::string_view text = value.get_string();
      return text.empty() ? 2 : 1;
    }
    case ondemand::json_type::number:
      return static_cast<std::int64_t>(value.get_int64()) == -1 ? 2 : 1;
    case ondemand::json_type::boolean:
      return value.get_bool() ? 1 : 2;
    case ondemand::json_type::null:
      return 1;
    default:  // simdjson 4 adds a type, for text that is not JSON
      return 0;
  }
}

std::uint64_t visit_with_simdjson(const char* path) {
  const simdjson::padded_string text = simdjson::padded_string::load(path);
  ondemand::parser parser;
  ondemand::document document = parser.iterate(text);
  std::uint64_t count = 0;
  for (ondemand::field field : document.get_object()) count += visit(field.value());
  return count;
}

struct Counter : nlohmann::json_sax<nlohmann::json> {
  std::uint64_t count = 0;
  bool more() { return ++count != 0; }
  bool null() override { return more(); }
  bool boolean(bool /*value*/) override { return more(); }
  bool number_integer(number_integer_t /*value*/) override { return more(); }
  bool number_unsigned(number_unsigned_t /*value*/) override { return more(); }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return more(); }
  bool string(string_t& /*value*/) override { return more(); }
  bool binary(binary_t& /*value*/) override { return more(); }
  bool start_object(std::size_t /*elements*/) override { return more(); }
  bool key(string_t& /*value*/) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t /*elements*/) override { return more(); }
  bool end_array() override { return true; }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    return false;
  }
};

std::uint64_t visit_with_nlohmann(const char* path) {
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  Counter counter;
  nlohmann::json::sax_parse(text, &counter);
  return counter.count;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: visit simdjson|nlohmann FILE...\n", stderr);
    return 2;
  }
  std::uint64_t count = 0;
  for (int i = 2; i < argc; ++i) {
    count +=
        std::string_view(argv[1]) == "simdjson" ? visit_with_simdjson(argv[i]) : visit_with_nlohmann(argv[i]);
  }
  std::printf("%llu values\n", static_cast<unsigned long long>(count));
}
