// SPDX-License-Identifier: MIT
// Validation by a JSON schema, as far as docs/json.schema.json needs it.
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace heapgraph::test {

/// Validator for schemas of these keywords: type, properties, required, additionalProperties, items, enum,
/// const, pattern, minimum, anyOf and $ref to $defs. Throws std::runtime_error if the schema has another, so
/// that no constraint is passed over.
class JsonSchema {
 public:
  explicit JsonSchema(nlohmann::json schema);

  /// First fault of a value, such as "/sites/0: has no field place"; empty if the value is valid.
  std::string fault_of(const nlohmann::json& value);

  /// Fields that the schema describes but no valid value had so far, such as "Site: place".
  std::set<std::string> unused_fields() const;

 private:
  std::string fault_of(const nlohmann::json& value, const nlohmann::json& schema, const std::string& at);
  std::string fault_of_object(const nlohmann::json& value, const nlohmann::json& schema,
                              const std::string& at);

  nlohmann::json schema_;
  std::set<std::string> used_;
};

}  // namespace heapgraph::test
