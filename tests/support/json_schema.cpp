// SPDX-License-Identifier: MIT
// Validation by a JSON schema, as far as docs/json.schema.json needs it.
#include "support/json_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace heapgraph::test {
namespace {

using Json = nlohmann::json;

const std::set<std::string> annotations = {"$schema", "$defs", "title", "description"};

bool is_of_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  throw std::runtime_error("the schema has a type that is not known: " + type);
}

bool is_of_types(const Json& value, const Json& types) {
  if (types.is_string()) return is_of_type(value, types);
  return std::any_of(types.begin(), types.end(), [&](const Json& type) { return is_of_type(value, type); });
}

std::string field_of(const Json& schema, const std::string& field) {
  return schema.value("title", "") + ": " + field;
}

}  // namespace

JsonSchema::JsonSchema(Json schema) : schema_(std::move(schema)) {}

std::string JsonSchema::fault_of(const Json& value) {
  return fault_of(value, schema_, "");
}

std::string JsonSchema::fault_of_object(const Json& value, const Json& schema, const std::string& at) {
  if (!value.is_object()) return {};
  for (const Json& field : schema.value("required", Json::array())) {
    const std::string name = field;
    if (!value.contains(name)) return fmt::format("{}: has no field {}", at, name);
  }
  const Json& properties = schema.at("properties");
  for (const auto& [field, content] : value.items()) {
    if (!properties.contains(field)) {
      if (!schema.value("additionalProperties", true)) return fmt::format("{}: has a field {}", at, field);
      continue;
    }
    used_.insert(field_of(schema, field));
    std::string fault = fault_of(content, properties[field], fmt::format("{}/{}", at, field));
    if (!fault.empty()) return fault;
  }
  return {};
}

std::string JsonSchema::fault_of(const Json& value, const Json& schema, const std::string& at) {
  // First field by which the schema is not met; keys are in the order of their names, `type` after `items`.
  for (const auto& [keyword, rule] : schema.items()) {
    if (annotations.count(keyword) != 0) continue;
    std::string fault;
    if (keyword == "$ref") {
      const std::string pointer = rule.get<std::string>().substr(1);
      fault = fault_of(value, schema_.at(Json::json_pointer(pointer)), at);
    } else if (keyword == "type") {
      if (!is_of_types(value, rule)) fault = at + ": is no " + rule.dump();
    } else if (keyword == "properties") {
      fault = fault_of_object(value, schema, at);
    } else if (keyword == "required" || keyword == "additionalProperties") {
      if (!schema.contains("properties")) throw std::runtime_error(keyword + " without properties");
    } else if (keyword == "items") {
      for (std::size_t i = 0; value.is_array() && i < value.size() && fault.empty(); ++i) {
        fault = fault_of(value[i], rule, at + "/" + std::to_string(i));
      }
    } else if (keyword == "enum") {
      const bool is_one = std::find(rule.begin(), rule.end(), value) != rule.end();
      if (!is_one) fault = at + ": is none of " + rule.dump();
    } else if (keyword == "const") {
      if (value != rule) fault = at + ": is not " + rule.dump();
    } else if (keyword == "pattern") {
      const bool is_text = value.is_string();
      if (is_text && !std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>()))) {
        fault = at + ": does not match " + rule.dump();
      }
    } else if (keyword == "minimum") {
      if (value.is_number() && value.get<double>() < rule.get<double>()) fault = at + ": is too small";
    } else if (keyword == "anyOf") {
      std::vector<std::string> faults;
      for (const Json& choice : rule) faults.push_back(fault_of(value, choice, at));
      const bool is_any = std::find(faults.begin(), faults.end(), "") != faults.end();
      if (!is_any) fault = faults.front();
    } else {
      throw std::runtime_error("the schema has a keyword that is not known: " + keyword);
    }
    if (!fault.empty()) return fault;
  }
  return {};
}

std::set<std::string> JsonSchema::unused_fields() const {
  std::set<std::string> unused;
  const auto add = [&](const Json& schema) {
    for (const auto& [field, rule] : schema.at("properties").items()) {
      if (used_.count(field_of(schema, field)) == 0) unused.insert(field_of(schema, field));
    }
  };
  add(schema_);
  for (const auto& [name, schema] : schema_.at("$defs").items()) add(schema);
  return unused;
}

}  // namespace heapgraph::test
