// SPDX-License-Identifier: MIT
// What a format writes of a small heap, and the frames that a picture shows.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/output.h"
#include "heapgraph/snapshot.h"

namespace heapgraph::test {

/// What is new since `old`, or without it everything alive.
std::string render(std::string_view format, const Snapshot& snapshot, const Snapshot* old = nullptr,
                   const PictureOptions& picture = {});

/// A picture of what is new since `old` and by how much kept objects grew.
std::string render_growth(const Snapshot& snapshot, const Snapshot& old, const PictureOptions& picture = {});

/// A frame of a picture.
struct Drawn {
  std::string title;
  double x;
  double y;
  double width;
  std::string label;
  double bar;  ///< its width; 0 if there is none
};

/// In the order of the picture.
std::vector<Drawn> frames_of(const std::string& svg);

/// What is seen of a picture where scripts do not run.
std::string still_of(const std::string& svg);

/// What a picture carries for its script besides the tree.
nlohmann::json facts_of(const std::string& svg);

}  // namespace heapgraph::test
