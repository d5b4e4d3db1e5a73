# SPDX-License-Identifier: MIT
# Builds and installs heapgraph with Homebrew's libraries. The hash is that of a release, which packaging/fill-hashes
# puts in.
class Heapgraph < Formula
  desc "Find memory leaks in heap dumps of Luau and V8"
  homepage "https://github.com/heapgraph/heapgraph"
  url "https://github.com/heapgraph/heapgraph/archive/refs/tags/v0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "MIT"
  head "https://github.com/heapgraph/heapgraph.git", branch: "main"

  depends_on "cli11" => :build
  depends_on "cmake" => :build
  depends_on "nlohmann-json" => :build
  depends_on "fmt"
  depends_on "simdjson"
  depends_on "zstd"

  uses_from_macos "zlib"

  def install
    system "cmake", "-S", ".", "-B", "build", "-DHEAPGRAPH_TESTS=OFF", *std_cmake_args
    system "cmake", "--build", "build"
    system "cmake", "--install", "build"
  end

  test do
    (testpath/"new.json").write <<~JSON
      {"objects":{
      "0x10":{"type":"thread","cat":0,"size":100,"env":"0x20"},
      "0x20":{"type":"table","cat":0,"size":4000}
      },"roots":{"mainthread":"0x10","registry":"0x20"},
      "stats":{"size":4100,"categories":{"0":{"name":"memcat 0","size":4100}}}}
    JSON
    assert_match "heapgraph #{version}", shell_output("#{bin}/heapgraph --version")
    assert_match "registry 4000", shell_output("#{bin}/heapgraph -f folded new.json")
  end
end
