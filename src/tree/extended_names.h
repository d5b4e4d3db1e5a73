// SPDX-License-Identifier: MIT
// The names of a snapshot, extended by names that only a tree needs.
#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include "heap/names.h"

namespace heapgraph {

/// Copy-on-write name table. The table of the snapshot is copied when the first name is added, since
/// most trees add none.
class ExtendedNames {
 public:
  explicit ExtendedNames(std::shared_ptr<const NameTable> names) : names_(std::move(names)) {}

  NameId intern(std::string_view text) {
    if (extended_ == nullptr) names_ = extended_ = std::make_shared<NameTable>(*names_);
    return extended_->intern(text);
  }

  const std::shared_ptr<const NameTable>& table() const { return names_; }

 private:
  std::shared_ptr<const NameTable> names_;
  std::shared_ptr<NameTable> extended_;
};

}  // namespace heapgraph
