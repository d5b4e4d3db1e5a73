// SPDX-License-Identifier: MIT
// Questions that tests ask, each of which differs from the usual one in one thing.
#pragma once

#include <optional>

#include "heapgraph/analyze.h"

namespace heapgraph::test {

inline Question of_report(Question question = {}) {
  question.report = true;
  return question;
}

inline Question measuring(Measure measure) {
  Question question;
  question.measure = measure;
  return question;
}

inline Question verified() {
  Question question;
  question.identity = Identity::verified;
  return question;
}

inline Question by_address(std::optional<Measure> measure = std::nullopt) {
  Question question;
  question.identity = Identity::address;
  question.measure = measure;
  return question;
}

inline Question by_path() {
  Question question;
  question.match = MatchBy::path;
  return question;
}

}  // namespace heapgraph::test
